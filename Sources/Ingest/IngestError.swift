package import Core

/// Why a file, an archive member or a whole scan did not become a document.
///
/// The message names the file and the remedy in one sentence and never holds document text, so it can be
/// shown as it is. It travels between the worker process and its parent, hence `Codable`.
package struct IngestError: ExplainedError, Codable, Hashable {
    /// The closed set of causes; the raw values are stable words for programs.
    package enum Reason: String, Codable, Sendable, CaseIterable {
        /// Nothing lies at the path.
        case notFound = "not_found"
        /// The system refused to let the file be read.
        case unreadable
        /// The file was read and holds no text.
        case noText = "no_text"
        /// The content is of a kind that no extractor reads.
        case unsupportedFormat = "unsupported_format"
        /// The content is protected by a password or by rights management.
        case encrypted
        /// The bytes contradict their own format.
        case corrupt
        /// The file or its text is larger than a limit.
        case tooLarge = "too_large"
        /// An archive or a folder has more entries than the limit.
        case tooManyEntries = "too_many_entries"
        /// The content unpacks to suspiciously much more than it takes.
        case suspiciousRatio = "suspicious_ratio"
        /// Folders, archives or elements are nested deeper than the limit.
        case nestedTooDeep = "nested_too_deep"
        /// A name could lead outside its place or mislead a reader.
        case hostileName = "hostile_name"
        /// A symbolic or hard link, which is never followed.
        case linkRefused = "link_refused"
        /// A device, pipe or socket.
        case specialFile = "special_file"
        /// A hidden file or folder.
        case hidden
        /// Reading took longer than allowed.
        case tookTooLong = "took_too_long"
        /// Reading needed more memory than allowed.
        case outOfMemory = "out_of_memory"
        /// The file made its reader crash.
        case readerCrashed = "reader_crashed"
        /// A program that is needed to read the format is not installed.
        case readerMissing = "reader_missing"
        /// The staging folder could not be written.
        case stagingFailed = "staging_failed"
        /// The caller cancelled.
        case cancelled
        /// The worker process could not be started or broke its protocol.
        case workerFailed = "worker_failed"
    }

    /// The cause, for programs.
    package let reason: Reason
    /// One sentence that names the file and the remedy.
    package let message: String

    /// Makes an error from a whole sentence.
    package init(_ reason: Reason, message: String) {
        self.reason = reason
        self.message = message
    }

    /// Makes an error whose sentence starts with the file's name.
    ///
    /// - Parameters:
    ///   - reason: The cause.
    ///   - name: The file's relative name; control characters in it are shown as spaces.
    ///   - predicate: The rest of the sentence without the full stop, such as `is empty`.
    package init(_ reason: Reason, name: String, _ predicate: String) {
        self.init(reason, message: "‘\(MemberName.display(name))’ \(predicate).")
    }

    /// The cause as a stable word.
    package var code: String { reason.rawValue }

    /// What kind of trouble the cause is.
    package var category: ErrorCategory {
        switch reason {
        case .notFound: .notFound
        case .unreadable, .hostileName, .linkRefused, .specialFile, .hidden: .forbidden
        case .noText: .invalidInput
        case .unsupportedFormat, .encrypted: .unsupported
        case .corrupt: .corrupt
        case .tooLarge, .tooManyEntries, .suspiciousRatio, .nestedTooDeep, .outOfMemory, .tookTooLong:
            .tooLarge
        case .readerMissing, .stagingFailed: .unavailable
        case .readerCrashed: .corrupt
        case .cancelled: .cancelled
        case .workerFailed: .internalFault
        }
    }
}
