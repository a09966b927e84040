import Core

/// Reads mail: one message, or the messages of a thread as ``MailboxUnpacker`` puts them together.
///
/// Each block says who wrote it and when. Attachments are documents of their own (``MailAttachments``);
/// here they are only named.
struct MailExtractor {
    private var collector: BlockCollector
    private let bytes: [UInt8]
    private let limits: ExtractionLimits
    private var attachments: [String] = []
    private var pictures = 0
    private var isEncrypted = false
    /// The part that was decoded last, to see whether it is blank; it is often the one that is read next.
    private var decoded: (body: Range<Int>, content: [UInt8])?

    /// Extracts a message from its bytes.
    static func extract(_ bytes: [UInt8], name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var extractor = MailExtractor(
            collector: BlockCollector(name: name, limits: limits), bytes: bytes, limits: limits)
        return try extractor.run(MailPart.message(bytes))
    }

    private init(collector: BlockCollector, bytes: [UInt8], limits: ExtractionLimits) {
        self.collector = collector
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func run(_ message: MailPart) throws(IngestError) -> ExtractedDocument {
        let subject = message.headers.text("subject").map { TextCleaner.line($0) } ?? ""
        collector.add(.heading, subject, level: 1)
        let headings = collector.blocks.count
        let isThread = message.type == "multipart/digest"
        let first = isThread ? message.children.first?.children.first ?? message : message
        if isThread {
            for child in message.children { for inner in child.children { add(inner, inThread: true) } }
        } else {
            add(message, inThread: false)
        }
        let hasText = collector.blocks.dropFirst(headings).contains { $0.kind != .heading }
        if isEncrypted, !hasText {
            throw IngestError(
                .encrypted, name: collector.name,
                "is an encrypted mail; decrypt it in your mail program and save it again")
        }
        if !attachments.isEmpty {
            let list = attachments.prefix(20).map { MemberName.display($0) }.joined(separator: ", ")
            collector.note("Attachments are documents of their own: \(list).")
        }
        if pictures > 0 { collector.note("Pictures inside the text were left out: \(pictures).") }
        if message.isCut {
            collector.note("Parts of the mail behind the first \(MailPart.mostParts) were left out.")
        }
        if isEncrypted { collector.note("A part of the mail is encrypted and was left out.") }
        guard hasText || collector.failure != nil else {
            throw IngestError(
                .noText, name: collector.name,
                "is a mail without text of its own; nothing can be learned from it")
        }
        return try collector.finish(
            title: subject, author: first.headers.text("from").flatMap { MailAddress.name($0) },
            date: first.headers.text("date").flatMap { MailDate.iso($0) }, format: .email)
    }

    private mutating func add(_ message: MailPart, inThread: Bool) {
        let sender = message.headers.text("from").flatMap { MailAddress.name($0) }
        let date = message.headers.text("date").flatMap { MailDate.iso($0) }
        collector.context = BlockContext(bytes: message.body, speaker: sender, ownsQuotes: false, date: date)
        if inThread {
            let parts = [sender, date.map { String($0.prefix(10)) }].compactMap { $0 }
            collector.add(.heading, parts.joined(separator: ", "), level: 2)
        }
        addText(of: message)
        collector.context = BlockContext()
    }

    private mutating func addText(of part: MailPart) {
        switch part.type {
        case "multipart/alternative": if let chosen = chosen(part) { addText(of: chosen) }
        case "multipart/related", "multipart/signed":
            if let root = part.children.first { addText(of: root) }
            for child in part.children.dropFirst() { addRest(child) }
        case "multipart/encrypted": isEncrypted = true
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            if part.headers.parameterized("content-type")?["smime-type"] == "signed-data" {
                attachments.append(part.fileName ?? "smime.p7m")
            } else {
                isEncrypted = true
            }
        case "message/rfc822": addRest(part)
        case _ where part.type.hasPrefix("multipart/"): for child in part.children { addText(of: child) }
        case _ where part.isAttachment: addRest(part)
        default: addLeaf(part)
        }
    }

    /// The part of an alternative that is text: plain, else HTML, else whatever holds one of them.
    private mutating func chosen(_ part: MailPart) -> MailPart? {
        for type in ["text/plain", "text/html"] {
            for child in part.children where holds(child, type) { return child }
        }
        return part.children.last
    }

    /// Whether a part is of a type or holds such a part, and says something: some programs leave the plain part blank.
    private mutating func holds(_ part: MailPart, _ type: String) -> Bool {
        if part.type == type, content(of: part).contains(where: { $0 > 32 }) { return true }
        for child in part.children where holds(child, type) { return true }
        return false
    }

    private mutating func content(of part: MailPart) -> [UInt8] {
        if let decoded, decoded.body == part.body { return decoded.content }
        let content = part.content(of: bytes)
        decoded = (part.body, content)
        return content
    }

    private mutating func addRest(_ part: MailPart) {
        if part.type.hasPrefix("multipart/") {
            for child in part.children { addRest(child) }
        } else if part.type.hasPrefix("image/"),
            part.headers.parameterized("content-disposition")?.value != "attachment"
        {
            pictures += 1
        } else if part.type.hasSuffix("-signature") {
            // A cryptographic signature says nothing to a reader.
            return
        } else if attachments.count < 1000 {
            attachments.append(part.fileName ?? part.type)
        }
    }

    private mutating func addLeaf(_ part: MailPart) {
        let content = content(of: part)
        decoded = nil
        guard content.count <= limits.textFileBytes else {
            return collector.fail(
                IngestError(
                    .tooLarge, name: collector.name,
                    "holds a text of more than \(ByteCount.text(limits.textFileBytes)); save its messages one by one"
                ))
        }
        let parameters = part.headers.parameterized("content-type")
        if part.type == "text/html" {
            do throws(IngestError) {
                let page = try HTMLExtractor.build(
                    content, name: collector.name, limits: limits, declared: parameters?["charset"])
                collector.append(contentsOf: page.collected(), demotedBy: 2)
            } catch {
                collector.note("A part of the mail is a damaged web page and was left out.")
            }
            return
        }
        guard let plain = TextDecoder.decode(content, declared: parameters?["charset"]) else {
            return collector.note(
                "A part of the mail is in an encoding that is not recognised and was left out.")
        }
        MailText.add(
            plain.text, isFlowed: parameters?["format"]?.lowercased() == "flowed", to: &collector)
    }
}
