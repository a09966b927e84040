package import Core

/// What became of one candidate.
package struct ExtractionOutcome: Sendable {
    /// The file.
    package let candidate: IngestCandidate
    /// The document, or why it is skipped.
    package let result: Result<ExtractedDocument, IngestError>

    /// Makes an outcome.
    package init(candidate: IngestCandidate, result: Result<ExtractedDocument, IngestError>) {
        self.candidate = candidate
        self.result = result
    }
}
