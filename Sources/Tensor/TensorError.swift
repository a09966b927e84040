package import Core

/// What can go wrong with memory and files in this module.
package struct TensorError: ExplainedError, Hashable {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable machine-readable word in snake case.
    package let code: String
    /// One sentence that names the thing and the remedy.
    package let message: String

    /// The file cannot be opened, read or mapped.
    static func unreadable(_ path: String, reason: String) -> TensorError {
        TensorError(
            category: reason.hasPrefix("No such file") ? .notFound : .unavailable, code: "file_unreadable",
            message: "The file \(path) cannot be read (\(reason)); check that it exists and may be read.")
    }

    /// The file cannot be written.
    static func unwritable(_ path: String, reason: String) -> TensorError {
        TensorError(
            category: .unavailable, code: "file_unwritable",
            message: "The file \(path) cannot be written (\(reason)); check the folder and the free space.")
    }

    /// A read would leave the bytes that exist.
    static func outOfRange(_ path: String, offset: Int, count: Int, size: Int) -> TensorError {
        TensorError(
            category: .corrupt, code: "file_truncated",
            message: "The file \(path) ends at byte \(size), but \(count) bytes at offset \(offset) are "
                + "needed; get a complete copy.")
    }

    /// A name leads out of the folder that it is to be found in.
    static func outside(_ folder: String, _ name: String) -> TensorError {
        TensorError(
            category: .forbidden, code: "file_outside_folder",
            message:
                "The name \(name.prefix(80).debugDescription) leads out of the folder \(folder); put the file "
                + "itself into the folder, for example with cp -rL.")
    }

    /// A weight matrix does not fit its bytes or its format.
    static func badWeight(_ reason: String) -> TensorError {
        TensorError(category: .corrupt, code: "weight_invalid", message: reason)
    }
}
