internal import Foundation
internal import Tensor

/// Adapters on disk: a PEFT folder with `adapter_config.json` and `adapter_model.safetensors`.
///
/// Files hold A as `[R, inputs]` and B as `[outputs, R]` in Hugging Face's order of rows, under the family's own names
/// of modules. A Llama GGUF stores the rows of queries and keys with the two halves of each head interleaved, and
/// Falcon's fused layer has its rows by heads, so B's rows are moved on the way.
extension LoRAAdapter {
    /// The name of PEFT's settings file.
    package static let configurationFileName = "adapter_config.json"
    /// The name of PEFT's weights file.
    package static let weightsFileName = "adapter_model.safetensors"
    private static let prefix = "base_model.model."
    /// A settings file is far smaller; a larger one is not read.
    private static let largestConfiguration = 1_000_000

    /// Reads a PEFT folder.
    ///
    /// - Parameters:
    ///   - folder: Where the two files are.
    ///   - configuration: The model that the adapter must fit.
    /// - Returns: The adapter, with rows in the base's order.
    /// - Throws: ``EngineError`` when a file is missing or damaged, the kind is not supported, or a shape does not fit.
    package static func load(
        folder: String, for configuration: ModelConfiguration
    ) throws(EngineError) -> LoRAAdapter {
        let settings = try settings(folder)
        if let obstacle = settings.obstacle(isTransposed: configuration.names.isTransposed) {
            throw .badAdapter(folder, obstacle)
        }
        let file = try SafetensorsFile(path: folder + "/" + weightsFileName)
        return try adapter(
            file, for: configuration, rank: settings.rank, alpha: Float(settings.alpha),
            scale: settings.scale,
            name: folder)
    }

    /// The base model that a PEFT folder names, such as `HuggingFaceTB/SmolLM2-135M-Instruct`: a hint, not a digest.
    ///
    /// - Throws: ``EngineError`` when the settings file is missing or damaged.
    package static func declaredBase(folder: String) throws(EngineError) -> String? {
        try settings(folder).baseModelNameOrPath
    }

    /// Reads matrices in PEFT's names and order from a safetensors file.
    ///
    /// - Throws: ``EngineError`` when a name, shape or number does not fit.
    package static func load(
        weights path: String, for configuration: ModelConfiguration, rank: Int, alpha: Float
    ) throws(EngineError) -> LoRAAdapter {
        try adapter(
            SafetensorsFile(path: path), for: configuration, rank: rank, alpha: alpha,
            scale: alpha / Float(rank), name: path)
    }

    /// Writes a PEFT folder; the folder must exist.
    ///
    /// - Parameters:
    ///   - folder: Where the two files go.
    ///   - configuration: The model that the adapter is for.
    ///   - baseModel: The base's name, for PEFT.
    /// - Throws: ``EngineError`` when a file cannot be written.
    package func save(
        to folder: String, for configuration: ModelConfiguration, baseModel: String? = nil
    ) throws(EngineError) {
        let settings = AdapterConfiguration(
            rank: rank, alpha: Double(alpha), modules: modules.compactMap(configuration.names.target),
            baseModel: baseModel, isTransposed: configuration.names.isTransposed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text: [UInt8]
        do {
            text = [UInt8](try encoder.encode(settings))
        } catch {
            throw .badAdapter(folder, "its settings cannot be written")
        }
        try save(weights: folder + "/" + Self.weightsFileName, for: configuration)
        try EngineError.wrap { () throws(TensorError) in
            let file = try OutputFile(path: folder + "/" + Self.configurationFileName)
            try file.write(text)
            try file.commit()
        }
    }

    /// Writes the matrices in PEFT's names and order.
    ///
    /// - Throws: ``EngineError`` when the file cannot be written.
    package func save(weights path: String, for configuration: ModelConfiguration) throws(EngineError) {
        var writer = SafetensorsWriter(metadata: ["format": "pt"])
        for layer in 0..<layerCount {
            for entry in configuration.names.entries {
                let module = entry.module
                guard let pair = self[layer, module] else { continue }
                let name = Self.name(layer, entry, configuration)
                let order = Self.rowOrder(module, configuration)
                writer.add(pair.a, named: name + ".lora_A.weight")
                writer.add(Self.gather(pair.b, order.inverse), named: name + ".lora_B.weight")
            }
        }
        try writer.write(to: path)
    }

    // MARK: - Reading

    private static func settings(_ folder: String) throws(EngineError) -> AdapterConfiguration {
        let path = folder + "/" + configurationFileName
        let file = try EngineError.wrap { () throws(TensorError) in try MappedFile(path: path) }
        guard file.byteCount <= largestConfiguration else {
            throw .badAdapter(folder, "its \(configurationFileName) is too long")
        }
        let bytes = try EngineError.wrap { () throws(TensorError) in
            try file.bytes(at: 0, count: file.byteCount)
        }
        do {
            return try JSONDecoder().decode(AdapterConfiguration.self, from: Data(bytes))
        } catch {
            throw .badAdapter(folder, "its \(configurationFileName) is not that of a PEFT adapter")
        }
    }

    private static func adapter(
        _ file: SafetensorsFile, for configuration: ModelConfiguration, rank: Int, alpha: Float, scale: Float,
        name: String
    ) throws(EngineError) -> LoRAAdapter {
        var found: [Int: [LinearModule: LoRAPair]] = [:]
        var used = 0
        for layer in 0..<configuration.layerCount {
            for entry in configuration.names.entries {
                let module = entry.module
                let base = self.name(layer, entry, configuration)
                let names = (a: base + ".lora_A.weight", b: base + ".lora_B.weight")
                guard file.entries[names.a] != nil || file.entries[names.b] != nil else { continue }
                let a = try matrix(names.a, [rank, configuration.inputs(of: module)], file, name)
                let b = try matrix(names.b, [configuration.outputs(of: module), rank], file, name)
                found[layer, default: [:]][module] = LoRAPair(
                    a: a, b: gather(b, rowOrder(module, configuration).forward))
                used += 2
            }
        }
        guard used > 0 else { throw .badAdapter(name, "it changes no linear layer of this model") }
        guard used == file.entries.count else {
            throw .badAdapter(
                name, "\(file.entries.count - used) of its tensors belong to no linear layer of this model")
        }
        return LoRAAdapter(rank: rank, alpha: alpha, scale: scale, configuration: configuration) {
            found[$0]?[$1]
        }
    }

    private static func matrix(
        _ tensor: String, _ shape: [Int], _ file: SafetensorsFile, _ name: String
    ) throws(EngineError) -> Matrix {
        guard let entry = file.entries[tensor] else { throw .badAdapter(name, "\(tensor) is missing") }
        guard entry.shape == shape else {
            throw .badAdapter(
                name, "\(tensor) has the shape \(entry.shape) where this model and rank need \(shape)")
        }
        let matrix = try file.matrix(named: tensor)
        let isSound = matrix.withSpan { span in
            (0..<span.count).allSatisfy { span[$0].isFinite }
        }
        guard isSound else { throw .badAdapter(name, "\(tensor) holds something that is not a number") }
        return matrix
    }

    // MARK: - Names and order

    private static func name(
        _ layer: Int, _ entry: ModuleNames.Entry, _ configuration: ModelConfiguration
    ) -> String {
        "\(prefix)\(configuration.names.layers)\(layer).\(entry.path)"
    }

    /// For each row of the base, its row in Hugging Face's order, and the other way round; nil is no change.
    private static func rowOrder(
        _ module: LinearModule, _ configuration: ModelConfiguration
    ) -> (forward: [Int]?, inverse: [Int]?) {
        let forward: [Int]
        let isInterleaved = configuration.rotaries.first?.layout == .interleaved
        if module == .queryKeyValue, configuration.names.fusedOrder == .groups {
            forward = FusedRows.grouped(configuration)
        } else if isInterleaved, module == .query || module == .key {
            let dimension = configuration.headDimension
            forward = (0..<configuration.outputs(of: module)).map { row in
                let place = row % dimension
                return row - place + place % 2 * (dimension / 2) + place / 2
            }
        } else {
            return (nil, nil)
        }
        var inverse = forward
        for (row, source) in forward.enumerated() { inverse[source] = row }
        return (forward, inverse)
    }

    /// The rows of a matrix in another order.
    private static func gather(_ matrix: Matrix, _ order: [Int]?) -> Matrix {
        guard let order else { return matrix }
        let result = Matrix(rows: matrix.rows, columns: matrix.columns)
        for (row, source) in order.enumerated() {
            result.copyRows(from: matrix, source..<source + 1, to: row)
        }
        return result
    }
}
