internal import Core
internal import Tensor

/// A `model.safetensors.index.json`: which file of the folder holds which tensor.
package struct SafetensorsIndex: Sendable, Hashable {
    /// The file of each tensor, a plain name.
    package let shards: [String: String]

    /// The usual name of such a file.
    package static let fileName = "model.safetensors.index.json"
    /// How a name of a shard ends.
    private static let suffix = ".safetensors"
    /// The most shards that a model has; the largest have fewer than 200.
    private static let mostShards = 4096

    /// Reads the file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The file's bytes.
    ///   - path: Where they come from, for messages.
    /// - Throws: ``EngineError`` when they are not such an index, name a tensor twice, or name a shard that is not a
    ///   plain name of a safetensors file.
    package init(_ bytes: [UInt8], path: String) throws(EngineError) {
        let listed: [String: String]
        do {
            listed = try Self.listed(bytes)
        } catch {
            throw .corrupt(
                path, "it is not the index of a model's shards: \(error.reason) at byte \(error.position)")
        }
        guard !listed.isEmpty else { throw .corrupt(path, "it lists no tensor") }
        let names = Set(listed.values)
        guard names.count <= Self.mostShards else {
            throw .corrupt(path, "it lists \(names.count) shards, more than \(Self.mostShards)")
        }
        for name in names.sorted() where !InputFolder.isPlain(name) || !name.hasSuffix(Self.suffix) {
            throw .corrupt(
                path,
                "it names the shard \(FileName.quoted(name)), which is not a plain name ending in \(Self.suffix)"
            )
        }
        shards = listed
    }

    private static func listed(_ bytes: [UInt8]) throws(JSONTrouble) -> [String: String] {
        var scanner = try JSONScanner(bytes)
        var result: [String: String]?
        try scanner.object { (scanner, key) throws(JSONTrouble) in
            guard key.elementsEqual("weight_map".utf8) else { return try scanner.skip() }
            guard result == nil else { throw scanner.trouble("weight_map occurs twice") }
            var map: [String: String] = [:]
            try scanner.object { (scanner, key) throws(JSONTrouble) in
                let name = String(decoding: key, as: UTF8.self)
                guard FileName.trouble(name) == nil else {
                    throw scanner.trouble(
                        "a tensor's name holds NUL or has more than \(FileName.longest) bytes")
                }
                guard map.updateValue(try scanner.string(), forKey: name) == nil else {
                    throw scanner.trouble("the tensor \(FileName.quoted(name)) occurs twice")
                }
            }
            result = map
        }
        try scanner.finish()
        guard let result else { throw scanner.trouble("it has no weight_map") }
        return result
    }
}
