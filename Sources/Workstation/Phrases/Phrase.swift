/// A sentence of the program with the stable word and the values that it is made of, so that a page can say it in another
/// language.
///
/// The sentence itself stays beside it: commands and programs that do not know the word show that.
package struct Phrase: Codable, Sendable, Hashable {
    /// A value of the sentence.
    package enum Value: Sendable, Hashable {
        /// A whole number; it chooses the plural.
        case number(Int)
        /// A name, or words that are the same in every language.
        case text(String)
        /// Phrases of their own, said one after the other.
        case phrases([Phrase])
    }

    /// A stable word for the sentence, such as `version.edited`.
    package var code: String
    /// The sentence in English.
    package var text: String
    /// What its places hold, by their names.
    package var values: [String: Value]
}

extension Phrase.Value: Codable {
    /// Reads a number, a text or a list.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .phrases(try container.decode([Phrase].self))
        }
    }

    /// Writes the value alone.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .phrases(let phrases): try container.encode(phrases)
        }
    }
}
