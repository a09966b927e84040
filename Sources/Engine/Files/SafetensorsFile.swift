internal import Core
package import Tensor

/// A file in the safetensors format, mapped into memory.
///
/// Opening checks the header: each name once, sizes that do not overflow, data that exists, follows without a gap and
/// does not overlap. Used for the weights of models, adapters, optimizer state and training shards.
package struct SafetensorsFile: Sendable {
    /// One tensor of the file.
    package struct Entry: Sendable, Hashable {
        /// The type of its elements.
        package let element: SafetensorsElement
        /// Its sizes, slowest first.
        package let shape: [Int]
        /// Where its data starts in the file.
        let offset: Int
        /// Number of elements.
        package let count: Int
    }

    /// Where the file is.
    package let path: String
    /// Size of the file.
    package var byteCount: Int { file.byteCount }
    /// The writer's own remarks.
    package let metadata: [String: String]
    /// The tensors by name.
    package let entries: [String: Entry]
    private let file: MappedFile

    /// The longest header that is taken for one.
    private static let longestHeader = 100_000_000

    /// Opens a file.
    ///
    /// - Throws: ``EngineError`` when the file cannot be read, is not safetensors, or contradicts itself.
    package init(path: String) throws(EngineError) {
        try self.init(EngineError.wrap { () throws(TensorError) in try MappedFile(path: path) })
    }

    /// Reads a file that is mapped already.
    ///
    /// - Throws: ``EngineError`` when it is not safetensors or contradicts itself.
    package init(_ file: MappedFile) throws(EngineError) {
        self.file = file
        path = file.path
        var cursor = ByteCursor(file)
        let length = try cursor.count(of: "header bytes", least: 1)
        guard length <= Self.longestHeader else {
            throw .corrupt(path, "its header of \(length) bytes is too long")
        }
        let start = cursor.offset + length
        let text = try EngineError.wrap { () throws(TensorError) in
            try file.bytes(at: MemoryLayout<UInt64>.size, count: length)
        }
        let header: SafetensorsHeader
        do {
            header = try SafetensorsHeader(text)
        } catch {
            throw .corrupt(
                path,
                "its header is not that of a safetensors file: \(error.reason) at byte \(error.position) of it"
            )
        }
        metadata = header.metadata
        entries = try Self.checked(header.entries, from: start, in: file)
    }

    /// Finds a tensor of weights where it lies: a vector is one row, and all sizes but the last are counted as rows.
    ///
    /// - Returns: Nil when there is none of this name.
    /// - Throws: ``EngineError`` when it is empty or its elements are not floats of 32 or 16 bits.
    package func weight(named name: String) throws(EngineError) -> WeightMatrix? {
        guard let entry = entries[name] else { return nil }
        let format = try weightFormat(name, entry)
        guard entry.count > 0 else { throw .corrupt(path, "\(FileName.quoted(name)) is empty") }
        let columns = entry.shape.last ?? 1
        return try EngineError.wrap { () throws(TensorError) in
            try WeightMatrix(
                format: format, rows: entry.count / columns, columns: columns, file: file,
                offset: entry.offset)
        }
    }

    /// Copies a tensor of floats out as a matrix: a vector is one row, further dimensions are counted as rows.
    ///
    /// - Throws: ``EngineError`` when there is none of this name or it holds something else.
    package func matrix(named name: String) throws(EngineError) -> Matrix {
        let entry = try self.entry(named: name)
        guard entry.count > 0 else {
            _ = try weightFormat(name, entry)
            return Matrix(rows: 0, columns: entry.shape.last ?? 1)
        }
        guard let weight = try weight(named: name) else { throw .corrupt(path, "\(name) is missing") }
        return weight.expanded()
    }

    /// Copies a tensor of floats out as a list.
    ///
    /// - Throws: ``EngineError`` when there is none of this name or it holds whole numbers.
    package func floats(named name: String) throws(EngineError) -> [Float] {
        try matrix(named: name).elements
    }

    /// Copies a tensor of whole numbers out as a list.
    ///
    /// - Throws: ``EngineError`` when there is none of this name or it holds floats.
    package func integers(named name: String) throws(EngineError) -> [Int] {
        let entry = try self.entry(named: name)
        let values = try EngineError.wrap { () throws(TensorError) -> [Int]? in
            switch entry.element {
            case .i32: try file.integers(Int32.self, at: entry.offset, count: entry.count).map { Int($0) }
            case .i64: try file.integers(Int64.self, at: entry.offset, count: entry.count).map { Int($0) }
            default: nil
            }
        }
        guard let values else {
            throw .corrupt(
                path, "\(FileName.quoted(name)) holds \(entry.element.rawValue) instead of whole numbers")
        }
        return values
    }

    private func weightFormat(_ name: String, _ entry: Entry) throws(EngineError) -> WeightFormat {
        guard let format = entry.element.format else {
            throw .unsupported(
                path,
                "\(FileName.quoted(name)) holds elements of the type \(entry.element.rawValue); save it with F32, "
                    + "F16 or BF16")
        }
        return format
    }

    private func entry(named name: String) throws(EngineError) -> Entry {
        guard let entry = entries[name] else { throw .corrupt(path, "\(FileName.quoted(name)) is missing") }
        return entry
    }

    private static func checked(
        _ listed: [String: SafetensorsHeader.Entry], from start: Int, in file: MappedFile
    ) throws(EngineError) -> [String: Entry] {
        var result: [String: Entry] = [:]
        var end = 0
        let sorted = listed.sorted {
            ($0.value.dataOffsets.first ?? 0, $0.value.dataOffsets.last ?? 0, $0.key)
                < ($1.value.dataOffsets.first ?? 0, $1.value.dataOffsets.last ?? 0, $1.key)
        }
        for (name, entry) in sorted {
            let name = (key: name, quoted: FileName.quoted(name))
            guard let element = SafetensorsElement(rawValue: entry.dtype) else {
                let type = FileName.quoted(entry.dtype)
                throw .unsupported(
                    file.path,
                    "\(name.quoted) has elements of the unknown type \(type); save it with F32 or BF16")
            }
            guard let count = product(entry.shape) else {
                throw .corrupt(file.path, "\(name.quoted) has an impossible shape")
            }
            let (bits, overflow) = count.multipliedReportingOverflow(by: element.bitCount)
            let bytes = bits / 8
            guard entry.dataOffsets.count == 2, entry.dataOffsets[0] == end, !overflow, bits % 8 == 0,
                bytes <= file.byteCount - start - end, entry.dataOffsets[1] == end + bytes
            else { throw .corrupt(file.path, "\(name.quoted) does not lie where its shape says") }
            result[name.key] = Entry(element: element, shape: entry.shape, offset: start + end, count: count)
            end += bytes
        }
        guard start + end == file.byteCount else {
            throw .corrupt(file.path, "\(file.byteCount - start - end) of its bytes belong to nothing")
        }
        return result
    }

    private static func product(_ shape: [Int]) -> Int? {
        var product = 1
        for size in shape {
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            guard size >= 0, !overflow else { return nil }
            product = next
        }
        return product
    }
}
