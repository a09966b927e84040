/// A file that is worth extracting.
package struct IngestCandidate: Sendable, Hashable {
    /// Absolute path to read from.
    package var path: String
    /// Relative name for people: `folder/file`, `archive.zip/member`.
    package var name: String
    /// Size in bytes.
    package var byteCount: Int
    /// Whether the file lies in staging, so that the caller may remove it afterwards.
    package var isStaged: Bool

    /// Makes a candidate.
    package init(path: String, name: String, byteCount: Int, isStaged: Bool = false) {
        self.path = path
        self.name = name
        self.byteCount = byteCount
        self.isStaged = isStaged
    }
}

/// A file, member or folder that is left out, and why.
package struct SkippedFile: Sendable, Hashable {
    /// Relative name for people.
    package var name: String
    /// Size in bytes, 0 when it is not known.
    package var byteCount: Int
    /// Why.
    package var error: IngestError

    /// Makes a report.
    package init(name: String, byteCount: Int, error: IngestError) {
        self.name = name
        self.byteCount = byteCount
        self.error = error
    }
}

/// What a scan comes upon, in the order in which it does.
package enum ScanFinding: Sendable, Hashable {
    /// A file to extract.
    case candidate(IngestCandidate)
    /// A file that is left out.
    case skipped(SkippedFile)
}
