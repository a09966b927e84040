/// What a model wrote about one chunk.
package struct WrittenCandidates: Sendable, Hashable {
    /// The questions that can be read.
    package var candidates: [QuestionCandidate]
    /// What cannot be read, with reasons.
    package var drops: [RecipeDrop]

    /// Makes an answer.
    package init(_ candidates: [QuestionCandidate], drops: [RecipeDrop] = []) {
        self.candidates = candidates
        self.drops = drops
    }

    /// Reads an answer that may be damaged or cut off.
    ///
    /// - Parameters:
    ///   - text: What the model wrote.
    ///   - isCut: Whether the last object was closed before the model was done with it.
    package init(reading text: String, isCut: Bool = false) {
        let read = CandidateDecoder.candidates(in: text)
        candidates = isCut ? read.candidates.dropLast() : read.candidates
        drops = []
        if read.damaged > 0 {
            drops.append(RecipeDrop(reason: "question is not whole JSON", count: read.damaged))
        }
        if isCut, !read.candidates.isEmpty {
            drops.append(RecipeDrop(reason: "question was cut off at the token limit", count: 1))
        }
    }
}
