internal import Tensor

#if canImport(Glibc)
    internal import Glibc
#endif

extension SettingsReader {
    /// Radians a position for each turned pair, scaling included.
    ///
    /// - Parameter dimension: Columns of a head.
    /// - Returns: As many as pairs turn.
    /// - Throws: ``EngineError`` when a setting makes no sense or the scaling is not known.
    func frequencies(_ dimension: Int) throws(EngineError) -> [Float] {
        isHuggingFace
            ? try listedFrequencies(dimension, scope: nil, base: try positive(.rotaryBase, default: 10_000))
            : try storedFrequencies(dimension)
    }

    /// Radians a position without scaling.
    func plainFrequencies(_ columns: Int, base: Float) -> [Float] {
        (0..<columns / 2).map { Float(1 / pow(Double(base), Double(2 * $0) / Double(columns))) }
    }

    // MARK: - GGUF

    /// With linear scaling or the file's own divisors, by which Llama 3 is scaled.
    private func storedFrequencies(_ dimension: Int) throws(EngineError) -> [Float] {
        let columns = try turnedColumns(optionalSize(.turnedColumns) ?? dimension, of: dimension)
        let plain = plainFrequencies(columns, base: try positive(.rotaryBase, default: 10_000))
        let kind = value(SettingKey("rope.scaling.type"))?.value.string ?? "none"
        var factor: Float = 1
        switch kind {
        case "none": break
        case "linear": factor = try positive(SettingKey("rope.scaling.factor"), default: 1)
        default: throw unknownScaling(kind)
        }
        if try source.tensor(named: "rope_factors_long.weight") != nil { throw unknownScaling("longrope") }
        guard let tensor = try source.tensor(named: "rope_freqs.weight") else {
            return plain.map { $0 / factor }
        }
        guard tensor.rows == 1, tensor.columns == plain.count else {
            throw .corrupt(path, "its rotary divisors do not fit heads of \(dimension) columns")
        }
        let divisors = tensor.expanded().elements
        guard divisors.allSatisfy({ $0.isFinite && $0 > 0 }) else {
            throw .corrupt(path, "its rotary divisors do not fit heads of \(dimension) columns")
        }
        return zip(plain, divisors).map { $0 / factor / $1 }
    }

    // MARK: - Hugging Face

    /// With the scaling that `rope_parameters` or `rope_scaling` names.
    ///
    /// - Parameters:
    ///   - dimension: Columns of a head.
    ///   - scope: The kind of layers whose parameters to read, where they differ; nil when they do not.
    ///   - base: The base unless the parameters have their own.
    /// - Returns: As many as pairs turn.
    /// - Throws: ``EngineError`` when a setting makes no sense or the scaling is not known.
    func listedFrequencies(_ dimension: Int, scope: String?, base: Float) throws(EngineError) -> [Float] {
        let places = [scope.map { "rope_parameters.\($0)." }, scope == nil ? "rope_parameters." : nil]
        let isLocal = scope == "sliding_attention"
        let prefixes = places.compactMap { $0 } + (isLocal ? [] : ["rope_scaling."])
        func found(_ name: String) throws(EngineError) -> Float? {
            for prefix in prefixes {
                if let value = try positive(named: prefix + name) { return value }
            }
            return nil
        }
        func number(_ name: String) throws(EngineError) -> Float {
            guard let value = try found(name) else {
                throw .corrupt(path, "its rotary scaling lacks \"\(name)\"")
            }
            return value
        }
        var share = try found("partial_rotary_factor")
        if share == nil { share = try positive(named: "partial_rotary_factor") }
        let columns = try turnedColumns(share, of: dimension)
        let plain = plainFrequencies(columns, base: try found("rope_theta") ?? base)
        let kind =
            prefixes.lazy.flatMap { [$0 + "rope_type", $0 + "type"] }
            .compactMap { source.metadata[$0]?.string }.first ?? "default"
        switch kind {
        case "default": return plain
        case "linear":
            let factor = try number("factor")
            return plain.map { $0 / factor }
        case "llama3":
            return llama3(
                plain, factor: try number("factor"), low: try number("low_freq_factor"),
                high: try number("high_freq_factor"), context: try number("original_max_position_embeddings"))
        default: throw unknownScaling(kind)
        }
    }

    /// Slow pairs are slowed down further, fast ones kept, and those between go over smoothly.
    private func llama3(_ plain: [Float], factor: Float, low: Float, high: Float, context: Float) -> [Float] {
        plain.map { frequency in
            let wavelength = 2 * Float.pi / frequency
            if wavelength < context / high { return frequency }
            if wavelength > context / low || high == low { return frequency / factor }
            let smooth = (context / wavelength - low) / (high - low)
            return (1 - smooth) * frequency / factor + smooth * frequency
        }
    }

    /// The columns of a head that turn when a share of them does; nil is all.
    private func turnedColumns(_ share: Float?, of dimension: Int) throws(EngineError) -> Int {
        guard let share else { return try turnedColumns(dimension, of: dimension) }
        guard share <= 1 else { throw .corrupt(path, "more than all columns of its heads turn") }
        return try turnedColumns(Int(Float(dimension) * share), of: dimension)
    }

    private func turnedColumns(_ columns: Int, of dimension: Int) throws(EngineError) -> Int {
        guard columns > 0, columns % 2 == 0, columns <= dimension else {
            throw .corrupt(path, "\(columns) of \(dimension) columns of a head cannot be turned")
        }
        return columns
    }

    private func unknownScaling(_ kind: String) -> EngineError {
        .unsupported(path, "its rotary scaling \(kind.debugDescription) is not known; choose another model")
    }
}
