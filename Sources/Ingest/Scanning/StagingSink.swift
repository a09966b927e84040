import Core

/// Writes members to staging.
struct StagingSink: ArchiveSink, Sendable {
    /// What was written and left out so far.
    private(set) var result = UnpackedArchive()
    private let staging: StagingFolder
    private var open: (name: String, file: StagedFile)?
    /// Bytes of the open member so far.
    private var byteCount = 0
    private var totalBytes = 0
    private var entries = 0
    private let limits: ArchiveLimits
    /// What may be written: parts of a table repeat its header, and threads have marks between their messages.
    private let mostBytes: Int

    /// Writes to a folder.
    ///
    /// - Parameters:
    ///   - staging: The folder.
    ///   - limits: How much may be written, whatever the one who unpacks believes.
    init(staging: StagingFolder, limits: ArchiveLimits) {
        self.staging = staging
        self.limits = limits
        mostBytes = limits.totalBytes / 16 * 17 + limits.ratioFloorBytes
    }

    mutating func begin(_ name: String) throws(IngestError) {
        // The name may come from a worker that a hostile archive has taken over; it stays a label in any case.
        if let fault = MemberName.fault(name) { throw IngestError(.hostileName, name: name, fault) }
        try countEntry(name)
        open = (name, try staging.makeFile())
        byteCount = 0
    }

    mutating func write(_ bytes: ArraySlice<UInt8>) throws(IngestError) {
        guard let open else { return }
        guard bytes.count <= mostBytes - totalBytes else { throw Self.excess(open.name) }
        totalBytes += bytes.count
        try open.file.write(bytes)
        byteCount += bytes.count
    }

    mutating func end(_ error: IngestError?) throws(IngestError) {
        guard let (name, file) = open else { return }
        open = nil
        if let error {
            file.discard()
            result.skipped.append(SkippedFile(name: name, byteCount: byteCount, error: error))
        } else {
            result.members.append(
                IngestCandidate(path: file.path, name: name, byteCount: byteCount, isStaged: true))
        }
    }

    mutating func refuse(_ name: String, _ error: IngestError) throws(IngestError) {
        try countEntry(name)
        result.skipped.append(SkippedFile(name: MemberName.display(name), byteCount: 0, error: error))
    }

    /// Ends an archive that failed as a whole: the member being written is dropped.
    mutating func giveUp(name: String, _ error: IngestError) {
        open?.file.discard()
        open = nil
        result.skipped.append(SkippedFile(name: name, byteCount: 0, error: error))
    }

    private mutating func countEntry(_ name: String) throws(IngestError) {
        entries += 1
        guard entries <= limits.entries else { throw Self.excess(name) }
    }

    /// The error for a worker that gives more than it was allowed, as only a broken or taken-over one does.
    private static func excess(_ name: String) -> IngestError {
        IngestError(
            .workerFailed, name: name,
            "was not unpacked because its reading process gave more than it may; unpack it yourself and add the folder"
        )
    }
}
