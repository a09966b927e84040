import Core

#if canImport(Glibc)
    import Glibc
#endif

/// Finds the files of a folder, an archive or a single file, and unpacks archives into staging.
///
/// Every file below the given place ends as exactly one finding; archives are replaced by their members.
/// Symbolic links are not followed (but the given path itself may be one), hidden files and folders,
/// devices and pipes are left out with the reason. Names are labels only.
package struct FileScanner: Sendable {
    private let staging: StagingFolder
    private let unpacker: any ArchiveUnpacking
    private let limits: ArchiveLimits

    /// Makes a scanner.
    ///
    /// - Parameters:
    ///   - staging: Where archive members are written; the caller empties it when the documents are stored.
    ///   - unpacker: Who unpacks archives; the product passes its ``ExtractionPool``.
    ///   - limits: How much a folder or archive may hold.
    package init(
        staging: StagingFolder, unpacker: any ArchiveUnpacking, limits: ArchiveLimits = ArchiveLimits()
    ) {
        self.staging = staging
        self.unpacker = unpacker
        self.limits = limits
    }

    /// Scans a place and returns all findings, in the order of names.
    ///
    /// - Parameters:
    ///   - path: Absolute path of a folder, an archive or a file.
    ///   - name: What to call it; the last part of the path when nil.
    /// - Returns: All findings, in the order of names.
    /// - Throws: ``IngestError`` `not_found` or `unreadable` when the place itself cannot be opened, `cancelled`.
    package func scan(_ path: String, name: String? = nil) async throws(IngestError) -> [ScanFinding] {
        let root =
            name.map { MemberName.display($0) } ?? MemberName.display(String(MemberName.lastPart(path)))
        let label = root.isEmpty ? "files" : root
        var findings: [ScanFinding] = []
        switch try PathKind.following(path, name: label) {
        case .folder:
            var budget = limits.entries
            try await walk(Array(path.utf8CString), label: label, depth: 0, budget: &budget, into: &findings)
        case .file(let byteCount):
            let candidate = IngestCandidate(path: path, name: label, byteCount: byteCount)
            var left = limits
            try await examine(candidate, depth: 0, left: &left, into: &findings)
        case .link, .special:
            throw IngestError(.specialFile, name: label, "is neither a file nor a folder; add one of those")
        }
        return findings
    }

    // MARK: - Folders

    private func walk(
        _ path: [CChar], label: String, depth: Int, budget: inout Int, into findings: inout [ScanFinding]
    ) async throws(IngestError) {
        func skip(_ reason: IngestError.Reason, _ predicate: String) {
            findings.append(
                .skipped(
                    SkippedFile(name: label, byteCount: 0, error: IngestError(reason, name: label, predicate))
                ))
        }
        guard depth <= limits.folderDepth else {
            return skip(
                .nestedTooDeep, "lies more than \(limits.folderDepth) folders deep; add it on its own")
        }
        let listing: [FolderEntry]
        do throws(IngestError) {
            listing = try FolderEntry.list(path, name: label, limit: budget)
        } catch {
            if depth == 0 { throw error }
            findings.append(.skipped(SkippedFile(name: label, byteCount: 0, error: error)))
            return
        }
        for entry in listing {
            if Task.isCancelled {
                throw IngestError(.cancelled, message: "Reading the folder was cancelled.")
            }
            guard budget > 0 else {
                return skip(.tooManyEntries, "has more than \(limits.entries) files; add smaller folders")
            }
            budget -= 1
            let entryLabel = label + "/" + MemberName.normalized(MemberName.display(entry.name))
            func leaveOut(_ reason: IngestError.Reason, _ predicate: String) {
                let error = IngestError(reason, name: entryLabel, predicate)
                findings.append(
                    .skipped(SkippedFile(name: entryLabel, byteCount: entry.byteCount, error: error)))
            }
            switch entry.kind {
            case .folder where entry.isHidden, .file where entry.isHidden:
                leaveOut(.hidden, "is hidden; rename it if it should be read")
            case .folder:
                try await walk(
                    entry.path, label: entryLabel, depth: depth + 1, budget: &budget, into: &findings)
            case .file(let byteCount):
                do throws(IngestError) {
                    let readable =
                        if let path = entry.stringPath { path } else {
                            try staging.makeAlias(for: entry.path)
                        }
                    let candidate = IngestCandidate(path: readable, name: entryLabel, byteCount: byteCount)
                    var left = limits
                    try await examine(candidate, depth: 0, left: &left, into: &findings)
                } catch {
                    if error.reason == .cancelled { throw error }
                    findings.append(
                        .skipped(SkippedFile(name: entryLabel, byteCount: byteCount, error: error)))
                }
            case .link: leaveOut(.linkRefused, "is a symbolic link; links are not followed")
            case .special: leaveOut(.specialFile, "is a device or pipe; only files can be read")
            }
        }
    }

    // MARK: - Files and archives

    /// Reports a file, or the members of one that is an archive.
    ///
    /// - Parameters:
    ///   - candidate: The file.
    ///   - depth: How many archives it lies in.
    ///   - left: What is left of the limits for the outermost archive and everything inside it.
    ///   - findings: Takes the report.
    /// - Throws: ``IngestError`` `cancelled`.
    private func examine(
        _ candidate: IngestCandidate, depth: Int, left: inout ArchiveLimits,
        into findings: inout [ScanFinding]
    ) async throws(IngestError) {
        func skip(_ error: IngestError) {
            findings.append(
                .skipped(SkippedFile(name: candidate.name, byteCount: candidate.byteCount, error: error)))
        }
        let content: DetectedContent
        do throws(IngestError) {
            content = try FormatDetector.detect(path: candidate.path, name: candidate.name)
        } catch {
            return skip(error)
        }
        // A text that is cut does not grow; what is packed does, and so does what is packed inside it.
        var isPacked = true
        switch content {
        case .archive: break
        case .document(let format) where isCut(format, candidate): isPacked = false
        case .document(.email):
            findings.append(.candidate(candidate))
            return try await examineAttachments(of: candidate, depth: depth, left: &left, into: &findings)
        case .encrypted: return skip(encryption(of: candidate))
        default:
            findings.append(.candidate(candidate))
            return
        }
        guard depth < limits.archiveDepth else {
            return skip(
                IngestError(
                    .nestedTooDeep, name: candidate.name,
                    "lies more than \(limits.archiveDepth) archives deep; unpack it yourself and add the folder"
                ))
        }
        guard !isPacked || !left.isSpent else { return skip(.spentArchive(name: candidate.name)) }
        if Task.isCancelled { throw IngestError(.cancelled, message: "Reading the archive was cancelled.") }
        let unpacked = await unpacker.unpack(
            path: candidate.path, name: candidate.name, limits: isPacked ? left : limits, staging: staging)
        if isPacked { left.spend(unpacked) }
        findings += unpacked.skipped.map { .skipped($0) }
        for member in unpacked.members {
            try await examine(member, depth: depth + 1, left: &left, into: &findings)
        }
        if unpacked.members.isEmpty && unpacked.skipped.isEmpty {
            skip(
                IngestError(
                    .noText, name: candidate.name,
                    "is an archive without files; nothing can be learned from it"))
        }
    }

    /// Whether a text is too long for one document; one that cannot be read is reported by its extractor.
    private func isCut(_ format: DocumentFormat, _ candidate: IngestCandidate) -> Bool {
        let isCut = try? LongText.isCut(
            format, byteCount: candidate.byteCount, path: candidate.path, name: candidate.name, limits: limits
        )
        return isCut ?? false
    }

    /// Why a file with a password is left out: what opens it is its office program or the person who packed it.
    private func encryption(of candidate: IngestCandidate) -> IngestError {
        // A file that has become unreadable since it was detected is an archive as good as any.
        let head = try? FileBytes.prefix(
            path: candidate.path, name: candidate.name, count: CompoundFile.mark.count
        ).bytes
        return head == CompoundFile.mark
            ? .encryptedDocument(name: candidate.name) : .encryptedArchive(name: candidate.name)
    }

    /// Reports what is attached to a mail; one without attachments adds nothing.
    private func examineAttachments(
        of mail: IngestCandidate, depth: Int, left: inout ArchiveLimits, into findings: inout [ScanFinding]
    ) async throws(IngestError) {
        if Task.isCancelled { throw IngestError(.cancelled, message: "Reading the mail was cancelled.") }
        let unpacked = await unpacker.unpack(path: mail.path, name: mail.name, limits: left, staging: staging)
        left.spend(unpacked)
        findings += unpacked.skipped.map { .skipped($0) }
        for member in unpacked.members {
            guard depth < limits.archiveDepth else {
                let error = IngestError(
                    .nestedTooDeep, name: member.name,
                    "is attached more than \(limits.archiveDepth) mails or archives deep; save it yourself and add it"
                )
                findings.append(
                    .skipped(SkippedFile(name: member.name, byteCount: member.byteCount, error: error)))
                continue
            }
            try await examine(member, depth: depth + 1, left: &left, into: &findings)
        }
    }
}
