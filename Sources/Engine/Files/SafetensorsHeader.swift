internal import Core

/// The JSON header of a safetensors file.
struct SafetensorsHeader: Encodable {
    /// One tensor's line.
    struct Entry: Encodable {
        var dtype: String
        var shape: [Int]
        var dataOffsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype, shape
            case dataOffsets = "data_offsets"
        }
    }

    /// A key that is not known beforehand.
    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static let metadataName = "__metadata__"
    /// The most lists and objects within each other in a value that nobody asked for.
    private static let deepest = 32
    /// The most dimensions that are taken for a shape.
    private static let mostDimensions = 32

    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]

    init() {}

    /// Reads a header: each tensor once, with a type, a shape and two offsets, and texts as remarks.
    init(_ bytes: [UInt8]) throws(JSONTrouble) {
        var scanner = try JSONScanner(bytes, deepest: Self.deepest)
        var metadata: [String: String]?
        var entries: [String: Entry] = [:]
        try scanner.object { (scanner, key) throws(JSONTrouble) in
            let name = String(decoding: key, as: UTF8.self)
            guard FileName.trouble(name) == nil else {
                throw scanner.trouble("a tensor's name holds NUL or has more than \(FileName.longest) bytes")
            }
            if name == Self.metadataName {
                guard metadata == nil else { throw scanner.trouble("\(name) occurs twice") }
                metadata = try Self.remarks(&scanner)
            } else {
                guard entries[name] == nil else {
                    throw scanner.trouble("the tensor \(FileName.quoted(name)) occurs twice")
                }
                entries[name] = try Self.entry(&scanner)
            }
        }
        try scanner.finish()
        self.metadata = metadata ?? [:]
        self.entries = entries
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        if !metadata.isEmpty { try container.encode(metadata, forKey: Name(stringValue: Self.metadataName)) }
        for (name, entry) in entries { try container.encode(entry, forKey: Name(stringValue: name)) }
    }

    private static func remarks(_ scanner: inout JSONScanner) throws(JSONTrouble) -> [String: String] {
        var result: [String: String] = [:]
        try scanner.object { (scanner, bytes) throws(JSONTrouble) in
            let key = String(decoding: bytes, as: UTF8.self)
            guard result.updateValue(try scanner.string(), forKey: key) == nil else {
                throw scanner.trouble("the remark \(FileName.quoted(key)) occurs twice")
            }
        }
        return result
    }

    private static func entry(_ scanner: inout JSONScanner) throws(JSONTrouble) -> Entry {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try scanner.object { (scanner, bytes) throws(JSONTrouble) in
            let key = String(decoding: bytes, as: UTF8.self)
            switch key {
            case Entry.CodingKeys.dtype.rawValue where type == nil: type = try scanner.string()
            case Entry.CodingKeys.shape.rawValue where shape == nil:
                shape = try integers(&scanner, most: mostDimensions)
            case Entry.CodingKeys.dataOffsets.rawValue where offsets == nil:
                offsets = try integers(&scanner, most: 2)
            case Entry.CodingKeys.dtype.rawValue, Entry.CodingKeys.shape.rawValue,
                Entry.CodingKeys.dataOffsets.rawValue:
                throw scanner.trouble("\(key) occurs twice")
            default: try scanner.skip()
            }
        }
        guard let type, let shape, let offsets, offsets.count == 2 else {
            throw scanner.trouble("a tensor has no type, no shape or no pair of offsets")
        }
        return Entry(dtype: type, shape: shape, dataOffsets: offsets)
    }

    private static func integers(_ scanner: inout JSONScanner, most: Int) throws(JSONTrouble) -> [Int] {
        var result: [Int] = []
        try scanner.list { (scanner) throws(JSONTrouble) in
            guard result.count < most else { throw scanner.trouble("a list has more than \(most) numbers") }
            result.append(try scanner.integer())
        }
        return result
    }
}
