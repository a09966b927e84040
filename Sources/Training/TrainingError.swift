package import Core

/// An error of training: a run folder, a checkpoint or the settings of a run that cannot be used.
package struct TrainingError: ExplainedError {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable machine-readable word in snake case.
    package let code: String
    /// One sentence that names the thing and the remedy.
    package let message: String

    private init(_ category: ErrorCategory, _ code: String, _ message: String) {
        self.category = category
        self.code = code
        self.message = message
    }

    /// A file of the run folder does not exist or cannot be read.
    static func unreadable(_ name: String, reason: String) -> TrainingError {
        TrainingError(
            .notFound, "run_file_unreadable",
            "The run's file \(name) cannot be read (\(reason)); make the run anew from its dataset.")
    }

    /// A file of the run folder contradicts itself.
    static func corrupt(_ name: String, _ reason: String) -> TrainingError {
        TrainingError(
            .corrupt, "run_file_corrupt",
            "The run's file \(name) is damaged: \(reason); make the run anew from its dataset.")
    }

    /// A checkpoint that claims to be complete is not.
    static func corruptCheckpoint(_ name: String, _ reason: String) -> TrainingError {
        TrainingError(
            .corrupt, "checkpoint_corrupt",
            "The checkpoint \(name) is damaged: \(reason); delete that folder to resume from the one before.")
    }

    /// A checkpoint of other settings or of another model lies in the run folder.
    static func foreignCheckpoint(_ name: String, _ reason: String) -> TrainingError {
        TrainingError(
            .conflict, "checkpoint_foreign",
            "The checkpoint \(name) belongs to another run: \(reason); delete the run's checkpoints to start over."
        )
    }

    /// A setting is out of its range.
    static func badSetting(_ name: String, allowed: String) -> TrainingError {
        TrainingError(.invalidInput, "setting_out_of_range", "The setting \(name) must be \(allowed).")
    }

    /// The run folder was written by a newer program.
    static func unsupportedFormat(_ version: Int) -> TrainingError {
        TrainingError(
            .unsupported, "run_format_unsupported",
            "The run folder has format version \(version), which this program does not know; update the program."
        )
    }

    /// A row does not fit the limits that the run was made for.
    static func rowTooLong(_ row: Int, of name: String, length: Int, limit: Int) -> TrainingError {
        TrainingError(
            .tooLarge, "row_too_long",
            "Row \(row) of \(name) has \(length) tokens, more than the run's \(limit); shorten it or raise maximumLength."
        )
    }

    /// The loss stopped being a number.
    static func diverged(step: Int) -> TrainingError {
        TrainingError(
            .invalidInput, "training_diverged",
            "The loss is not a number after step \(step); start again with a lower learning rate.")
    }

    /// The operation was cancelled; the run can be resumed.
    static let cancelled = TrainingError(
        .cancelled, "training_cancelled",
        "The run was cancelled; resume it to go on from its last checkpoint.")

    /// A file could not be written.
    static func unwritable(_ name: String, reason: String) -> TrainingError {
        TrainingError(
            .unavailable, "run_folder_unwritable",
            "The run cannot write \(name) (\(reason)); free disk space or fix the permissions, then resume it."
        )
    }
}
