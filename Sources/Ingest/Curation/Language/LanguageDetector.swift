/// Tells the language of a text.
package protocol LanguageDetector: Sendable {
    /// Returns the language, or nil when the text is too short or like none.
    func language(of text: String) -> LanguageGuess?
}
