package import Core

/// Something that happened, for everyone who watches.
package enum WorkstationEvent: Sendable {
    /// A job began, went on or ended.
    case job(JobView)
    /// A run changed its state.
    case run(RunView)
    /// A run did a step.
    case runStep(runId: String, TrainingStep)
    /// A run was measured on rows that are not trained on.
    case runHeldOut(runId: String, RunMetrics.HeldOut)
    /// A run answered a sample prompt.
    case runSample(runId: String, RunMetrics.Sample)
    /// A file's outcome is known.
    case document(DocumentView)
    /// A collection changed.
    case collection(CollectionView)
    /// A dataset changed.
    case dataset(DatasetView)
    /// An adapter changed.
    case adapter(AdapterView)
    /// A model was imported.
    case model(ModelView)
}
