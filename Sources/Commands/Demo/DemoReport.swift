internal import Workstation

/// What the demonstration measured.
struct DemoReport: Encodable {
    /// One question with both answers.
    struct Answer: Encodable {
        var question: String
        var expected: String
        var base: String
        var baseIsRight: Bool
        var tuned: String
        var tunedIsRight: Bool
    }

    var questions: Int
    var baseRight: Int
    var tunedRight: Int
    var heldOutLossBefore: Double?
    var heldOutLossAfter: Double?
    var recallLossBefore: Double?
    var recallLossAfter: Double?
    var trainedTokens: Int
    var trainingSeconds: Double
    var totalSeconds: Double
    var peakMemoryBytes: Int?
    var model: String
    var answers: [Answer]

    /// The report for people.
    var text: String {
        """

        Questions in a wording that was never trained on:
          base   \(QuestionCheck.score(right: baseRight, of: questions))
          tuned  \(QuestionCheck.score(right: tunedRight, of: questions))
        Held-out loss \(Plain.loss(heldOutLossBefore)) before, \(Plain.loss(heldOutLossAfter)) after; \
        recall loss \(Plain.loss(recallLossBefore)) before, \(Plain.loss(recallLossAfter)) after.
        \(Plain.count(trainedTokens)) tokens trained in \(Plain.duration(trainingSeconds)); \
        \(Plain.duration(totalSeconds)) in all.
        Ask it yourself: diapason chat -m \(model)
        """
    }
}
