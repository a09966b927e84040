/// A sample answer on the way.
package struct RunSampleRecord: Codable, Sendable, Hashable {
    /// The run.
    package var runId: String
    /// Steps done before it.
    package var step: Int
    /// Index of its prompt among the samples of the run.
    package var position: Int
    /// What was asked.
    package var prompt: String
    /// What the model answered.
    package var answer: String
    /// The answer in the dataset.
    package var reference: String?

    /// Makes a record.
    package init(
        runId: String, step: Int, position: Int, prompt: String, answer: String, reference: String? = nil
    ) {
        self.runId = runId
        self.step = step
        self.position = position
        self.prompt = prompt
        self.answer = answer
        self.reference = reference
    }
}

extension RunSampleRecord: StoredRecord {
    static var tableName: String { "runSample" }
}
