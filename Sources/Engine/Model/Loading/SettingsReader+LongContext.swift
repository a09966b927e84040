internal import Tensor

#if canImport(Glibc)
    internal import Glibc
#endif

// The scalings that make a context many times longer, as `config.json` states them.
extension SettingsReader {
    /// YaRN.
    ///
    /// - Parameters:
    ///   - plain: The frequencies without scaling.
    ///   - base: What they were made from.
    ///   - prefixes: Where the parameters are looked for, in turn.
    /// - Returns: The angles.
    /// - Throws: ``EngineError`` when a parameter makes no sense.
    func listedYarn(_ plain: [Float], base: Float, _ prefixes: [String]) throws(EngineError) -> RotaryAngles {
        guard base > 1 else { throw .corrupt(path, "its rotary base is not above 1") }
        let context = try originalContext(prefixes)
        var yarn = Yarn(factor: try lengthening(prefixes, context), context: context)
        yarn.fast = try parameter("beta_fast", prefixes) ?? yarn.fast
        yarn.slow = try parameter("beta_slow", prefixes) ?? yarn.slow
        for prefix in prefixes { yarn.truncates = try flag(prefix + "truncate", default: yarn.truncates) }
        var scale = yarn.attentionFactor
        if let own = try parameter("attention_factor", prefixes) {
            scale = own
        } else if let one = try parameter("mscale", prefixes),
            let all = try parameter("mscale_all_dim", prefixes)
        {
            scale = Yarn.sharpening(yarn.factor, one) / Yarn.sharpening(yarn.factor, all)
        }
        return RotaryAngles(
            frequencies: yarn.frequencies(plain, base: base), layout: .halves, scale: scale)
    }

    /// LongRoPE: a divisor a pair for short sequences, and another for long ones.
    ///
    /// - Parameters:
    ///   - plain: The frequencies without scaling.
    ///   - prefixes: Where the parameters are looked for, in turn.
    /// - Returns: The angles.
    /// - Throws: ``EngineError`` when a parameter is missing or makes no sense.
    func listedLong(_ plain: [Float], _ prefixes: [String]) throws(EngineError) -> RotaryAngles {
        let context = try originalContext(prefixes)
        let factor = try lengthening(prefixes, context)
        let rule = factor <= 1 ? 1 : Float((1 + log(Double(factor)) / log(Double(context))).squareRoot())
        return longRotary(
            plain, short: try divisors("short_factor", plain.count, prefixes),
            long: try divisors("long_factor", plain.count, prefixes), threshold: context,
            scale: try parameter("attention_factor", prefixes) ?? rule)
    }

    /// Angles that differ between short and long sequences.
    func longRotary(
        _ plain: [Float], short: [Float], long: [Float], threshold: Int, scale: Float
    ) -> RotaryAngles {
        RotaryAngles(
            frequencies: zip(plain, short).map { $0 / $1 }, layout: .halves, scale: scale,
            longRange: .init(frequencies: zip(plain, long).map { $0 / $1 }, threshold: threshold))
    }

    /// The context before it was made longer: as stated with the scaling or beside it, else the model's.
    private func originalContext(_ prefixes: [String]) throws(EngineError) -> Int {
        for prefix in prefixes + [""] {
            if let size = try optionalSize(SettingKey(nil, prefix + "original_max_position_embeddings")) {
                guard size > 1 else { throw .corrupt(path, "its original context is one position") }
                return size
            }
        }
        return max(2, try size(.contextLength))
    }

    /// How many times longer the context has become.
    private func lengthening(_ prefixes: [String], _ context: Int) throws(EngineError) -> Float {
        if let stated = try parameter("factor", prefixes) { return stated }
        return Float(try size(.contextLength)) / Float(context)
    }

    private func parameter(_ name: String, _ prefixes: [String]) throws(EngineError) -> Float? {
        for prefix in prefixes {
            if let value = try positive(named: prefix + name) { return value }
        }
        return nil
    }

    private func divisors(_ name: String, _ count: Int, _ prefixes: [String]) throws(EngineError) -> [Float] {
        guard let prefix = prefixes.first(where: { source.metadata[$0 + name] != nil }),
            let value = source.metadata[prefix + name]
        else { throw .corrupt(path, "its rotary scaling lacks \"\(name)\"") }
        let listed: [Double] = value.floats ?? (value.integers ?? []).map { Double($0) }
        let divisors = listed.map { Float($0) }
        guard divisors.count == count, divisors.allSatisfy({ $0.isFinite && $0 > 0 }) else {
            throw .corrupt(path, "its rotary scaling has not \(count) positive numbers in \"\(name)\"")
        }
        return divisors
    }
}
