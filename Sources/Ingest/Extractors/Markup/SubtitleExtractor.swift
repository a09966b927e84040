import Core

/// Reads subtitles (SubRip and WebVTT): the cues joined to paragraphs, with the time and the speaker when there is one.
struct SubtitleExtractor {
    private var collector: BlockCollector
    private var text = ""
    private var speaker: String?
    private var start: String?
    private var firstLine = 0
    private var lastEnd = 0.0
    private var lastCue = ""

    /// A pause that begins a new paragraph, in seconds, and the length in bytes after which a sentence's end does.
    private static let pause = 4.0
    private static let longParagraph = 600

    /// Extracts subtitles.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var extractor = SubtitleExtractor(collector: BlockCollector(name: name, limits: limits))
        extractor.run(text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak))
        return try extractor.collector.finish(title: nil, format: .subtitles)
    }

    /// Whether a text begins like subtitles.
    static func matches(_ start: Substring) -> Bool {
        if start.hasPrefix("WEBVTT") {
            return start.dropFirst(6).first.map { $0.isWhitespace } ?? true
        }
        return start.prefix(400).split(whereSeparator: TextCleaner.isLineBreak).prefix(2).contains {
            times($0) != nil
        }
    }

    private init(collector: BlockCollector) { self.collector = collector }

    private mutating func run(_ lines: [Substring]) {
        var index = 0
        while index < lines.count {
            guard let times = Self.times(lines[index]) else {
                // Numbers, the file's header, notes and styles stand between the cues.
                index += 1
                continue
            }
            let first = index + 1
            index += 1
            var cue: [Substring] = []
            while index < lines.count, !lines[index].allSatisfy(\.isWhitespace),
                Self.times(lines[index]) == nil
            {
                cue.append(lines[index])
                index += 1
            }
            // A number in front of the next times belongs to them.
            if index < lines.count, Self.times(lines[index]) != nil, cue.last?.allSatisfy(\.isNumber) == true
            {
                cue.removeLast()
            }
            add(cue, from: times.start, to: times.end, line: first)
        }
        endParagraph()
    }

    private mutating func add(_ cue: [Substring], from start: Double, to end: Double, line: Int) {
        for raw in cue {
            let (voice, text) = Self.plain(raw)
            let clean = TextCleaner.line(text)
            // Rolling captions show a line again until the next one has come.
            guard !clean.isEmpty, clean != lastCue else { continue }
            lastCue = clean
            let isTurn = clean.hasPrefix("- ") || clean.hasPrefix("– ") || voice != nil && voice != speaker
            // Captions that a machine has heard have no ends of sentences.
            let isLong =
                self.text.utf8.count > Self.longParagraph * 4
                || self.text.utf8.count > Self.longParagraph
                    && self.text.last.map { ".!?。！？".contains($0) } == true
            if isTurn || isLong || start - lastEnd > Self.pause { endParagraph() }
            if self.text.isEmpty {
                self.start = Self.clock(start)
                firstLine = line
            }
            speaker = voice ?? speaker
            self.text +=
                (self.text.isEmpty ? "" : " ") + (isTurn && voice == nil ? clean.dropFirst(2) : clean[...])
        }
        lastEnd = end
    }

    private mutating func endParagraph() {
        collector.context = BlockContext(speaker: speaker, date: start.map { "T" + $0 })
        collector.add(.paragraph, text, line: firstLine)
        text = ""
    }

    /// The times of a cue: `00:01:02,500 --> 00:01:04.000 line:0`.
    private static func times(_ line: Substring) -> (start: Double, end: Double)? {
        guard line.count < 200, let arrow = line.firstRange(of: "-->") else { return nil }
        let end = line[arrow.upperBound...].drop { $0 == " " }.prefix { $0 != " " }
        guard let from = seconds(line[..<arrow.lowerBound].trimmed), let to = seconds(end) else { return nil }
        return (from, to)
    }

    private static func seconds(_ text: Substring) -> Double? {
        let parts = text.split(separator: ":").map { Double($0.replacing(",", with: ".")) }
        guard (2...3).contains(parts.count) else { return nil }
        var result = 0.0
        for part in parts {
            guard let part, part >= 0, part < 1e6 else { return nil }
            result = result * 60 + part
        }
        return result
    }

    private static func clock(_ seconds: Double) -> String? {
        let whole = Int(seconds)
        return DocumentDate.time(whole / 3600, whole / 60 % 60, whole % 60)
    }

    /// The text without `<i>`, `{\an8}` and their like, and the voice of `<v Ann>`.
    private static func plain(_ line: Substring) -> (voice: String?, text: String) {
        var voice: String?
        var result = ""
        var rest = line
        while let mark = rest.firstIndex(where: { $0 == "<" || $0 == "{" }) {
            result += rest[..<mark]
            let closing: Character = rest[mark] == "<" ? ">" : "}"
            guard let end = rest[mark...].prefix(200).firstIndex(of: closing),
                closing == ">" || rest[rest.index(after: mark)...].hasPrefix("\\")
            else {
                result.append(rest[mark])
                rest = rest[rest.index(after: mark)...]
                continue
            }
            let tag = rest[rest.index(after: mark)..<end]
            if tag.hasPrefix("v "), closing == ">" { voice = TextCleaner.line(tag.dropFirst(2)) }
            rest = rest[rest.index(after: end)...]
        }
        result += rest
        return (
            voice,
            result.replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&nbsp;", with: " ")
        )
    }
}
