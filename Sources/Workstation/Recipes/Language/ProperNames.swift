import Core

/// The words that documents write with a capital in the middle of a sentence: names of people and things.
///
/// It decides whether the first word of a sentence or cell keeps its capital inside a question. No list of
/// names is built in.
struct ProperNames: Sendable {
    private var names: Set<String> = []

    /// Collects the names of all running text.
    init(_ documents: [RecipeDocument]) {
        var lowercase: Set<String> = []
        var capital: Set<String> = []
        for document in documents {
            for block in document.document.blocks where block.kind != .heading && block.kind != .code {
                for text in [block.text] + block.rows.dropFirst().flatMap(\.self) {
                    Self.collect(text, capital: &capital, lowercase: &lowercase)
                }
            }
        }
        names = capital
        // "Monday" and "Brandt" never occur in lower case; "The" and "Room" do.
        names.subtract(lowercase.map { $0.prefix(1).uppercased() + $0.dropFirst() })
    }

    private static func collect(_ text: String, capital: inout Set<String>, lowercase: inout Set<String>) {
        var isStart = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            let core = English.core(word)
            guard let first = core.first else { continue }
            if first.isLowercase {
                lowercase.insert(core)
            } else if first.isUppercase, !isStart {
                capital.insert(core)
            }
            isStart = word.last.map { ".!?:;\"".contains($0) } ?? false
        }
    }

    /// Whether a word is a name.
    func contains(_ word: Substring) -> Bool {
        let core = English.core(word)
        return names.contains(core) || core.dropFirst().contains(where: \.isUppercase)
    }

    /// Writes a phrase so that it can stand inside a sentence: the first letter is lowered unless it is a name's.
    func inside(_ phrase: String) -> String {
        guard let first = phrase.split(separator: " ").first, let letter = first.first, letter.isUppercase
        else { return phrase }
        // "The Swallow" gets a small "the"; "Ines Calloway" keeps both capitals.
        if !English.determiners.contains(first.lowercased()) {
            // "Young's method" is named for somebody; "Tuning of a clock" is not.
            if contains(first) || first.hasSuffix("'s") || first.hasSuffix("’s") { return phrase }
            let rest = phrase.split(separator: " ").dropFirst()
            if let second = rest.first, second.first?.isUppercase == true { return phrase }
        }
        return phrase.prefix(1).lowercased() + phrase.dropFirst()
    }
}
