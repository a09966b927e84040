import Core

/// What a reader may answer to a damaged file: one sentence, and not a long one.
enum Refusal {
    /// The most characters of a refusal; longer ones repeat what a file says.
    static let longestMessage = 1000

    /// Traps when an error is not such an answer.
    static func check(_ error: any ExplainedError) {
        let message = error.message
        precondition(
            !message.contains(where: \.isNewline) && message.count <= longestMessage
                && error.category != .internalFault,
            "This is not one sentence about the input: \(message)")
    }
}
