import Core

/// The objects of the API that runs, adapters and conversations are made of.
enum WorkSchemas {
    private typealias Schema = OpenAPISchema

    static let all: [String: JSONValue] = [
        "TrainingSettings": Schema.object([
            "rank": Schema.whole, "alpha": Schema.number, "learningRate": Schema.number,
            "steps": Schema.whole,
            "warmupFraction": Schema.number, "batchExamples": Schema.whole, "microBatchTokens": Schema.whole,
            "maximumLength": Schema.whole, "beta1": Schema.number, "beta2": Schema.number,
            "weightDecay": Schema.number, "gradientClip": Schema.number, "seed": Schema.whole,
            "evaluateEvery": Schema.whole, "checkpointEvery": Schema.whole, "threads": Schema.whole,
            "numerics?": Schema.text,
        ]),
        "PartialTrainingSettings": Schema.object([
            "rank?": Schema.whole, "alpha?": Schema.number, "learningRate?": Schema.number,
            "steps?": Schema.whole,
            "epochs?": Schema.number, "batchExamples?": Schema.whole, "maximumLength?": Schema.whole,
            "seed?": Schema.whole, "evaluateEvery?": Schema.whole, "checkpointEvery?": Schema.whole,
            "threads?": Schema.whole, "numerics?": Schema.text,
        ]),
        "RunRequest": Schema.object([
            "dataset": Schema.text, "version?": Schema.whole, "model": Schema.text, "adapter?": Schema.text,
            "settings?": Schema.named("PartialTrainingSettings"),
        ]),
        "Plan": Schema.object([
            "settings": Schema.named("TrainingSettings"), "examples": Schema.whole,
            "trainTokens": Schema.whole,
            "epochs": Schema.number, "estimatedSeconds": Schema.number, "estimatedSecondsLow": Schema.number,
            "estimatedSecondsHigh": Schema.number, "estimatedMemoryBytes": Schema.whole,
            "warnings": Schema.list(Schema.text), "warningPhrases": Schema.list(Schema.named("Phrase")),
        ]),
        "Run": Schema.object([
            "id": Schema.text, "dataset": Schema.text, "datasetVersion": Schema.whole, "model": Schema.text,
            "adapter": Schema.text,
            "state": Schema.choice(["queued", "running", "finished", "failed", "cancelled", "interrupted"]),
            "step": Schema.whole, "steps": Schema.whole, "loss?": Schema.number,
            "heldOutLossBefore?": Schema.number, "heldOutLossBest?": Schema.number,
            "recallLossBefore?": Schema.number, "recallLossBest?": Schema.number, "bestStep?": Schema.whole,
            "secondsLeft?": Schema.number, "tokens?": Schema.whole, "seconds?": Schema.number,
            "peakMemoryBytes?": Schema.whole, "message?": Schema.text, "adapterVersion?": Schema.whole,
            "resumable": Schema.flag, "createdAt": Schema.time, "finishedAt?": Schema.time,
            "settings": Schema.named("TrainingSettings"),
        ]),
        "RunMetrics": Schema.object([
            "steps": Schema.list(
                Schema.object([
                    "step": Schema.whole, "loss": Schema.number, "learningRate": Schema.number,
                    "gradientNorm": Schema.number, "tokens": Schema.whole, "seconds": Schema.number,
                ])),
            "heldOut": Schema.list(
                Schema.object([
                    "step": Schema.whole, "loss?": Schema.number, "recallLoss?": Schema.number,
                    "isBest": Schema.flag,
                ])),
            "samples": Schema.list(
                Schema.object([
                    "step": Schema.whole, "prompt": Schema.text, "answer": Schema.text,
                    "reference?": Schema.text,
                ])),
        ]),
        "AdapterVersion": Schema.object([
            "version": Schema.whole, "runId?": Schema.text, "digest": Schema.text, "rank": Schema.whole,
            "alpha": Schema.number, "sizeBytes": Schema.whole, "heldOutLossBefore?": Schema.number,
            "heldOutLossAfter?": Schema.number, "datasetDigest?": Schema.text, "imported": Schema.flag,
            "createdAt": Schema.time,
        ]),
        "Adapter": Schema.object([
            "name": Schema.text, "model": Schema.text, "promotedVersion?": Schema.whole,
            "versions": Schema.list(Schema.named("AdapterVersion")), "createdAt": Schema.time,
        ]),
        "Conversation": Schema.object([
            "id": Schema.text, "title": Schema.text, "model": Schema.text, "createdAt": Schema.time,
            "updatedAt": Schema.time,
        ]),
        "ChatMessage": Schema.object([
            "id": Schema.text, "role": Schema.choice(Role.allCases.map(\.rawValue)), "content": Schema.text,
            "model?": Schema.text, "tokens?": Schema.whole, "seconds?": Schema.number,
            "finishReason?": Schema.choice(["stop", "length", "cancelled"]), "createdAt": Schema.time,
        ]),
        "ConversationDetail": Schema.extending(
            "Conversation", ["messages": Schema.list(Schema.named("ChatMessage"))]),
        "SamplingOptions": Schema.object([
            "temperature?": Schema.number, "topK?": Schema.whole, "topP?": Schema.number,
            "minP?": Schema.number,
            "repetitionPenalty?": Schema.number, "maximumTokens?": Schema.whole,
            "stopSequences?": Schema.list(Schema.text), "seed?": Schema.whole,
        ]),
        "Overview": Schema.object([
            "version": Schema.text, "models": Schema.list(Schema.named("Model")),
            "collections": Schema.list(Schema.named("Collection")),
            "datasets": Schema.list(Schema.named("Dataset")), "runs": Schema.list(Schema.named("Run")),
            "adapters": Schema.list(Schema.named("Adapter")), "jobs": Schema.list(Schema.named("Job")),
            "home": Schema.text,
        ]),
        "DoctorReport": Schema.object([
            "checks": Schema.list(
                Schema.object(["name": Schema.text, "ok": Schema.flag, "detail": Schema.text]))
        ]),
    ]
}
