/// A rendered chat as bytes, with the places of template text and answers.
struct ChatBytes {
    /// The text in UTF-8.
    let bytes: [UInt8]
    /// Where the template wrote.
    let templateRanges: [Range<Int>]
    /// Where the assistant speaks.
    let answerRanges: [Range<Int>]
    private let endings: [[UInt8]]

    init(_ chat: RenderedChat, _ tokenizer: Tokenizer) {
        var bytes: [UInt8] = []
        var template: [Range<Int>] = []
        var answers: [Range<Int>] = []
        for segment in chat.segments {
            let start = bytes.count
            bytes.append(contentsOf: segment.text.utf8)
            switch segment.origin {
            case .template: template.append(start..<bytes.count)
            case .answer: answers.append(start..<bytes.count)
            case .content: break
            }
        }
        self.bytes = bytes
        templateRanges = template
        answerRanges = answers
        endings = tokenizer.stopTokens.map(tokenizer.bytes(of:))
    }

    /// Returns the parts of the template's text inside a range, counted from its start.
    func templateRanges(within range: Range<Int>) -> [Range<Int>] {
        templateRanges.compactMap { part in
            let inside = part.clamped(to: range)
            guard !inside.isEmpty else { return nil }
            return inside.lowerBound - range.lowerBound..<inside.upperBound - range.lowerBound
        }
    }

    /// Whether an answer can begin at an offset: not inside what someone says.
    func allowsAnswer(at offset: Int) -> Bool {
        offset == bytes.count
            || templateRanges.contains { $0.lowerBound <= offset && offset <= $0.upperBound }
            || answerRanges.contains { $0.lowerBound == offset }
    }

    /// Whether the run of an answer follows the place where it was asked for, with no turn's end between.
    func isAsked(at start: Int, for run: Range<Int>) -> Bool {
        guard start <= run.lowerBound else { return false }
        let between = start..<run.lowerBound
        return !templateRanges.contains { part in
            let inside = part.clamped(to: between)
            return endings.contains { !$0.isEmpty && Self.finds($0, in: bytes[inside]) }
        }
    }

    /// Returns the offset behind the token that ends a turn, when that is what the template wrote next.
    func endOfTurn(after offset: Int) -> Int {
        guard let part = templateRanges.first(where: { $0.contains(offset) }) else { return offset }
        var start = offset
        while start < part.upperBound, bytes[start] == 0x20 || (0x09...0x0D).contains(bytes[start]) {
            start += 1
        }
        let rest = bytes[start..<part.upperBound]
        let ending = endings.filter { !$0.isEmpty && rest.starts(with: $0) }.max { $0.count < $1.count }
        return ending.map { start + $0.count } ?? offset
    }

    private static func finds(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        guard pattern.count <= bytes.count else { return false }
        return (bytes.startIndex...(bytes.endIndex - pattern.count)).contains {
            bytes[$0...].starts(with: pattern)
        }
    }
}
