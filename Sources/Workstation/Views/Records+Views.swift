internal import Core
internal import Store

// The one place where what is stored becomes what is shown.

extension JobView {
    init(_ record: JobRecord) {
        self.init(
            id: record.id, kind: Kind(rawValue: record.kind.rawValue) ?? .ingest,
            state: State(rawValue: record.state.rawValue) ?? .failed, subjectId: record.subjectId,
            title: record.title, done: record.done, total: record.total, message: record.message,
            phrase: PhraseBook.phrase(record.message),
            createdAt: record.createdAt, finishedAt: record.finishedAt)
    }
}

extension ModelView {
    init(_ record: ModelRecord) {
        self.init(
            name: record.name, kind: Kind(rawValue: record.kind.rawValue) ?? .decoder,
            architecture: record.architecture, parameters: record.parameters,
            sizeBytes: record.sizeBytes, digest: record.digest, quantization: record.quantization,
            contextLength: record.contextLength, importedAt: record.importedAt)
    }
}

extension CollectionView {
    init(_ record: CollectionSummary, job: JobRecord?) {
        self.init(
            name: record.name, documents: record.documents, used: record.used, duplicate: record.duplicate,
            skipped: record.skipped, vanished: record.vanished, characters: record.characters,
            createdAt: record.createdAt, job: job.flatMap { $0.state.isActive ? JobView($0) : nil },
            lastFailure: job.flatMap { $0.state.isLost ? JobView($0) : nil })
    }
}

extension DocumentView {
    init(_ record: DocumentRecord) {
        self.init(
            id: record.id, collection: record.collectionName, name: record.name,
            format: record.format?.rawValue,
            state: State(rawValue: record.state.rawValue) ?? .skipped, reason: record.reason,
            reasonCode: record.reasonCode, title: record.title,
            characters: record.characters, sizeBytes: record.sizeBytes, digest: record.digest ?? "",
            author: record.author, writtenAt: record.writtenAt, language: record.language,
            vanishedAt: record.vanishedAt, revision: record.revision, notes: record.notes,
            notePhrases: record.notes.compactMap(PhraseBook.phrase),
            createdAt: record.createdAt)
    }
}

extension DatasetVersionView {
    init(_ record: DatasetVersionRecord) {
        self.init(
            dataset: record.datasetName, version: record.version, digest: record.digest,
            parent: record.parent,
            note: record.note, notePhrase: PhraseBook.phrase(record.note),
            counts: record.counts.map { Count(name: $0.name, count: $0.count) },
            drops: record.drops.map { Drop(reason: $0.reason, count: $0.count) },
            trainCount: record.trainCount,
            heldOutCount: record.heldOutCount, recallCount: record.recallCount, createdAt: record.createdAt)
    }
}

extension RunView {
    init(_ record: RunRecord) {
        self.init(
            id: record.id, dataset: record.datasetName, datasetVersion: record.datasetVersion,
            model: record.modelName, adapter: record.adapterName,
            state: State(rawValue: record.state.rawValue) ?? .failed, step: record.step, steps: record.steps,
            loss: record.loss, heldOutLossBefore: record.heldOutLossBefore,
            heldOutLossBest: record.heldOutLossBest, recallLossBefore: record.recallLossBefore,
            recallLossBest: record.recallLossBest, bestStep: record.bestStep,
            secondsLeft: record.secondsLeft,
            tokens: record.tokens, seconds: record.seconds, peakMemoryBytes: record.peakMemoryBytes,
            message: record.message, adapterVersion: record.adapterVersion, resumable: record.resumable,
            createdAt: record.createdAt, finishedAt: record.finishedAt, settings: record.settings)
    }
}

extension RunMetrics {
    init(_ record: RunMetricsRecord) {
        self.init(
            steps: record.steps.map {
                Step(
                    step: $0.step, loss: $0.loss, learningRate: $0.learningRate,
                    gradientNorm: $0.gradientNorm,
                    tokens: $0.tokens, seconds: $0.seconds)
            },
            heldOut: record.heldOut.map(HeldOut.init),
            samples: record.samples.map {
                Sample(step: $0.step, prompt: $0.prompt, answer: $0.answer, reference: $0.reference)
            })
    }
}

extension RunMetrics.HeldOut {
    init(_ record: RunHeldOutRecord) {
        self.init(
            step: record.step, loss: record.loss, recallLoss: record.recallLoss, isBest: record.isBest)
    }
}

extension AdapterVersionView {
    init(_ record: AdapterVersionRecord) {
        self.init(
            version: record.version, runId: record.runId, digest: record.digest, rank: record.rank,
            alpha: record.alpha, sizeBytes: record.sizeBytes, heldOutLossBefore: record.heldOutLossBefore,
            heldOutLossAfter: record.heldOutLossAfter, datasetDigest: record.datasetDigest,
            imported: record.imported, createdAt: record.createdAt)
    }
}

extension AdapterView {
    init(_ adapter: AdapterRecord, _ versions: [AdapterVersionRecord]) {
        self.init(
            name: adapter.name, model: adapter.modelName, promotedVersion: adapter.promotedVersion,
            versions: versions.map(AdapterVersionView.init), createdAt: adapter.createdAt)
    }
}

extension ConversationView {
    init(_ record: ConversationRecord) {
        self.init(
            id: record.id, title: record.title, model: record.model, createdAt: record.createdAt,
            updatedAt: record.updatedAt)
    }
}

extension ChatMessageView {
    init(_ record: MessageRecord) {
        self.init(
            id: record.id, role: record.role, content: record.content, model: record.model,
            tokens: record.tokens,
            seconds: record.seconds, finishReason: record.finishReason, createdAt: record.createdAt)
    }
}
