import Core

/// Hands the attachments of a mail to a sink, as if the mail were an archive.
enum MailAttachments {
    /// Reads all attachments; forwarded messages are attachments too.
    ///
    /// - Parameters:
    ///   - path: Absolute path of the mail.
    ///   - name: Its relative name; attachments are called `name/attachment`.
    ///   - limits: How many there may be, and how large the mail.
    ///   - sink: Receives them.
    /// - Throws: ``IngestError`` as for any file, and what the sink throws.
    static func run(
        path: String, name: String, limits: ArchiveLimits, sink: inout some ArchiveSink
    ) throws(IngestError) {
        let bytes = try FileBytes.read(path: path, name: name, limit: ExtractionLimits().mailFileBytes)
        var found: [MailPart] = []
        collect(MailPart.message(bytes), isRoot: true, into: &found)
        var names: [String: Int] = [:]
        var totalBytes = 0
        for (index, part) in found.enumerated() {
            guard !limits.isSpent else { throw IngestError.spentArchive(name: name) }
            guard index < limits.entries else {
                throw IngestError(
                    .tooManyEntries, name: name,
                    "has more than \(limits.entries) attachments; save them yourself")
            }
            let label = label(of: part, number: index + 1)
            if let fault = MemberName.fault(label) {
                try sink.refuse(
                    name + "/" + MemberName.display(label),
                    IngestError(
                        .hostileName, name: name + "/" + MemberName.display(label),
                        "\(fault) and is left in the mail; save it under another name"))
                continue
            }
            names[label, default: 0] += 1
            let count = names[label] ?? 1
            try sink.begin(name + "/" + MemberName.normalized(count > 1 ? "\(count) \(label)" : label))
            let content = part.content(of: bytes)
            totalBytes += content.count
            guard totalBytes <= limits.totalBytes else { throw IngestError.spentArchive(name: name) }
            try write(content[...], to: &sink)
            try sink.end(nil)
        }
    }

    private static func write(_ content: ArraySlice<UInt8>, to sink: inout some ArchiveSink)
        throws(IngestError)
    {
        var rest = content
        while !rest.isEmpty {
            try sink.write(rest.prefix(64 << 10))
            rest = rest.dropFirst(64 << 10)
        }
    }

    /// The parts that ``MailExtractor`` does not read as text.
    private static func collect(_ part: MailPart, isRoot: Bool, into found: inout [MailPart]) {
        let disposition = part.headers.parameterized("content-disposition")?.value
        switch part.type {
        case "multipart/encrypted": return
        case "multipart/digest" where isRoot:
            // The messages of a thread: each has attachments of its own.
            for child in part.children {
                for inner in child.children { collect(inner, isRoot: false, into: &found) }
            }
        case "multipart/alternative":
            // The other forms of the same text are left out, what is attached to one of them is not.
            for child in part.children where child.type.hasPrefix("multipart/") {
                collect(child, isRoot: false, into: &found)
            }
        case _ where part.type.hasPrefix("multipart/"):
            for child in part.children { collect(child, isRoot: false, into: &found) }
        case _ where part.type.hasPrefix("image/") && disposition != "attachment": return
        case _ where part.type.hasSuffix("-signature") || part.type.hasSuffix("pkcs7-mime"): return
        case "message/rfc822": found.append(part)
        case _ where part.isAttachment: found.append(part)
        default: return
        }
    }

    private static func label(of part: MailPart, number: Int) -> String {
        if let name = part.fileName {
            // A slash in a name is no folder; the rest is checked as any member's name.
            return String(name.map { $0 == "/" ? "_" : $0 })
        }
        if part.type == "message/rfc822" {
            let subject = part.children.first?.headers.text("subject").map { TextCleaner.line($0) } ?? ""
            let plain = subject.filter { $0 != "/" && $0 != "\\" && $0 != ":" }.prefix(60)
            return plain.isEmpty ? "message \(number).eml" : plain + ".eml"
        }
        return "attachment \(number)"
    }
}
