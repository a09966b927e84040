package import Tensor

/// A model as transformers saves it: a folder with `config.json` and weights in safetensors, whole or in shards.
///
/// Opening maps every weight file and checks its header; the weights themselves are read when they are used. Nothing
/// outside the folder is opened (see `InputFolder`), and nothing in it is run: weights in pickle files are refused.
package struct HuggingFaceFolder: Sendable {
    /// Where the folder is.
    package let path: String
    /// The settings of `config.json` by key.
    package let metadata: [String: MetadataValue]
    /// The bytes of all weight files.
    package let byteCount: Int
    private let folder: InputFolder
    /// The weight files by name, and which of them holds which tensor.
    private let shards: [String: SafetensorsFile]
    private let places: [String: String]

    private static let configurationName = "config.json"
    private static let wholeName = "model.safetensors"
    /// Weight files of other tools; the first two kinds are pickle, which can hold a program.
    private static let pickleNames = [
        "pytorch_model.bin", "pytorch_model.bin.index.json", "consolidated.00.pth", "model.pt", "model.pth",
    ]
    private static let otherNames = ["tf_model.h5", "flax_model.msgpack", "consolidated.safetensors"]

    /// Opens a folder.
    ///
    /// - Throws: ``EngineError`` when files are missing, damaged, contradict each other or lie elsewhere, or the weights
    ///   are in another format.
    package init(path: String) throws(EngineError) {
        let folder = try EngineError.wrap { () throws(TensorError) in try InputFolder(path: path) }
        self.folder = folder
        self.path = path
        guard let configuration = try Self.bytes(of: .configuration, in: folder) else {
            throw .badFolder(
                path,
                "it holds no \(Self.configurationName); choose a folder as transformers saves it, or a .gguf file"
            )
        }
        metadata = try ConfigurationJSON.settings(configuration, path: path + "/" + Self.configurationName)
        let whole = try EngineError.wrap { () throws(TensorError) in try folder.file(named: Self.wholeName) }
        if let whole {
            let file = try SafetensorsFile(whole)
            shards = [Self.wholeName: file]
            places = file.entries.mapValues { _ in Self.wholeName }
        } else if let index = try Self.index(of: folder) {
            shards = try Self.shards(of: index, in: folder)
            places = index.shards
        } else {
            throw Self.noWeights(folder)
        }
        guard !places.isEmpty else { throw .corruptFolder(path, "its weight file holds no tensor") }
        byteCount = shards.values.reduce(0) { $0 + $1.byteCount }
    }

    /// Copies one of the small files out.
    ///
    /// - Returns: Nil when the folder has none.
    /// - Throws: ``EngineError`` when it is larger than such a file can be, cannot be read or lies elsewhere.
    package func bytes(of file: HuggingFaceFile) throws(EngineError) -> [UInt8]? {
        try Self.bytes(of: file, in: folder)
    }

    /// Copies the settings of a folder within this one out, such as those of a sentence-transformers step.
    ///
    /// - Returns: Nil when there is no such folder or it has none.
    /// - Throws: ``EngineError`` when they are no settings, cannot be read or lie elsewhere.
    package func settings(ofFolder name: String) throws(EngineError) -> [String: MetadataValue]? {
        let inner = try EngineError.wrap { () throws(TensorError) in try folder.folder(named: name) }
        guard let inner, let bytes = try Self.bytes(of: .configuration, in: inner) else { return nil }
        return try ConfigurationJSON.settings(bytes, path: inner.path + "/" + Self.configurationName)
    }

    /// The files that a copy of the model needs: weights, and the small files that are read, sorted by name.
    ///
    /// - Returns: The name of each, and where it really lies.
    /// - Throws: ``EngineError`` when one has gone or lies elsewhere.
    package func files() throws(EngineError) -> [(name: String, place: String)] {
        let isSharded = shards[Self.wholeName] == nil
        let small = HuggingFaceFile.allCases.filter { $0 != .index || isSharded }.map(\.rawValue)
        var result: [(name: String, place: String)] = []
        for name in (small + shards.keys).sorted() {
            let place = try EngineError.wrap { () throws(TensorError) in try folder.place(of: name) }
            if let place {
                result.append((name, place))
            } else if shards[name] != nil {
                throw .corruptFolder(path, "the file \(FileName.quoted(name)) is missing")
            }
        }
        return result
    }

    /// The number of elements of every tensor, by the type of its elements.
    package var elementCounts: [SafetensorsElement: Int] {
        var counts: [SafetensorsElement: Int] = [:]
        for entry in shards.values.flatMap(\.entries.values) {
            counts[entry.element, default: 0] += entry.count
        }
        return counts
    }

    private static func bytes(
        of file: HuggingFaceFile, in folder: InputFolder
    ) throws(EngineError) -> [UInt8]? {
        try EngineError.wrap { () throws(TensorError) in try folder.file(named: file.rawValue) }
            .map { (mapped) throws(EngineError) in try file.bytes(of: mapped) }
    }

    private static func index(of folder: InputFolder) throws(EngineError) -> SafetensorsIndex? {
        guard let bytes = try bytes(of: .index, in: folder) else { return nil }
        return try SafetensorsIndex(bytes, path: folder.path + "/" + SafetensorsIndex.fileName)
    }

    /// Opens every shard and compares what it holds with what the index says.
    private static func shards(
        of index: SafetensorsIndex, in folder: InputFolder
    ) throws(EngineError) -> [String: SafetensorsFile] {
        var result: [String: SafetensorsFile] = [:]
        var owners: [String: String] = [:]
        for name in Set(index.shards.values).sorted() {
            guard
                let mapped = try EngineError.wrap({ () throws(TensorError) in try folder.file(named: name) })
            else {
                throw .corruptFolder(folder.path, "the shard \(FileName.quoted(name)) is missing")
            }
            let shard = try SafetensorsFile(mapped)
            for tensor in shard.entries.keys.sorted() {
                if let other = owners.updateValue(name, forKey: tensor) {
                    throw .corruptFolder(
                        folder.path, "\(other) and \(name) both hold the tensor \(FileName.quoted(tensor))")
                }
            }
            result[name] = shard
        }
        let lost = index.shards.filter { owners[$0.key] != $0.value }.keys.min()
        if let lost {
            throw .corruptFolder(
                folder.path,
                "its index puts the tensor \(FileName.quoted(lost)) into a shard that does not hold it")
        }
        return result
    }

    private static func noWeights(_ folder: InputFolder) -> EngineError {
        if let name = pickleNames.first(where: folder.contains) {
            return .badFolder(
                folder.path,
                "its weights are in \(name), a pickle file that can run programs; get the safetensors version, or "
                    + "convert it with save_pretrained of transformers")
        }
        if let name = otherNames.first(where: folder.contains) {
            return .badFolder(
                folder.path,
                "its weights are in \(name); get the version with \(wholeName), or convert it with save_pretrained of "
                    + "transformers")
        }
        return .badFolder(
            folder.path, "it holds neither \(wholeName) nor \(SafetensorsIndex.fileName); get a complete copy"
        )
    }
}

extension HuggingFaceFolder: TensorSource {
    /// The names of transformers.
    package var naming: TensorNaming { .huggingFace }

    /// The names of all tensors, sorted.
    package var tensorNames: [String] { places.keys.sorted() }

    /// Finds a tensor as a matrix: a vector is one row, and all sizes but the last are counted as rows.
    ///
    /// - Returns: Nil when the folder has none of this name.
    /// - Throws: ``EngineError`` when its elements are not floats of 32 or 16 bits.
    package func tensor(named name: String) throws(EngineError) -> WeightMatrix? {
        guard let place = places[name], let shard = shards[place] else { return nil }
        return try shard.weight(named: name)
    }
}
