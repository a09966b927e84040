/// Writes questions about a text: a local model with constrained decoding, or a server on this machine.
///
/// It returns decoded candidates and checks nothing; ``WrittenQuestions`` looks the quotes up.
package protocol QuestionWriter: Sendable {
    /// A name that changes when other answers are to be expected, such as the model's digest.
    var identity: String { get }

    /// Writes questions.
    ///
    /// - Returns: Any number of candidates; none when the text gives none.
    /// - Throws: `CancellationError` ends the whole run; any other error ends the chunk with a reason.
    func candidates(for request: QuestionRequest) async throws -> [QuestionCandidate]
}
