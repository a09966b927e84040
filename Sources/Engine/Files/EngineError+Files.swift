internal import Core

extension EngineError {
    /// A folder that was chosen as a model is not one that can be used.
    static func badFolder(_ path: String, _ reason: String) -> EngineError {
        EngineError(
            .unsupported, "model_folder_unsupported", "The model folder \(path) cannot be used: \(reason).")
    }

    /// The files of a model folder contradict each other.
    static func corruptFolder(_ path: String, _ reason: String) -> EngineError {
        EngineError(
            .corrupt, "model_folder_corrupt",
            "The model folder \(path) is damaged: \(reason); get a complete copy.")
    }

    /// Something that a file being written cannot hold.
    static func unwritable(_ name: String, _ reason: String) -> EngineError {
        EngineError(
            .invalidInput, "content_unwritable",
            "The entry \(FileName.quoted(name)) cannot be written: \(reason).")
    }
}
