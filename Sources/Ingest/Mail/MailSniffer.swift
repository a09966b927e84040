import Core

/// Recognises mail by its first lines.
enum MailSniffer {
    private static let telling: Set<String> = [
        "received", "message-id", "return-path", "mime-version", "delivered-to", "in-reply-to", "references",
        "content-transfer-encoding", "x-mailer", "dkim-signature", "arc-seal", "x-mozilla-status",
    ]

    /// What a file is that begins like mail: a mailbox is an archive of threads; nil for anything else.
    static func match(_ head: [UInt8], suffix: String) -> DetectedContent? {
        let isMailbox = head.starts(with: Array("From ".utf8))
        guard isMailbox || head.first.map({ (65...90).contains($0) || (97...122).contains($0) }) == true
        else {
            return nil
        }
        var start = 0
        let headers = MailHeaders(head[...], bodyStart: &start)
        let names = Set(headers.fields.map(\.name))
        // A thread that ``MailboxUnpacker`` put together has no sender of its own.
        let isThread = headers.parameterized("content-type")?.value == "multipart/digest"
        let isMessage =
            isThread || names.contains("from") || names.contains("received") || names.contains("return-path")
        guard isMessage, names.contains("subject") || names.contains("date") || names.contains("message-id")
        else {
            return nil
        }
        let isCertain = !names.isDisjoint(with: telling)
        if isMailbox { return isCertain || suffix == "mbox" ? .archive : nil }
        return isCertain || ["eml", "mail", "mht", "mhtml"].contains(suffix) ? .document(.email) : nil
    }
}
