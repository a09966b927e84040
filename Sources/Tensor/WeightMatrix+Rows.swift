extension WeightMatrix {
    /// Some neighbouring rows, where they lie.
    ///
    /// - Throws: ``TensorError`` when they do not exist.
    package func rows(_ range: Range<Int>) throws(TensorError) -> WeightMatrix {
        guard range.lowerBound >= 0, range.upperBound <= rows else {
            throw .badWeight(
                "Weights of \(rows) rows in \(file.path) have no rows \(range); get a sound copy.")
        }
        return try WeightMatrix(
            format: format, rows: range.count, columns: columns, file: file,
            offset: offset + range.lowerBound * rowBytes)
    }

    /// A copy of some rows in another order, in the same format.
    ///
    /// - Throws: ``TensorError`` when a row does not exist.
    package func gathering(_ order: [Int]) throws(TensorError) -> WeightMatrix {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(order.count * rowBytes)
        for row in order {
            guard row >= 0, row < rows else {
                throw .badWeight(
                    "Weights of \(rows) rows in \(file.path) have no row \(row); get a sound copy.")
            }
            bytes += try file.bytes(at: offset + row * rowBytes, count: rowBytes)
        }
        return try WeightMatrix(format: format, rows: order.count, columns: columns, bytes: bytes)
    }

    /// A copy with rows and columns exchanged, in the same format.
    ///
    /// - Throws: ``TensorError`` when the format has blocks of several weights, which cannot be taken apart.
    package func transposed() throws(TensorError) -> WeightMatrix {
        guard format.blockWeights == 1 else {
            throw .badWeight(
                "Weights in the format \(format.name) in \(file.path) cannot be transposed; choose a copy in "
                    + "F32, F16 or BF16.")
        }
        let source = try unsafe file.pointer(at: offset, count: byteCount)
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { target, count in
            let target = UnsafeMutableRawBufferPointer(target)
            if format.blockBytes == MemoryLayout<UInt32>.size {
                unsafe transpose(source, into: target, as: UInt32.self)
            } else {
                unsafe transpose(source, into: target, as: UInt16.self)
            }
            count = byteCount
        }
        return try WeightMatrix(format: format, rows: columns, columns: rows, bytes: bytes)
    }

    /// Writes the elements column by column; their bits are not looked at.
    @unsafe
    private func transpose<Element: FixedWidthInteger>(
        _ source: UnsafeRawPointer, into target: UnsafeMutableRawBufferPointer, as type: Element.Type
    ) {
        let size = MemoryLayout<Element>.size
        for row in 0..<rows {
            for column in 0..<columns {
                let element = unsafe source.loadUnaligned(
                    fromByteOffset: (row * columns + column) * size, as: type)
                unsafe target.storeBytes(
                    of: element, toByteOffset: (column * rows + row) * size, as: type)
            }
        }
    }
}
