internal import Tensor

/// Reads a model's settings by what they mean, from either kind of source, and refuses what makes no sense.
struct SettingsReader: Sendable {
    let source: any TensorSource
    /// What GGUF puts before a setting's name: the architecture and a dot.
    private let prefix: String

    /// The most layers, and the widest layer, that are taken for a model and not for a mistake.
    static let mostLayers = 1_000
    static let widest = 1 << 20

    init(_ source: any TensorSource, architecture: String) {
        self.source = source
        prefix = source.naming == .gguf ? architecture + "." : ""
    }

    /// Where the model comes from, for messages.
    var path: String { source.path }
    /// Whether names and orders are those of transformers.
    var isHuggingFace: Bool { source.naming == .huggingFace }

    /// The value of a setting and the name under which it was found.
    func value(_ key: SettingKey) -> (name: String, value: MetadataValue)? {
        for name in names(key) {
            if let value = source.metadata[name] { return (name, value) }
        }
        return nil
    }

    /// A size that must be there.
    func size(_ key: SettingKey) throws(EngineError) -> Int {
        guard let value = try optionalSize(key) else { throw missing(key) }
        return value
    }

    /// A size that may be missing.
    func optionalSize(_ key: SettingKey) throws(EngineError) -> Int? {
        guard let (name, value) = value(key) else { return nil }
        if value.integers != nil {
            throw .unsupported(path, "\"\(name)\" differs from layer to layer; choose another model")
        }
        guard let size = value.integer, size > 0, size <= Self.widest * 16 else {
            throw .corrupt(path, "the metadata value \"\(name)\" is not a sensible size")
        }
        return size
    }

    /// A size where 0 and nothing mean that there is none.
    func sizeOrNone(_ key: SettingKey) throws(EngineError) -> Int? {
        if value(key)?.value.integer == 0 { return nil }
        return try optionalSize(key)
    }

    /// A positive number; the standard when it is missing.
    func positive(_ key: SettingKey, default standard: Float? = nil) throws(EngineError) -> Float {
        guard let (name, value) = value(key) else {
            if let standard { return standard }
            throw missing(key)
        }
        return try positive(value, name: name)
    }

    /// A positive number where 0 and nothing mean that there is none.
    func positiveOrNone(_ key: SettingKey) throws(EngineError) -> Float? {
        guard let (name, value) = value(key), value.double != 0 else { return nil }
        return try positive(value, name: name)
    }

    /// A positive number among the settings, by its very name.
    func positive(named name: String) throws(EngineError) -> Float? {
        guard let value = source.metadata[name] else { return nil }
        return try positive(value, name: name)
    }

    /// A truth value, by its very name; the standard when it is missing.
    func flag(_ name: String, default standard: Bool) throws(EngineError) -> Bool {
        guard let value = source.metadata[name] else { return standard }
        guard let flag = value.bool else {
            throw .corrupt(path, "the metadata value \"\(name)\" is neither true nor false")
        }
        return flag
    }

    /// A tensor that must be there.
    func required(_ name: String) throws(EngineError) -> WeightMatrix {
        guard let tensor = try source.tensor(named: name) else {
            throw .corrupt(path, "the tensor \(name.debugDescription) is missing")
        }
        return tensor
    }

    private func positive(_ value: MetadataValue, name: String) throws(EngineError) -> Float {
        guard let number = value.double, number.isFinite, number > 0, Float(number) > 0,
            Float(number).isFinite
        else { throw .corrupt(path, "the metadata value \"\(name)\" is not a positive number") }
        return Float(number)
    }

    private func missing(_ key: SettingKey) -> EngineError {
        .corrupt(path, "the metadata value \"\(names(key).first ?? "")\" is missing")
    }

    private func names(_ key: SettingKey) -> [String] {
        guard !isHuggingFace else { return key.huggingFace }
        return key.gguf.map { [prefix + $0] } ?? []
    }
}
