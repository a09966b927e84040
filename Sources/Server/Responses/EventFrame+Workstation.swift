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
                try .event("runHeldOut", HeldOutEvent(runId, measured))
            case .runSample(let runId, let sample): try .event("runSample", SampleEvent(runId, sample))
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

    private struct HeldOutEvent: Encodable {
        var runId: String
        var step: Int
        var loss: Double?
        var recallLoss: Double?
        var isBest: Bool

        init(_ runId: String, _ measured: RunMetrics.HeldOut) {
            self.runId = runId
            step = measured.step
            loss = measured.loss
            recallLoss = measured.recallLoss
            isBest = measured.isBest
        }
    }

    private struct SampleEvent: Encodable {
        var runId: String
        var step: Int
        var prompt: String
        var answer: String
        var reference: String?

        init(_ runId: String, _ sample: RunMetrics.Sample) {
            self.runId = runId
            step = sample.step
            prompt = sample.prompt
            answer = sample.answer
            reference = sample.reference
        }
    }
}
