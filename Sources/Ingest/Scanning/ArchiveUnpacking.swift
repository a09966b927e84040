/// Something that unpacks archives into staging: ``ExtractionPool`` in the product, so that no archive is
/// parsed by the process that holds the user's data, or ``InProcessUnpacker``.
package protocol ArchiveUnpacking: Sendable {
    /// Unpacks one archive, not the archives inside it.
    ///
    /// - Parameters:
    ///   - path: Absolute path of the archive.
    ///   - name: Its relative name; members are called `name/member`.
    ///   - limits: How much it may hold.
    ///   - staging: Where members are written.
    /// - Returns: What was written and what was left out, also when the archive had to be given up half-way.
    func unpack(path: String, name: String, limits: ArchiveLimits, staging: StagingFolder) async
        -> UnpackedArchive
}

/// What came out of an archive.
package struct UnpackedArchive: Sendable {
    /// Members that lie in staging now.
    package var members: [IngestCandidate] = []
    /// Members that were left out, and the archive itself when it was given up.
    package var skipped: [SkippedFile] = []

    /// An empty result.
    package init() {}
}

/// Unpacks archives in this process; for tests and benchmarks, and for archives that the user made.
package struct InProcessUnpacker: ArchiveUnpacking {
    /// Makes an unpacker.
    package init() {}

    /// Unpacks one archive.
    package func unpack(
        path: String, name: String, limits: ArchiveLimits, staging: StagingFolder
    ) async -> UnpackedArchive {
        var sink = StagingSink(staging: staging, limits: limits)
        do throws(IngestError) {
            try ArchiveUnpacker.run(path: path, name: name, limits: limits, sink: &sink)
        } catch {
            sink.giveUp(name: name, error)
        }
        return sink.result
    }
}
