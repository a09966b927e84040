import Core

/// Turns the plain text of a message into blocks: what the sender wrote, what is quoted and whose it is, the signature.
struct MailText {
    private var collector: BlockCollector
    private let lines: [Substring]
    private var own: [Substring] = []
    private var attributed: String?

    /// Adds a message's text to a document.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - isFlowed: Whether a space at the end of a line says that the paragraph goes on (RFC 3676).
    ///   - collector: Takes the blocks.
    static func add(_ text: String, isFlowed: Bool, to collector: inout BlockCollector) {
        var reader = MailText(
            collector: BlockCollector(name: collector.name, limits: collector.limits),
            lines: (isFlowed ? unflowed(text) : text).split(
                omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak))
        reader.run()
        collector.append(contentsOf: reader.collector)
    }

    private init(collector: BlockCollector, lines: [Substring]) {
        self.collector = collector
        self.lines = lines
    }

    private mutating func run() {
        var index = 0
        let signature = signatureStart
        while index < signature {
            if isEscaped(at: index) {
                own.append(lines[index].dropFirst())
                index += 1
            } else if lines[index].hasPrefix(">") {
                index = addQuote(from: index, to: signature)
            } else if MailQuote.beginsForward(lines[index])
                || MailQuote.beginsHeader(lines[index...].prefix(6))
            {
                return addForward(from: index)
            } else {
                own.append(lines[index])
                index += 1
            }
        }
        endOwn()
        collector.context.role = .signature
        for line in lines.dropFirst(signature + 1) { collector.add(.paragraph, line) }
        collector.context.role = nil
    }

    /// Whether a line is the sender's own: mailboxes put a `>` before one that begins with `From `.
    private func isEscaped(at index: Int) -> Bool {
        func isQuoted(_ index: Int) -> Bool { lines.indices.contains(index) && lines[index].hasPrefix(">") }
        guard lines[index].hasPrefix(">From "), !isQuoted(index - 1), !isQuoted(index + 1) else {
            return false
        }
        // Below “Ann wrote:” it is a quote of one line.
        let above = own.last { !$0.allSatisfy(\.isWhitespace) }
        return above.map { MailQuote.isAttribution(String($0)) } != true
    }

    /// The line `-- ` that a signature begins with, or the end; only the last one and a short rest count.
    private var signatureStart: Int {
        let place = lines.lastIndex { $0 == "-- " || $0 == "--" || $0 == "—" }
        guard let place, lines.count - place <= 30, !lines[place...].contains(where: { $0.hasPrefix(">") })
        else {
            return lines.count
        }
        return place
    }

    private mutating func addQuote(from start: Int, to end: Int) -> Int {
        // The attribution stands above the quote, over one or two lines, perhaps with an empty one between.
        var attribution: [Substring] = []
        while own.last?.allSatisfy(\.isWhitespace) == true { own.removeLast() }
        for count in 1...3 where attribution.isEmpty && own.count >= count {
            let candidate = own.suffix(count)
            if MailQuote.isAttribution(candidate.joined(separator: " ")) { attribution = Array(candidate) }
        }
        own.removeLast(attribution.count)
        endOwn()
        let line = attribution.joined(separator: " ")
        if !attribution.isEmpty {
            collector.context.role = .attribution
            collector.add(.paragraph, line)
            collector.context.role = nil
        }
        var index = start
        var quoted: [Substring] = []
        while index < end {
            if lines[index].hasPrefix(">") {
                let rest = lines[index].dropFirst()
                quoted.append(rest.first == " " ? rest.dropFirst() : rest)
            } else if !(lines[index].allSatisfy(\.isWhitespace) && index + 1 < end
                && lines[index + 1].hasPrefix(">"))
            {
                break
            }
            index += 1
        }
        addQuote(quoted, speaker: MailQuote.author(line))
        return index
    }

    private mutating func addQuote(_ quoted: [Substring], speaker: String?) {
        collector.context.speaker = speaker
        collector.add(.quote, quoted.joined(separator: "\n"))
        collector.context.speaker = nil
    }

    /// Everything behind “Original message” is somebody else's, up to the end.
    private mutating func addForward(from start: Int) {
        endOwn()
        var index = start
        var header: [Substring] = []
        while index < lines.count, header.count < 12 {
            let isHeader = MailQuote.isHeaderLine(lines[index]) || MailQuote.beginsForward(lines[index])
            let isGap = lines[index].allSatisfy(\.isWhitespace)
            if !isHeader && !(isGap && header.count <= 1) { break }
            if isHeader { header.append(lines[index]) }
            index += 1
        }
        collector.context.role = .attribution
        for line in header { collector.add(.paragraph, line) }
        collector.context.role = nil
        let from = header.first { MailQuote.isSenderLine($0) }
        let speaker = from.flatMap { line in
            line.firstIndex(of: ":").flatMap { MailAddress.name(String(line[line.index(after: $0)...])) }
        }
        addQuote(Array(lines[index...]), speaker: speaker)
    }

    private mutating func endOwn() {
        PlainTextExtractor.add(own.joined(separator: "\n"), to: &collector)
        own = []
    }

    /// Joins the lines of flowed text; quoted lines of the same depth too.
    private static func unflowed(_ text: String) -> String {
        var result: [String] = []
        var goesOn = false
        var depth = 0
        for raw in text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak) {
            let marks = raw.prefix { $0 == ">" }
            var line = raw.dropFirst(marks.count)
            if line.first == " " { line = line.dropFirst() }
            if goesOn, marks.count == depth, raw != "-- ", !result.isEmpty {
                result[result.count - 1] += line
            } else {
                result.append(marks + (marks.isEmpty ? "" : " ") + line)
            }
            depth = marks.count
            goesOn = line.last == " " && line != "-- "
        }
        return result.joined(separator: "\n")
    }
}
