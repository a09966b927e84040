import Core

/// Reads chats that WhatsApp and KakaoTalk export as text.
enum ChatTextExtractor {
    private static let leftOut = [
        "<media omitted>", "image omitted", "video omitted", "audio omitted", "sticker omitted",
        "gif omitted",
        "document omitted", "contact card omitted", "<medien ausgeschlossen>", "<média omis>",
        "<multimedia omitido>",
        "<미디어 파일을 제외한 내용>", "<사진 읽지 않음>", "사진", "동영상", "이모티콘", "this message was deleted", "삭제된 메시지입니다.",
        "you deleted this message", "null",
    ]

    /// Extracts a chat.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var reader = Reader()
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak) {
            number += 1
            reader.take(line, number: number)
        }
        let file = String(MemberName.lastPart(name).prefix { $0 != "." })
        let title = reader.title ?? (file.isEmpty ? "Chat" : file)
        var builder = ChatBuilder(collector: BlockCollector(name: name, limits: limits))
        builder.startChat(title)
        let monthFirst = reader.isMonthFirst
        for entry in reader.entries {
            let date = entry.stamp?.iso(monthFirst: monthFirst) ?? entry.date
            let lower = entry.text.prefix(200).trimming { ChatScanner.isMark($0) || $0.isWhitespace }
                .lowercased()
            if leftOut.contains(lower) || lower.hasPrefix("<attached:") || lower.hasPrefix("<첨부") {
                builder.leaveOut()
            } else {
                builder.add(
                    ChatMessage(speaker: entry.speaker, date: date, text: entry.text, line: entry.line))
            }
        }
        return try builder.finish(title: title)
    }

    /// Whether a text begins like an exported chat: at least two messages among its first lines.
    static func matches(_ text: String) -> Bool {
        var reader = Reader()
        var count = 0
        for line in text.prefix(16 << 10).split(whereSeparator: TextCleaner.isLineBreak).prefix(60) {
            count += 1
            reader.take(line, number: count)
            // The first lines decide, so that a diary with dates is none.
            if count == 6, reader.entries.isEmpty { return false }
        }
        return reader.entries.count { $0.speaker != nil } >= 2 && reader.entries.count * 4 >= count
    }

    /// One message as it stands in the file.
    private struct Entry {
        var stamp: ChatStamp?
        var date: String?
        var speaker: String?
        var text: String
        var line: Int
    }

    private struct Reader {
        var entries: [Entry] = []
        var title: String?
        /// The day that the lines below belong to, in KakaoTalk's form with a line for each day.
        private var day: String?

        /// How dates such as 5/3/24 are to be read, from all of them.
        var isMonthFirst: Bool {
            let stamps = entries.lazy.compactMap(\.stamp).filter { !$0.isYearFirst }
            if stamps.contains(where: { $0.date.0 > 12 }) { return false }
            if stamps.contains(where: { $0.date.1 > 12 }) { return true }
            return stamps.contains { $0.hasBareSlashes && $0.hasLatinHalf }
        }

        mutating func take(_ line: Substring, number: Int) {
            if let stamp = ChatStamp(line) {
                let (speaker, text) = Self.split(stamp.rest)
                entries.append(Entry(stamp: stamp, speaker: speaker, text: text, line: number))
            } else if let day = Self.day(line) {
                self.day = day
            } else if day != nil, let entry = bracketed(line, number: number) {
                entries.append(entry)
            } else if entries.isEmpty {
                if title == nil,
                    line.contains("카카오톡 대화") || line.lowercased().contains("kakaotalk chats with")
                {
                    title = TextCleaner.line(line)
                }
            } else {
                entries[entries.count - 1].text += "\n" + line
            }
        }

        /// `Ann: text`; a line without a name is a remark of the program.
        private static func split(_ rest: Substring) -> (speaker: String?, text: String) {
            guard let colon = rest.prefix(80).firstIndex(of: ":") else { return (nil, String(rest)) }
            let after = rest[rest.index(after: colon)...]
            let name = rest[..<colon].trimming { $0.isWhitespace || ChatScanner.isMark($0) }
            guard !name.isEmpty, after.isEmpty || after.first?.isWhitespace == true else {
                return (nil, String(rest))
            }
            return (String(name), String(after.drop { $0 == " " }))
        }

        /// A line that names a day: `--------------- 2024년 5월 3일 금요일 ---------------`.
        private static func day(_ line: Substring) -> String? {
            guard line.count < 80 else { return nil }
            let isRuled = line.hasPrefix("---")
            var scanner = ChatScanner(line.trimming { $0 == "-" || $0.isWhitespace })
            guard let year = scanner.number(), scanner.take("년"), scanner.take(" "),
                let month = scanner.number(),
                scanner.take("월"), scanner.take(" "), let day = scanner.number(), scanner.take("일"),
                isRuled || scanner.rest.hasSuffix("요일") || scanner.rest.isEmpty
            else { return nil }
            return DocumentDate.date(year, month, day)
        }

        /// A message below such a line: `[Ann] [오전 9:30] text`.
        private func bracketed(_ line: Substring, number: Int) -> Entry? {
            guard line.first == "[", let close = line.prefix(80).firstRange(of: "] [") else { return nil }
            let name = line[line.index(after: line.startIndex)..<close.lowerBound]
            var scanner = ChatScanner(line[close.upperBound...])
            let half = scanner.half()
            scanner.skip(\.isWhitespace)
            guard var hour = scanner.number(), scanner.take(":"), let minute = scanner.number() else {
                return nil
            }
            scanner.skip(\.isWhitespace)
            if let half = half ?? scanner.half() { hour = hour % 12 + (half == .afternoon ? 12 : 0) }
            guard scanner.take("]"), let time = DocumentDate.time(hour, minute, nil), let day else {
                return nil
            }
            return Entry(
                date: day + "T" + time, speaker: String(name), text: String(scanner.rest.drop { $0 == " " }),
                line: number)
        }
    }
}
