/// A place in a LaTeX file, and what moves it on.
struct LaTeXCursor {
    /// The file.
    let source: LaTeXSource
    /// The next byte.
    var index: Int
    /// Behind the last byte.
    var end: Int

    private var line = 1
    /// Up to where lines were counted.
    private var lineIndex: Int

    /// Starts at the beginning of a part, or of the whole file.
    ///
    /// Lines are counted for the whole file alone.
    init(_ source: LaTeXSource, part: Range<Int>? = nil) {
        self.source = source
        index = part?.lowerBound ?? 0
        end = part?.upperBound ?? source.bytes.count
        lineIndex = part == nil ? 0 : source.bytes.count
    }

    /// The byte here; nil at the end.
    var byte: UInt8? { index < end ? source.bytes[index] : nil }

    /// The line of this place, from 1.
    mutating func currentLine() -> Int {
        while lineIndex < index {
            if source.bytes[lineIndex] == 10 { line += 1 }
            lineIndex += 1
        }
        return line
    }

    /// Takes the group that begins here, and returns its content; nil when none does.
    mutating func takeGroup() -> Range<Int>? {
        guard let group = source.group(at: index) else { return nil }
        index = group.upperBound + 1
        return group
    }

    /// Takes what stands up to the next of some byte within a number of bytes, and that byte; nil when there is none.
    mutating func take(upTo mark: UInt8, within count: Int) -> Range<Int>? {
        let start = min(index, end)
        let limit = min(end, start + count)
        guard let close = source.bytes[start..<limit].firstIndex(of: mark) else { return nil }
        index = close + 1
        return start..<close
    }

    /// Leaves out a space: behind a command's name it only ends that.
    mutating func skipSpace() {
        if byte == 32 { index += 1 }
    }

    /// Leaves out the rest of a line and what the next one is indented by.
    mutating func skipComment() {
        while let byte, byte != 10 { index += 1 }
        index += 1
        while byte == 32 || byte == 9 { index += 1 }
    }

    /// Leaves out `[…]`, which stands within a line or two.
    mutating func skipOptional() {
        while byte == UInt8(ascii: "["), take(upTo: UInt8(ascii: "]"), within: 400) != nil {}
    }

    /// Leaves out arguments, and what is optional before and after them.
    mutating func skipArguments(_ count: Int) {
        for _ in 0..<count {
            skipOptional()
            if takeGroup() != nil { index = min(index, end) }
        }
        skipOptional()
    }

    /// Leaves out which ends of a rule are cut: `\cmidrule[1pt](lr){2-3}`.
    mutating func skipTrimming() {
        skipOptional()
        if byte == UInt8(ascii: "(") { _ = take(upTo: UInt8(ascii: ")"), within: 20) }
    }
}
