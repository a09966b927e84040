internal import Workstation

/// The body that asks for a plan or a run.
struct RunRequest: Encodable {
    var dataset: String
    var version: Int?
    var model: String
    var adapter: String?
    var settings: PartialTrainingSettings
}
