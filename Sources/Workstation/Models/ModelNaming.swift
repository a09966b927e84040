internal import Core

/// Makes a model's name out of its file's or folder's: without the ending and without the weight format.
enum ModelNaming {
    private static let formats = ["f32", "f16", "bf16"]
    /// How the hub's own cache calls a model's folder, before the owner and the name.
    private static let cached = "models--"

    /// `/models/SmolLM2-135M-Instruct.Q4_1.gguf` becomes `smollm2-135m-instruct`, and so does
    /// `…/models--HuggingFaceTB--SmolLM2-135M-Instruct/snapshots/12fd25f77366fa6b3b4b768ec3050bf629380bac`.
    static func name(forPath path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        if parts.count >= 3, parts[parts.count - 2] == "snapshots", parts[parts.count - 3].hasPrefix(cached) {
            let name = parts[parts.count - 3].split(separator: "--").last ?? ""
            return self.name(forFile: String(name))
        }
        return name(forFile: parts.last.map { String($0) } ?? "")
    }

    private static func name(forFile fileName: String) -> String {
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
