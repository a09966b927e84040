internal import CKernels

extension WeightFormat {
    /// Whether weights can be rounded to this format here; every format can be read.
    package var canBeMade: Bool { ck_can_quantize(Int32(rawValue)) != 0 }
}

extension WeightMatrix {
    /// The largest number of half precision.
    private static let largestHalf: Float = 65504

    /// Bytes that the weights would take in another format.
    ///
    /// - Throws: ``TensorError`` when the format cannot be made here, or rows do not hold whole blocks of it.
    package func byteCount(as target: WeightFormat) throws(TensorError) -> Int {
        guard target.canBeMade else {
            let known = WeightFormat.allCases.filter(\.canBeMade).map(\.name).joined(separator: ", ")
            throw .badWeight(
                "Weights cannot be rounded to \(target.name) by this program; choose one of \(known).")
        }
        guard columns % target.blockWeights == 0 else {
            throw .badWeight(
                "Rows of \(columns) weights in \(file.path) do not hold whole blocks of \(target.name); choose F16."
            )
        }
        let (bytes, overflow) = (columns / target.blockWeights * rows).multipliedReportingOverflow(
            by: target.blockBytes)
        guard !overflow else {
            throw .badWeight(
                "Weights of \(rows) x \(columns) in \(file.path) are too large; get a sound copy.")
        }
        return bytes
    }

    /// Rounds some rows to another format, to the very blocks that GGUF's own tools make of the same floats.
    ///
    /// - Parameters:
    ///   - range: Which rows; they exist.
    ///   - target: A format for which ``WeightFormat/canBeMade`` is true.
    /// - Returns: The rows' blocks.
    /// - Throws: ``TensorError`` when the format cannot be made here, rows do not hold whole blocks of it, or a weight
    ///   is no number or too large for it.
    package func rows(_ range: Range<Int>, as target: WeightFormat) throws(TensorError) -> [UInt8] {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= rows, "Rows \(range) are outside \(rows) rows.")
        let total = try byteCount(as: target)
        let part = total / rows * range.count
        let floats = Matrix(rows: range.count, columns: columns)
        unsafe ck_expand(
            ck_best_level(), Int32(format.rawValue), address + range.lowerBound * rowBytes, floats.base,
            floats.count)
        // Scales are stored in half precision, so that is how far numbers may go.
        let largest = [.f32, .bf16].contains(target) ? Float.greatestFiniteMagnitude : Self.largestHalf
        guard floats.elements.allSatisfy({ abs($0) <= largest }) else {
            throw .badWeight(
                "A weight in \(file.path) is no number or too large for \(target.name); choose F32 or get a sound copy."
            )
        }
        return unsafe [UInt8](unsafeUninitializedCapacity: part) { buffer, count in
            if let start = buffer.baseAddress, floats.count > 0 {
                unsafe ck_quantize(Int32(target.rawValue), floats.base, start, floats.count)
            }
            count = part
        }
    }
}
