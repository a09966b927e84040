/// Work of one lane is done one after another; lanes go on beside each other.
///
/// Training has a lane of its own because it runs for minutes to hours in its own process, while documents and
/// datasets should stay usable.
enum JobLane: Hashable, Sendable {
    /// Reading files and building datasets.
    case documents
    /// Training runs.
    case training

    init(_ kind: JobView.Kind) {
        self = kind == .train ? .training : .documents
    }
}
