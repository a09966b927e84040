package import Tensor

/// Gathers metadata and tensors and writes them as a GGUF file of version 3, all at once and durably.
///
/// Both are written in the order in which they were added, so the same calls give the same bytes. Weights keep their
/// format and are copied when the file is written; nothing large is held in memory.
package struct GGUFWriter {
    private enum Content {
        case bytes([UInt8])
        case weights(WeightMatrix)
        case matrix(Matrix)
        case rounded(WeightMatrix)
    }

    private struct Tensor {
        let name: String
        let sizes: [Int]
        let format: WeightFormat
        let byteCount: Int
        let content: Content
    }

    private var values: [(key: String, value: GGUFValue)] = []
    private var tensors: [Tensor] = []
    private var names: Set<String> = []
    private let alignment: Int

    private static let alignmentKey = "general.alignment"
    private static let usualAlignment = 32
    /// Weights that are expanded and rounded in one go.
    private static let roundedAtOnce = 1 << 20

    /// Starts an empty file.
    ///
    /// - Parameter alignment: Where data starts is a multiple of it: a power of two from 8 on.
    package init(alignment: Int = 32) {
        precondition(
            alignment >= 8 && alignment <= 1 << 20 && alignment & (alignment - 1) == 0,
            "An alignment of \(alignment) is not a power of two from 8 to 1048576.")
        self.alignment = alignment
        if alignment != Self.usualAlignment {
            values.append((Self.alignmentKey, GGUFValue(UInt32(alignment))))
        }
    }

    /// Sets a metadata value, in place of an earlier one of the same key.
    ///
    /// - Throws: ``EngineError`` when the key cannot be one, or is the alignment, which the writer sets itself.
    package mutating func set(_ key: String, _ value: GGUFValue) throws(EngineError) {
        try Self.check(key)
        guard key != Self.alignmentKey else {
            throw .unwritable(key, "the alignment is chosen when the file is started")
        }
        if let index = values.firstIndex(where: { $0.key == key }) {
            values[index].value = value
        } else {
            values.append((key, value))
        }
    }

    /// Takes over the metadata of another file, each value with its width; the alignment stays this file's own.
    ///
    /// - Parameters:
    ///   - file: Where to copy from.
    ///   - isWanted: Says for each key whether it is copied.
    /// - Throws: ``EngineError`` when the file cannot be read any more.
    package mutating func copyMetadata(
        of file: GGUFFile, where isWanted: (String) -> Bool = { _ in true }
    ) throws(EngineError) {
        for key in file.keys where key != Self.alignmentKey && isWanted(key) {
            guard let bytes = try file.rawValue(of: key) else { continue }
            try set(key, GGUFValue(fileBytes: bytes))
        }
    }

    /// Adds weights in their stored format.
    ///
    /// - Parameters:
    ///   - weights: Their bytes are copied when the file is written.
    ///   - name: A name that was not added before.
    ///   - sizes: Fastest first, as GGUF has them; nil for those of the matrix, where one row is a vector.
    /// - Throws: ``EngineError`` when the name is taken or cannot be one, or the sizes do not fit.
    package mutating func add(
        _ weights: WeightMatrix, named name: String, sizes: [Int]? = nil
    ) throws(EngineError) {
        let own = weights.rows == 1 ? [weights.columns] : [weights.columns, weights.rows]
        try add(name, sizes ?? own, weights.format, weights.byteCount, .weights(weights))
    }

    /// Adds weights, rounded to another format when the file is written, a few rows at a time.
    ///
    /// - Parameters:
    ///   - weights: What is rounded.
    ///   - format: A format for which `canBeMade` is true.
    ///   - name: A name that was not added before.
    ///   - sizes: Fastest first, as GGUF has them; nil for those of the matrix, where one row is a vector.
    /// - Throws: ``EngineError`` when the format cannot be made or does not fit the rows, the name is taken or cannot be
    ///   one, or the sizes do not fit.
    package mutating func add(
        _ weights: WeightMatrix, as format: WeightFormat, named name: String, sizes: [Int]? = nil
    ) throws(EngineError) {
        let own = weights.rows == 1 ? [weights.columns] : [weights.columns, weights.rows]
        let bytes = try EngineError.wrap { () throws(TensorError) in try weights.byteCount(as: format) }
        try add(name, sizes ?? own, format, bytes, .rounded(weights))
    }

    /// Adds a matrix as 32-bit floats.
    ///
    /// - Parameters:
    ///   - matrix: Its elements are read when the file is written.
    ///   - name: A name that was not added before.
    ///   - sizes: Fastest first, as GGUF has them; nil for those of the matrix, where one row is a vector.
    /// - Throws: ``EngineError`` when the name is taken or cannot be one, or the sizes do not fit.
    package mutating func add(
        _ matrix: Matrix, named name: String, sizes: [Int]? = nil
    ) throws(EngineError) {
        let own = matrix.rows == 1 ? [matrix.columns] : [matrix.columns, matrix.rows]
        try add(name, sizes ?? own, .f32, 4 * matrix.count, .matrix(matrix))
    }

    /// Adds bytes that are in a format already.
    ///
    /// - Parameters:
    ///   - bytes: Whole blocks of the format.
    ///   - format: How they hold weights.
    ///   - sizes: Fastest first, as GGUF has them.
    ///   - name: A name that was not added before.
    /// - Throws: ``EngineError`` when the name is taken or cannot be one, or the bytes do not fill the sizes.
    package mutating func add(
        _ bytes: [UInt8], format: WeightFormat, sizes: [Int], named name: String
    ) throws(EngineError) {
        try add(name, sizes, format, bytes.count, .bytes(bytes))
    }

    /// Writes the file: afterwards there is either the old one or the whole new one.
    ///
    /// - Throws: ``EngineError`` when the folder does not exist or the disk is full.
    package func write(to path: String) throws(EngineError) {
        let header = self.header
        try EngineError.wrap { () throws(TensorError) in
            let file = try OutputFile(path: path)
            try file.write(header)
            for tensor in tensors {
                switch tensor.content {
                case .bytes(let bytes): try file.write(bytes)
                case .weights(let weights): try file.write(weights)
                case .matrix(let matrix): try file.write(matrix)
                case .rounded(let weights):
                    let step = max(1, Self.roundedAtOnce / weights.columns)
                    for first in stride(from: 0, to: weights.rows, by: step) {
                        let rows = first..<min(weights.rows, first + step)
                        try file.write(weights.rows(rows, as: tensor.format))
                    }
                }
                try file.write(padding(after: tensor.byteCount))
            }
            try file.commit()
        }
    }

    /// Everything in front of the first tensor's data.
    private var header: [UInt8] {
        var bytes = Array("GGUF".utf8) + UInt32(3).fileBytes
        bytes += UInt64(tensors.count).fileBytes + UInt64(values.count).fileBytes
        for (key, value) in values { bytes += key.fileBytes + value.fileBytes }
        var offset = 0
        for tensor in tensors {
            bytes += tensor.name.fileBytes + UInt32(tensor.sizes.count).fileBytes
            for size in tensor.sizes { bytes += UInt64(size).fileBytes }
            bytes += UInt32(tensor.format.rawValue).fileBytes + UInt64(offset).fileBytes
            offset += tensor.byteCount + padding(after: tensor.byteCount).count
        }
        return bytes + padding(after: bytes.count)
    }

    private func padding(after count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (alignment - count % alignment) % alignment)
    }

    private mutating func add(
        _ name: String, _ sizes: [Int], _ format: WeightFormat, _ byteCount: Int, _ content: Content
    ) throws(EngineError) {
        try Self.check(name)
        guard !names.contains(name) else { throw .unwritable(name, "it is added twice") }
        guard (1...GGUFFile.mostDimensions).contains(sizes.count), sizes.allSatisfy({ $0 > 0 }) else {
            throw .unwritable(name, "it needs one to \(GGUFFile.mostDimensions) sizes above 0")
        }
        var product: Int? = 1
        for size in sizes {
            let (next, overflow) = (product ?? 0).multipliedReportingOverflow(by: size)
            product = overflow || product == nil ? nil : next
        }
        guard let product, sizes[0] % format.blockWeights == 0,
            byteCount % format.blockBytes == 0,
            product / format.blockWeights == byteCount / format.blockBytes
        else {
            throw .unwritable(
                name, "\(byteCount) bytes in the format \(format.name) do not fill the sizes \(sizes)")
        }
        names.insert(name)
        tensors.append(
            Tensor(name: name, sizes: sizes, format: format, byteCount: byteCount, content: content))
    }

    private static func check(_ name: String) throws(EngineError) {
        if name.isEmpty { throw .unwritable(name, "it has no name") }
        if let trouble = FileName.trouble(name) { throw .unwritable(name, "its name \(trouble)") }
    }
}
