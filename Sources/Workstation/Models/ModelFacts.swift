internal import Engine
internal import Store
internal import Tensor

/// What the registry keeps about a model, and which files it is made of.
struct ModelFacts: Sendable {
    /// A file of a model.
    struct File: Sendable {
        /// Its name in the home.
        var name: String
        /// Where it lies now.
        var place: String
    }

    var kind: ModelKind
    var architecture: String
    var parameters: Int
    var quantization: String
    var contextLength: Int
    var files: [File]
    /// Whether the model is a folder of files, and not one file.
    var isFolder: Bool

    /// Reads a GGUF file's.
    init(_ file: GGUFFile, _ configuration: ModelConfiguration) {
        var weights: [Int: Int] = [:]
        for tensor in file.tensors { weights[tensor.type, default: 0] += tensor.count }
        kind = .decoder
        architecture = configuration.architecture
        parameters = file.tensors.reduce(0) { $0 + $1.count }
        // Equal shares are decided by the format's number, so that the answer never varies.
        let most = weights.max { ($0.value, $0.key) < ($1.value, $1.key) }
        quantization = most.flatMap { WeightFormat(rawValue: $0.key)?.name } ?? "unknown"
        contextLength = configuration.contextLength
        files = [File(name: Self.fileName, place: file.path)]
        isFolder = false
    }

    /// Reads a folder's with a decoder.
    init(_ folder: HuggingFaceFolder, _ configuration: ModelConfiguration) throws {
        try self.init(folder, .decoder, configuration.architecture, configuration.contextLength)
    }

    /// Reads a folder's with an encoder.
    init(_ folder: HuggingFaceFolder, _ configuration: EncoderConfiguration) throws {
        try self.init(
            folder, .encoder, folder.metadata["model_type"]?.string ?? "", configuration.contextLength)
    }

    private init(
        _ folder: HuggingFaceFolder, _ kind: ModelKind, _ architecture: String, _ contextLength: Int
    ) throws {
        self.kind = kind
        self.architecture = architecture
        self.contextLength = contextLength
        let weights = folder.elementCounts.filter { $0.key.isWeight }
        parameters = weights.values.reduce(0, +)
        let most = weights.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
        quantization = most?.key.rawValue ?? "unknown"
        files = try folder.files().map { File(name: $0.name, place: $0.place) }
        isFolder = true
    }

    /// SHA-256 of the one file, or of the list of the files' digests.
    ///
    /// - Throws: `StoreError` when a file cannot be read.
    func digest() throws -> String {
        guard isFolder else { return try files.map { try Digest.sha256(ofFile: $0.place) }.joined() }
        return try Digest.sha256(ofFiles: files.map { ($0.name, $0.place) })
    }

    /// What a model of one file is called in its folder.
    static let fileName = "model.gguf"
}
