internal import Core

/// Makes a model's name out of its file's name: without the ending and without the weight format.
enum ModelNaming {
    private static let formats = ["f32", "f16", "bf16"]

    /// `SmolLM2-135M-Instruct.Q4_1.gguf` becomes `smollm2-135m-instruct`.
    static func name(forFile fileName: String) -> String {
        var stem = fileName.lowercased()
        if stem.hasSuffix(".gguf") { stem.removeLast(5) }
        if let cut = stem.lastIndex(where: { $0 == "." || $0 == "-" }) {
            let last = String(stem[stem.index(after: cut)...])
            let isQuantized = last.hasPrefix("q") && last.dropFirst().first?.isNumber == true
            if isQuantized || last.hasPrefix("iq") || formats.contains(last) { stem = String(stem[..<cut]) }
        }
        return NameRule.slug(stem, fallback: "model")
    }
}
