/// Writes questions about a text: a local model with constrained decoding, or a server on this machine.
///
/// It returns decoded candidates and checks nothing; ``WrittenQuestions`` looks the quotes up.
package protocol QuestionWriter: Sendable {
    /// A name that changes when other answers are to be expected, such as the model's digest.
    var identity: String { get }

    /// How many requests it takes at once; at least 1.
    var concurrency: Int { get }

    /// Writes questions.
    ///
    /// - Returns: Any number of candidates; none when the text gives none.
    /// - Throws: `CancellationError`, or an `ExplainedError` whose category is `unavailable`, ends the whole run, which
    ///   can go on later; any other error ends the chunk with a reason.
    func candidates(for request: QuestionRequest) async throws -> WrittenCandidates
}
