/// The side of a request that the scheduler calls, from one thread at a time; handlers of different requests may choose at
/// the same time.
package protocol BatchHandler: AnyObject {
    /// Whether nobody waits for the answer any more; looked at before every step.
    var isCancelled: Bool { get }

    /// Chooses the next token.
    ///
    /// - Parameter logits: One number a token of the vocabulary.
    /// - Returns: The token to go on with; nil ends the request.
    /// - Throws: What ends the request as failed.
    func choose(_ logits: [Float]) throws(EngineError) -> Int?

    /// Takes the end; nothing is called afterwards.
    func finish(_ outcome: BatchOutcome)
}
