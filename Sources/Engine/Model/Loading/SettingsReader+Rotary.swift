internal import Tensor

#if canImport(Glibc)
    internal import Glibc
#endif

extension SettingsReader {
    /// How queries and keys turn, scaling included.
    ///
    /// - Parameters:
    ///   - dimension: Columns of a head.
    ///   - layout: Which columns turn together in a GGUF file; in Hugging Face's they are always halves.
    /// - Returns: The angles, for as many pairs as turn.
    /// - Throws: ``EngineError`` when a setting makes no sense or the scaling is not known.
    func rotary(_ dimension: Int, layout: RotaryTable.Layout) throws(EngineError) -> RotaryAngles {
        isHuggingFace
            ? try listedRotary(dimension, scope: nil, base: try positive(.rotaryBase, default: 10_000))
            : try storedRotary(dimension, layout)
    }

    /// Radians a position without scaling.
    func plainFrequencies(_ columns: Int, base: Float) -> [Float] {
        (0..<columns / 2).map { Float(1 / pow(Double(base), Double(2 * $0) / Double(columns))) }
    }

    // MARK: - GGUF

    /// With linear scaling, YaRN, or the file's own divisors, by which Llama 3 and long Phi-3 are scaled.
    private func storedRotary(_ dimension: Int, _ layout: RotaryTable.Layout) throws(EngineError)
        -> RotaryAngles
    {
        let columns = try turnedColumns(optionalSize(.turnedColumns) ?? dimension, of: dimension)
        let base = try positive(.rotaryBase, default: 10_000)
        let plain = plainFrequencies(columns, base: base)
        let scale = try positive(SettingKey("rope.scaling.attn_factor"), default: 1)
        if let long = try divisors("rope_factors_long.weight", columns),
            let short = try divisors("rope_factors_short.weight", columns)
        {
            let threshold = try size(SettingKey("rope.scaling.original_context_length"))
            var angles = longRotary(plain, short: short, long: long, threshold: threshold, scale: scale)
            angles.layout = layout
            return angles
        }
        let kind = value(SettingKey("rope.scaling.type"))?.value.string ?? "none"
        var factor: Float = 1
        switch kind {
        case "none", "longrope": break
        case "linear": factor = try positive(SettingKey("rope.scaling.factor"), default: 1)
        case "yarn":
            let yarn = Yarn(
                factor: try positive(SettingKey("rope.scaling.factor")),
                context: try size(SettingKey("rope.scaling.original_context_length")))
            return RotaryAngles(
                frequencies: yarn.frequencies(plain, base: base), layout: layout,
                scale: scale * yarn.attentionFactor)
        default: throw unknownScaling(kind)
        }
        guard let divisors = try divisors("rope_freqs.weight", columns) else {
            return RotaryAngles(frequencies: plain.map { $0 / factor }, layout: layout)
        }
        return RotaryAngles(frequencies: zip(plain, divisors).map { $0 / factor / $1 }, layout: layout)
    }

    /// A tensor of divisors, one a pair; nil when the file has none of this name.
    private func divisors(_ name: String, _ columns: Int) throws(EngineError) -> [Float]? {
        guard let tensor = try source.tensor(named: name) else { return nil }
        let divisors = tensor.expanded().elements
        guard tensor.rows == 1, divisors.count == columns / 2, divisors.allSatisfy({ $0.isFinite && $0 > 0 })
        else { throw .corrupt(path, "its rotary divisors (\(name)) do not fit \(columns) columns") }
        return divisors
    }

    // MARK: - Hugging Face

    /// With the scaling that `rope_parameters` or `rope_scaling` names.
    ///
    /// - Parameters:
    ///   - dimension: Columns of a head.
    ///   - scope: The kind of layers whose parameters to read, where they differ; nil when they do not.
    ///   - base: The base unless the parameters have their own.
    /// - Returns: The angles, for as many pairs as turn.
    /// - Throws: ``EngineError`` when a setting makes no sense or the scaling is not known.
    func listedRotary(_ dimension: Int, scope: String?, base: Float) throws(EngineError) -> RotaryAngles {
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
        let base = try found("rope_theta") ?? base
        let plain = plainFrequencies(columns, base: base)
        let kind =
            prefixes.lazy.flatMap { [$0 + "rope_type", $0 + "type"] }
            .compactMap { source.metadata[$0]?.string }.first ?? "default"
        switch kind {
        case "default": return RotaryAngles(frequencies: plain, layout: .halves)
        case "linear":
            let factor = try number("factor")
            return RotaryAngles(frequencies: plain.map { $0 / factor }, layout: .halves)
        case "llama3":
            let frequencies = llama3(
                plain, factor: try number("factor"), low: try number("low_freq_factor"),
                high: try number("high_freq_factor"), context: try number("original_max_position_embeddings"))
            return RotaryAngles(frequencies: frequencies, layout: .halves)
        case "yarn": return try listedYarn(plain, base: base, prefixes)
        case "longrope", "su": return try listedLong(plain, prefixes)
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
