/// The lines with which mail programs of several languages introduce somebody else's words.
enum MailQuote {
    private static let verbs = [
        " wrote", " writes", " schrieb", " a écrit", " escribió", " escreveu", " ha scritto", " schreef",
        " skrev",
        " пишет", " написал", " napisał", "님이 작성", "님이 씀", " 작성:", "のメール", "さんは書きました", "写道", "寫道", "wrote:",
    ]

    /// Whether a line says that what follows is quoted: `On 3 May 2024, Ann Potter wrote:`.
    static func isAttribution(_ line: String) -> Bool {
        let trimmed = line[...].trimmed
        guard (6...400).contains(trimmed.count), let last = trimmed.last, last == ":" || last == "：" else {
            return false
        }
        return verbs.contains { trimmed.contains($0) }
    }

    /// The name in such a line, when it is plain.
    static func author(_ line: String) -> String? {
        let text = line[...].trimmed
        guard let verb = verbs.lazy.compactMap({ text.firstRange(of: $0) }).first else { return nil }
        // The name stands before the verb, in some languages behind it.
        return name(text[..<verb.lowerBound]) ?? name(text[verb.upperBound...])
    }

    /// The name at the end of a text: what follows the date, behind its last comma or its last digit.
    private static func name(_ part: Substring) -> String? {
        var text = part
        if let open = text.lastIndex(of: "<") { text = text[..<open] }
        if let open = text.lastIndex(of: "("), text.last == ")" { text = text[..<open] }
        if let comma = text.lastIndex(where: { $0 == "," || $0 == "，" }) {
            text = text[text.index(after: comma)...]
        }
        if let digit = text.lastIndex(where: \.isNumber) { text = text[text.index(after: digit)...] }
        let words = text.trimming { !$0.isLetter && $0 != "." }.split(separator: " ").filter {
            !["AM", "PM", "at", "um", "à", "GMT", "UTC", "On", "Am", "Le"].contains($0)
        }
        let name = words.joined(separator: " ")
        return (2...60).contains(name.count) && name.contains(where: \.isLetter) ? name : nil
    }

    /// Whether a line opens a message that is quoted as a whole.
    static func beginsForward(_ line: Substring) -> Bool {
        guard line.count < 80 else { return false }
        let lower = line.trimming { $0 == "-" || $0 == "_" || $0.isWhitespace || $0 == ">" }.lowercased()
        let isRuled = line.hasPrefix("---") || line.hasPrefix("___")
        if lower == "begin forwarded message:" { return true }
        return isRuled
            && [
                "original message", "forwarded message", "originalnachricht", "ursprüngliche nachricht",
                "weitergeleitete nachricht", "message d'origine", "message transféré", "mensaje original",
                "원본 메시지", "원본 메일", "전달된 메시지", "元のメッセージ", "转发邮件", "原始邮件",
            ].contains { lower.hasPrefix($0) }
    }

    /// Whether lines are the header that Outlook puts above what is answered.
    static func beginsHeader(_ lines: ArraySlice<Substring>) -> Bool {
        guard let first = lines.first, isSenderLine(first) else { return false }
        return lines.dropFirst().count(where: isHeaderLine) >= 2
    }

    /// Whether a line names the sender in such a header.
    static func isSenderLine(_ line: Substring) -> Bool {
        has(line, ["from", "von", "de", "보낸 사람", "보낸사람", "差出人", "发件人"])
    }

    /// Whether a line belongs to such a header.
    static func isHeaderLine(_ line: Substring) -> Bool {
        isSenderLine(line)
            || has(
                line,
                [
                    "sent", "to", "cc", "date", "subject", "gesendet", "an", "datum", "betreff", "envoyé",
                    "à", "objet",
                    "enviado", "para", "asunto", "받는 사람", "받는사람", "보낸 날짜", "날짜", "제목", "참조", "宛先", "件名",
                    "送信日時", "收件人", "主题", "发送时间", "reply-to", "message-id",
                ])
    }

    private static func has(_ line: Substring, _ labels: [String]) -> Bool {
        let head = line.drop { $0 == "*" || $0 == " " || $0 == ">" }.prefix(20)
        guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return false }
        let label = head[..<colon].trimming { $0 == "*" || $0.isWhitespace }.lowercased()
        return labels.contains(label)
    }
}
