import Core
import Workstation

extension EventFrame {
    /// An event of the workstation under its name.
    init(_ event: WorkstationEvent) throws {
        self =
            switch event {
            case .job(let view): try .event("job", view)
            case .run(let view): try .event("run", view)
            case .runStep(let runId, let step): try .event("runStep", StepEvent(runId, step))
            case .runHeldOut(let runId, let measured):
                try .event("runHeldOut", RunEvent(runId: runId, report: measured))
            case .runSample(let runId, let sample):
                try .event("runSample", RunEvent(runId: runId, report: sample))
            case .document(let view): try .event("document", view)
            case .collection(let view): try .event("collection", view)
            case .dataset(let view): try .event("dataset", view)
            case .adapter(let view): try .event("adapter", view)
            case .model(let view): try .event("model", view)
            }
    }

    private struct StepEvent: Encodable {
        var runId: String
        var step: Int
        var loss: Double
        var learningRate: Double
        var gradientNorm: Double
        var tokens: Int
        var seconds: Double
        var secondsLeft: Double

        init(_ runId: String, _ figures: TrainingStep) {
            self.runId = runId
            step = figures.step
            loss = figures.loss
            learningRate = figures.learningRate
            gradientNorm = figures.gradientNorm
            tokens = figures.tokens
            seconds = figures.seconds
            secondsLeft = figures.secondsLeft
        }
    }

    /// What a run reported, with the run's identifier beside its own fields.
    private struct RunEvent<Report: Encodable>: Encodable {
        var runId: String
        var report: Report

        enum CodingKeys: CodingKey {
            case runId
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(runId, forKey: .runId)
            try report.encode(to: encoder)
        }
    }
}
