package import Core

/// What filters may ask for that rows do not hold themselves.
package struct CurationContext: Sendable {
    /// The text of the blocks that a row comes from; nil when it is not known.
    package var sourceText: @Sendable (SourceSpan) -> String?
    /// Tells the language of a text.
    package var detector: any LanguageDetector

    /// Makes a context; without arguments it knows no sources and tells languages by their common words.
    package init(
        sourceText: @escaping @Sendable (SourceSpan) -> String? = { _ in nil },
        detector: any LanguageDetector = CommonWordDetector()
    ) {
        self.sourceText = sourceText
        self.detector = detector
    }
}
