package import Core

/// What `run.json` says: everything a run needs besides its rows.
package struct RunDescription: Codable, Sendable, Hashable {
    /// The base model of a run.
    package struct BaseModel: Codable, Sendable, Hashable {
        /// Where the model's file lies.
        package var path: String
        /// SHA-256 of that file in hexadecimal.
        package var digest: String
        /// The name it was imported under.
        package var name: String

        /// Names a base model.
        package init(path: String, digest: String, name: String) {
            self.path = path
            self.digest = digest
            self.name = name
        }
    }

    /// The version that this program writes and reads.
    package static let currentFormatVersion = 1

    /// The version of the folder's form.
    package var formatVersion = Self.currentFormatVersion
    /// The base model.
    package var model: BaseModel
    /// Every knob, resolved.
    package var settings: TrainingSettings
    /// The name that the adapter will have.
    package var adapterName: String

    /// Describes a run.
    package init(model: BaseModel, settings: TrainingSettings, adapterName: String) {
        self.model = model
        self.settings = settings
        self.adapterName = adapterName
    }
}
