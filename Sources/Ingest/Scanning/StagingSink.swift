import Core

/// Writes members to staging.
struct StagingSink: ArchiveSink, Sendable {
    /// What was written and left out so far.
    private(set) var result = UnpackedArchive()
    private let staging: StagingFolder
    private var open: (name: String, file: StagedFile)?
    /// Bytes of the open member so far.
    private var byteCount = 0

    /// Writes to a folder.
    init(staging: StagingFolder) { self.staging = staging }

    mutating func begin(_ name: String) throws(IngestError) {
        // The name may come from a worker that a hostile archive has taken over; it stays a label in any case.
        if let fault = MemberName.fault(name) { throw IngestError(.hostileName, name: name, fault) }
        open = (name, try staging.makeFile())
        byteCount = 0
    }

    mutating func write(_ bytes: ArraySlice<UInt8>) throws(IngestError) {
        try open?.file.write(bytes)
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
        result.skipped.append(SkippedFile(name: MemberName.display(name), byteCount: 0, error: error))
    }

    /// Ends an archive that failed as a whole: the member being written is dropped.
    mutating func giveUp(name: String, _ error: IngestError) {
        open?.file.discard()
        open = nil
        result.skipped.append(SkippedFile(name: name, byteCount: 0, error: error))
    }
}
