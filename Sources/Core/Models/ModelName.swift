/// The name of a base model with a mix of adapters: `BASE[+ADAPTER[@VERSION][*WEIGHT]]…`.
///
/// The same string works in the chat, on the command line, as `model` in the OpenAI API and in evaluations.
package struct ModelName: Sendable, Hashable, CustomStringConvertible {
    /// The base model's name.
    package var base: String
    /// The adapters over it, in order.
    package var adapters: [AdapterSelection]

    /// Makes a name from its parts.
    package init(base: String, adapters: [AdapterSelection] = []) {
        self.base = base
        self.adapters = adapters
    }

    /// Reads a name.
    ///
    /// - Throws: ``NameError`` when a part is empty, holds a forbidden character, or a number is not one.
    package init(parsing text: String) throws(NameError) {
        let parts = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        base = try NameRule.check(parts[0], of: "model")
        adapters = []
        for part in parts.dropFirst() {
            adapters.append(try Self.selection(part, in: text))
        }
        let names = adapters.map(\.name)
        if Set(names).count != names.count {
            throw NameError("The model name \(text.debugDescription) lists an adapter twice; list each once.")
        }
    }

    /// The name as it is written.
    package var description: String {
        adapters.reduce(base) { text, adapter in
            var text = text + "+" + adapter.name
            if let version = adapter.version { text += "@\(version)" }
            if adapter.weight != 1 { text += "*\(adapter.weight)" }
            return text
        }
    }

    private static func selection(_ part: String, in text: String) throws(NameError) -> AdapterSelection {
        var rest = Substring(part)
        var weight: Float = 1
        var version: Int?
        if let star = rest.lastIndex(of: "*") {
            guard let value = Float(rest[rest.index(after: star)...]), value.isFinite, abs(value) <= 16 else {
                throw NameError(
                    "The weight in the model name \(text.debugDescription) is not a number from -16 to 16.")
            }
            weight = value
            rest = rest[..<star]
        }
        if let at = rest.lastIndex(of: "@") {
            guard let value = Int(rest[rest.index(after: at)...]), value > 0 else {
                throw NameError(
                    "The version in the model name \(text.debugDescription) is not a whole number from 1.")
            }
            version = value
            rest = rest[..<at]
        }
        return AdapterSelection(
            name: try NameRule.check(String(rest), of: "adapter"), version: version, weight: weight)
    }
}
