import Core

/// Walks through an archive, refuses what must not leave it, and hands the rest to a sink.
///
/// A mailbox is an archive of threads, a mail one of its attachments, and a very long text one of its parts.
enum ArchiveUnpacker {
    /// Reads all members.
    ///
    /// - Parameters:
    ///   - path: Absolute path of the archive.
    ///   - name: Its relative name; members are called `name/member`.
    ///   - limits: How much it may hold.
    ///   - sink: Receives the members.
    /// - Throws: ``IngestError`` when the archive as a whole must be given up: damaged, encrypted, a limit.
    ///   Members handed over before stay good.
    static func run(
        path: String, name: String, limits: ArchiveLimits, sink: inout some ArchiveSink
    ) throws(IngestError) {
        let head = try FileBytes.prefix(path: path, name: name, count: FormatDetector.headCount).bytes
        switch MailSniffer.match(head, suffix: MemberName.suffix(name)) {
        case .archive: return try MailboxUnpacker.run(path: path, name: name, limits: limits, sink: &sink)
        case .document: return try MailAttachments.run(path: path, name: name, limits: limits, sink: &sink)
        default: break
        }
        if try LongText.run(path: path, name: name, limits: limits, sink: &sink) { return }
        let reader = try ArchiveReader(path: path, name: name, format: .archive)
        var walk = ArchiveTally(name: name, limits: limits, packedBytes: reader.byteCount)
        while let member = try reader.next() {
            try walk.countEntry(leastBytes: reader.leastMemberBytes)
            let label =
                reader.isSinglePackedFile
                ? unpackedName(name) : name + "/" + MemberName.normalized(member.name)
            if member.kind == .folder { continue }
            if let error = refusal(of: member, in: name, isPacked: reader.isSinglePackedFile) {
                try sink.refuse(name + "/" + MemberName.display(member.name), error)
                continue
            }
            if member.isEncrypted {
                walk.encrypted += 1
                continue
            }
            try sink.begin(label)
            try copy(reader, label: label, walk: &walk, sink: &sink)
        }
        if walk.encrypted > 0 {
            let error =
                walk.readable == 0
                ? IngestError.encryptedArchive(name: name)
                : IngestError(
                    .encrypted, name: name,
                    "holds \(walk.encrypted) members that are protected by a password; unpack it yourself and add the folder"
                )
            throw error
        }
    }

    private static func copy(
        _ reader: ArchiveReader, label: String, walk: inout ArchiveTally, sink: inout some ArchiveSink
    ) throws(IngestError) {
        var memberBytes = 0
        do throws(IngestError) {
            while true {
                let bytes = try reader.read()
                if bytes.isEmpty { break }
                memberBytes += bytes.count
                try walk.count(bytes.count, memberBytes: memberBytes, label: label)
                try sink.write(bytes)
            }
        } catch {
            // A damaged or overlarge member is dropped alone; everything else ends the archive, and with it the member.
            guard error.reason == .corrupt || error.reason == .tooLarge && !walk.isExhausted else {
                throw error
            }
            return try sink.end(error)
        }
        walk.readable += 1
        try sink.end(nil)
    }

    /// Why a member is left out, or nil when it may be read.
    private static func refusal(of member: ArchiveReader.Member, in name: String, isPacked: Bool)
        -> IngestError?
    {
        let label = name + "/" + MemberName.display(member.name)
        switch member.kind {
        case .symbolicLink, .hardLink:
            return IngestError(
                .linkRefused, name: label, "is a link inside an archive; links are not followed")
        case .special:
            return IngestError(
                .specialFile, name: label, "is a device or pipe inside an archive; only files can be read")
        case .file, .folder: break
        }
        if isPacked { return nil }
        if let fault = MemberName.fault(member.name) {
            return IngestError(
                .hostileName, name: label, "\(fault) and is left in the archive; rename it and pack again")
        }
        let parts = member.name.split(separator: "/")
        if parts.contains(where: { ($0.hasPrefix(".") && $0 != ".") || $0 == "__MACOSX" }) {
            return IngestError(.hidden, name: label, "is a hidden file; rename it if it should be read")
        }
        return nil
    }

    /// The name of the file inside a packed one: `notes.txt.gz` holds `notes.txt`.
    private static func unpackedName(_ name: String) -> String {
        let suffix = MemberName.suffix(name)
        return ["gz", "bz2", "xz", "zst"].contains(suffix) ? String(name.dropLast(suffix.count + 1)) : name
    }
}
