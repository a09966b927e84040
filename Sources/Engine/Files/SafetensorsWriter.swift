internal import Foundation
package import Tensor

/// Gathers tensors and writes them as a safetensors file, all at once and durably.
///
/// Wide elements come first, so that each lies on a multiple of its size, and tensors of one width in the order of their
/// names: the same content gives the same bytes.
package struct SafetensorsWriter {
    private enum Content {
        case matrix(Matrix)
        case int32([Int32])
        case int64([Int64])
        case floats([Float])
        case weights(WeightMatrix)
    }

    private struct Item {
        let element: SafetensorsElement
        var entry: SafetensorsHeader.Entry
        let content: Content
    }

    private var contents: [String: Item] = [:]
    private let metadata: [String: String]

    /// Starts an empty file.
    ///
    /// - Parameter metadata: The writer's own remarks; Hugging Face tools expect `format` to be `pt`.
    package init(metadata: [String: String] = [:]) {
        self.metadata = metadata
    }

    /// Adds a matrix as 32-bit floats.
    ///
    /// - Parameters:
    ///   - matrix: Its elements are read when the file is written.
    ///   - name: A name that was not added before.
    ///   - shape: Sizes, slowest first; the matrix's own when nil.
    package mutating func add(_ matrix: Matrix, named name: String, shape: [Int]? = nil) {
        add(.f32, shape ?? [matrix.rows, matrix.columns], matrix.count, .matrix(matrix), name)
    }

    /// Adds weights as they are stored, which are copied when the file is written.
    ///
    /// - Parameters:
    ///   - weights: Their format is F32, F16 or BF16; safetensors files know no other.
    ///   - name: A name that was not added before.
    ///   - shape: Sizes, slowest first; the matrix's own when nil.
    /// - Throws: ``EngineError`` when the format is another.
    package mutating func add(
        _ weights: WeightMatrix, named name: String, shape: [Int]? = nil
    ) throws(EngineError) {
        let element = SafetensorsElement.allCases.first { $0.format == weights.format }
        guard let element else {
            throw .unsupported(
                weights.file.path,
                "\(FileName.quoted(name)) is stored as \(weights.format.name), which safetensors files cannot hold; "
                    + "expand it first")
        }
        let count = weights.rows * weights.columns
        add(element, shape ?? [weights.rows, weights.columns], count, .weights(weights), name)
    }

    /// Adds a list of 32-bit floats.
    package mutating func add(_ values: [Float], named name: String, shape: [Int]? = nil) {
        add(.f32, shape ?? [values.count], values.count, .floats(values), name)
    }

    /// Adds a list of 32-bit whole numbers.
    package mutating func add(_ values: [Int32], named name: String, shape: [Int]? = nil) {
        add(.i32, shape ?? [values.count], values.count, .int32(values), name)
    }

    /// Adds a list of 64-bit whole numbers.
    package mutating func add(_ values: [Int64], named name: String, shape: [Int]? = nil) {
        add(.i64, shape ?? [values.count], values.count, .int64(values), name)
    }

    /// Writes the file: afterwards there is either the old one or the whole new one.
    ///
    /// - Throws: ``EngineError`` when the folder does not exist or the disk is full.
    package func write(to path: String) throws(EngineError) {
        var header = SafetensorsHeader()
        header.metadata = metadata
        var end = 0
        let names = contents.sorted { one, other in
            (-one.value.element.bitCount, one.key) < (-other.value.element.bitCount, other.key)
        }.map(\.key)
        for name in names {
            guard var entry = contents[name]?.entry else { continue }
            let bytes = entry.dataOffsets[1]
            entry.dataOffsets = [end, end + bytes]
            header.entries[name] = entry
            end += bytes
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text: [UInt8]
        do {
            text = [UInt8](try encoder.encode(header))
        } catch {
            throw .corrupt(path, "its header cannot be written")
        }
        // The data starts on a multiple of 8, as the format asks.
        while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
        let length = UInt64(text.count)
        let prefix = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        try EngineError.wrap { () throws(TensorError) in
            let file = try OutputFile(path: path)
            try file.write(prefix + text)
            for name in names { try write(name, to: file) }
            try file.commit()
        }
    }

    private func write(_ name: String, to file: borrowing OutputFile) throws(TensorError) {
        switch contents[name]?.content {
        case .matrix(let matrix): try file.write(matrix)
        case .floats(let values): try file.write(values.map(\.bitPattern).flatMap(Self.bytes))
        case .weights(let weights): try file.write(weights)
        case .int32(let values): try file.write(values.flatMap(Self.bytes))
        case .int64(let values): try file.write(values.flatMap(Self.bytes))
        case nil: break
        }
    }

    private static func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<MemoryLayout<Value>.size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private mutating func add(
        _ element: SafetensorsElement, _ shape: [Int], _ count: Int, _ content: Content, _ name: String
    ) {
        precondition(contents[name] == nil, "The tensor \(name.debugDescription) is added twice.")
        precondition(shape.reduce(1, *) == count, "\(count) elements do not fill the shape \(shape).")
        // The place is not known yet: the end stands for the number of bytes until the file is written.
        let entry = SafetensorsHeader.Entry(
            dtype: element.rawValue, shape: shape, dataOffsets: [0, count * element.bitCount / 8])
        contents[name] = Item(element: element, entry: entry, content: content)
    }
}
