import Core

/// Counts what an archive gives, member by member and piece by piece, against its limits.
struct ArchiveTally {
    /// The archive's name, for messages.
    let name: String
    /// What it may hold.
    let limits: ArchiveLimits
    /// Bytes of the archive itself.
    let packedBytes: Int
    /// Members that need a password.
    var encrypted = 0
    /// Members that were read to their ends.
    var readable = 0
    /// Whether a limit of the whole archive was passed.
    private(set) var isExhausted = false
    private var entries = 0
    private var totalBytes = 0

    /// Starts counting.
    init(name: String, limits: ArchiveLimits, packedBytes: Int) {
        self.name = name
        self.limits = limits
        self.packedBytes = packedBytes
    }

    /// Counts a member that takes up at least so many bytes of the archive.
    mutating func countEntry(leastBytes: Int) throws(IngestError) {
        entries += 1
        guard entries * leastBytes <= packedBytes else {
            throw IngestError(
                .corrupt, name: name,
                "names more members than fit into it and would never end; pack it again")
        }
        guard entries <= limits.entries else {
            throw IngestError(
                .tooManyEntries, name: name,
                "has more than \(limits.entries) entries; split it into smaller archives")
        }
    }

    /// Counts bytes of a member that has given `memberBytes` with them.
    mutating func count(_ bytes: Int, memberBytes: Int, label: String) throws(IngestError) {
        totalBytes += bytes
        if totalBytes > limits.totalBytes {
            isExhausted = true
            throw IngestError(
                .tooLarge, name: name,
                "unpacks to more than \(ByteCount.text(limits.totalBytes)); split it into smaller archives"
            )
        }
        if totalBytes > limits.ratioFloorBytes, totalBytes / limits.ratio > packedBytes {
            isExhausted = true
            throw IngestError(
                .suspiciousRatio, name: name,
                "unpacks to more than \(limits.ratio) times its size, as an archive bomb does; unpack it yourself if you"
                    + " trust it")
        }
        if memberBytes > limits.memberBytes {
            throw IngestError(
                .tooLarge, name: label, "is larger than \(ByteCount.text(limits.memberBytes)); split it")
        }
    }
}
