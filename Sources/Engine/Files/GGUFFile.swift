package import Tensor

/// A model file in the GGUF format, versions 2 and 3, mapped into memory.
///
/// Opening reads the header and checks every count, length and offset against the bytes that exist: after it no
/// tensor reaches outside the file or into another. The weights themselves are read when they are used.
package struct GGUFFile: Sendable {
    /// Where the file is.
    package let path: String
    /// Size of the file.
    package let byteCount: Int
    /// The metadata by key.
    package let metadata: [String: MetadataValue]
    /// The keys of the metadata in the order of the file.
    package let keys: [String]
    /// The tensors in the order of the file.
    package let tensors: [GGUFTensor]
    private let places: [String: Range<Int>]
    private let positions: [String: Int]
    private let file: MappedFile

    /// Most dimensions of a tensor that the format allows.
    static let mostDimensions = 4
    /// The most tensors that are read; the largest models have a few thousand.
    private static let mostTensors = 65_536
    /// The most bytes of metadata and tensor list; vocabularies of 260,000 tokens take 10 MB.
    private static let longestHeader = 64 << 20

    /// Opens a file.
    ///
    /// - Throws: ``EngineError`` when the file cannot be read, is not GGUF, or contradicts itself.
    package init(path: String) throws(EngineError) {
        try self.init(EngineError.wrap { () throws(TensorError) in try MappedFile(path: path) })
    }

    /// Reads a file that is mapped already.
    ///
    /// - Throws: ``EngineError`` when it is not GGUF or contradicts itself.
    package init(_ file: MappedFile) throws(EngineError) {
        self.file = file
        path = file.path
        byteCount = file.byteCount
        var cursor = ByteCursor(file, limit: Self.longestHeader)
        try Self.checkMagic(&cursor)
        let tensorCount = try cursor.count(of: "tensors", least: 24)
        let valueCount = try cursor.count(of: "metadata values", least: 13)
        guard tensorCount <= Self.mostTensors else {
            throw .corrupt(path, "it claims \(tensorCount) tensors, more than \(Self.mostTensors)")
        }
        let (values, places) = try GGUFHeader.metadata(&cursor, count: valueCount)
        metadata = values
        keys = places.map(\.key)
        self.places = Dictionary(places.map { ($0.key, $0.range) }) { first, _ in first }
        let alignment = try Self.alignment(metadata, path)
        let listed = try GGUFHeader.tensors(&cursor, count: tensorCount)
        let padding = (alignment - cursor.offset % alignment) % alignment
        let start = cursor.offset + padding
        tensors = try GGUFHeader.placed(listed, from: start, alignment: alignment, in: file)
        var positions: [String: Int] = [:]
        for (index, tensor) in tensors.enumerated() {
            guard positions.updateValue(index, forKey: tensor.name) == nil else {
                throw .corrupt(path, "it lists the tensor \(FileName.quoted(tensor.name)) twice")
            }
        }
        self.positions = positions
        // What the header says stands in the properties now; that of a large vocabulary takes megabytes.
        file.releasePages(upTo: start)
    }

    /// Finds a tensor as a matrix: a vector is one row, and further dimensions are counted as rows.
    ///
    /// - Returns: Nil when the file has none of this name.
    /// - Throws: ``EngineError`` when its format is not one that this program reads.
    package func tensor(named name: String) throws(EngineError) -> WeightMatrix? {
        guard let position = positions[name] else { return nil }
        let tensor = tensors[position]
        guard let format = WeightFormat(rawValue: tensor.type) else {
            let known = WeightFormat.allCases.map(\.name).joined(separator: ", ")
            throw .unsupported(
                path,
                "\(FileName.quoted(name)) has the weight format \(tensor.typeName); choose a file with \(known)"
            )
        }
        let columns = tensor.sizes.first ?? 1
        return try EngineError.wrap { () throws(TensorError) in
            try WeightMatrix(
                format: format, rows: tensor.count / columns, columns: columns, file: file,
                offset: tensor.offset)
        }
    }

    /// The bytes of a metadata value as they lie in the file: the number of its type, then the value.
    func rawValue(of key: String) throws(EngineError) -> [UInt8]? {
        guard let range = places[key] else { return nil }
        return try EngineError.wrap { () throws(TensorError) in
            try file.bytes(at: range.lowerBound, count: range.count)
        }
    }

    private static func checkMagic(_ cursor: inout ByteCursor) throws(EngineError) {
        let path = cursor.file.path
        guard cursor.remaining >= 24, try cursor.integer(UInt32.self) == 0x4655_4747 else {
            throw .notGGUF(path)
        }
        let version = try cursor.integer(UInt32.self)
        if version.byteSwapped == 3 {
            throw .unsupported(path, "it is written for big-endian machines; get the little-endian file")
        }
        guard version == 2 || version == 3 else {
            throw .unsupported(path, "its GGUF version is \(version); get one of version 2 or 3")
        }
    }

    private static func alignment(
        _ metadata: [String: MetadataValue], _ path: String
    ) throws(EngineError) -> Int {
        guard let value = metadata["general.alignment"] else { return 32 }
        guard let alignment = value.integer, alignment >= 8, alignment <= 1 << 20, alignment % 8 == 0 else {
            throw .corrupt(path, "its alignment is not a multiple of 8 up to 1048576")
        }
        return alignment
    }
}
