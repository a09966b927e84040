extension PhraseBook {
    /// What jobs do, and what a plan warns of.
    static let work: [Entry] = [
        (
            "plan.fewExamples",
            "There are only {count} examples, so the model may learn little; add documents."
        ),
        (
            "plan.nothingHeldOut",
            "Nothing is held out, so the last step is kept and its quality is not measured."
        ),
        (
            "plan.manyPasses",
            "Each example is shown about {count} times, which makes the model repeat it by heart."
        ),
        ("plan.shortMemory", "Memory is short, so parts are computed twice and the run takes longer."),
        (
            "plan.tooMuchMemory",
            "The run may need more memory than is free; lower microBatchTokens or close programs."
        ),
        (
            "plan.shortened",
            "Training is shortened to fit into about {count} minutes; choose more steps to learn more thoroughly."
        ),
        (
            "plan.partMeasured",
            "The held-out loss is measured on {measured} of {total} held-out rows, spread evenly, to keep measuring short."
        ),
        (
            "plan.partRecalled",
            "Recall is measured on {measured} of {total} questions, spread evenly, to keep measuring short."
        ),
        (
            "plan.tooLong",
            "{count} examples are longer than {tokens} tokens and are left out; raise maximumLength to keep them."
        ),
        ("job.reading", "Reading {count} documents"),
        ("job.asking", "Questions about {count} passages"),
        ("job.looking", "Looking for files"),
        ("job.noExamples", "The documents of {collection} gave no example; add documents with more text."),
        (
            "job.noExamplesBecause",
            "The documents of {collection} gave no example, most often because: {reason}; add other documents or change the choices of the recipe."
        ),
        ("job.noRows", "No row is left for the dataset; add documents or choose another recipe."),
        (
            "job.noRows",
            "No row is left for the dataset; switch a filter off, add documents or choose another recipe."
        ),
        ("job.stoppedBuilding", "The program stopped while it built the dataset; build it once more."),
        ("job.stoppedReading", "The program stopped while it read the uploaded files; drop them once more."),
        ("job.writerUnreachable", "No server answers at {address}; start it, or name another port."),
        (
            "job.writerTimedOut",
            "The server at {address} gave no answer in {seconds} seconds; use a smaller model or shorter chunks."
        ),
        (
            "job.writerInterrupted",
            "The server at {address} closed the connection before its answer was complete; see its log."
        ),
        ("job.writerWantsKey", "The server at {address} asks for a key; start it without one."),
        (
            "job.writerNotFound",
            "The server at {address} knows no such path or model; check the address, usually with /v1, and the model."
        ),
        ("job.writerFailed", "The server at {address} failed with status {status}; see its log."),
        ("job.cancelled", "The work was cancelled."),
    ]
}
