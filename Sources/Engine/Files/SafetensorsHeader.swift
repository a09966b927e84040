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
    /// The most dimensions that are taken for a shape.
    private static let mostDimensions = 32

    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]

    init() {}

    /// Reads a header: each tensor once, with a type, a shape and two offsets, and texts as remarks.
    init(_ bytes: [UInt8]) throws(JSONTrouble) {
        var cursor = JSONCursor(bytes)
        var metadata: [String: String]?
        var entries: [String: Entry] = [:]
        try cursor.object { (name, cursor) throws(JSONTrouble) in
            guard FileName.trouble(name) == nil else {
                throw cursor.trouble("a tensor's name without NUL, of at most \(FileName.longest) bytes,")
            }
            if name == Self.metadataName {
                guard metadata == nil else { throw cursor.trouble("one \(name) instead of two") }
                metadata = try Self.remarks(&cursor)
            } else {
                guard entries[name] == nil else {
                    throw cursor.trouble("one tensor \(FileName.quoted(name)) instead of two")
                }
                entries[name] = try Self.entry(&cursor)
            }
        }
        try cursor.end()
        self.metadata = metadata ?? [:]
        self.entries = entries
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        if !metadata.isEmpty { try container.encode(metadata, forKey: Name(stringValue: Self.metadataName)) }
        for (name, entry) in entries { try container.encode(entry, forKey: Name(stringValue: name)) }
    }

    private static func remarks(_ cursor: inout JSONCursor) throws(JSONTrouble) -> [String: String] {
        var result: [String: String] = [:]
        try cursor.object { (key, cursor) throws(JSONTrouble) in
            guard result.updateValue(try cursor.string(), forKey: key) == nil else {
                throw cursor.trouble("one remark \(FileName.quoted(key)) instead of two")
            }
        }
        return result
    }

    private static func entry(_ cursor: inout JSONCursor) throws(JSONTrouble) -> Entry {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try cursor.object { (key, cursor) throws(JSONTrouble) in
            switch key {
            case Entry.CodingKeys.dtype.rawValue where type == nil: type = try cursor.string()
            case Entry.CodingKeys.shape.rawValue where shape == nil:
                shape = try integers(&cursor, most: mostDimensions)
            case Entry.CodingKeys.dataOffsets.rawValue where offsets == nil:
                offsets = try integers(&cursor, most: 2)
            case Entry.CodingKeys.dtype.rawValue, Entry.CodingKeys.shape.rawValue,
                Entry.CodingKeys.dataOffsets.rawValue:
                throw cursor.trouble("one \(key) instead of two")
            default: try cursor.skip()
            }
        }
        guard let type, let shape, let offsets, offsets.count == 2 else {
            throw cursor.trouble("a type, a shape or a pair of offsets of a tensor")
        }
        return Entry(dtype: type, shape: shape, dataOffsets: offsets)
    }

    private static func integers(_ cursor: inout JSONCursor, most: Int) throws(JSONTrouble) -> [Int] {
        var result: [Int] = []
        try cursor.list { (cursor) throws(JSONTrouble) in
            guard result.count < most else { throw cursor.trouble("the end of a list of \(most) numbers") }
            result.append(try cursor.integer())
        }
        return result
    }
}
