import Core

/// Hands the parts of a long text to a sink, as if the text were an archive of them; the file is streamed.
struct TextParts<Boundary: TextBoundary> {
    /// What stands around the bytes of a part.
    struct Frame {
        /// Before those of every part but the first.
        var opening: [UInt8] = []
        /// Behind those of every part but the last.
        var closing: [UInt8] = []
        /// How many bytes at a cut belong to no part.
        var separatorBytes = 0
    }

    private let name: String
    private let limits: ArchiveLimits
    private let frame: Frame
    private var boundary: Boundary
    private var partCount = 0
    private var line = 1
    private var partLine = 1
    private var partBytes = 0
    private var isOpen = false
    /// Whether the rest of the part goes nowhere, because there is no place to cut it.
    private var isRefused = false

    /// How much longer a part may be than it should, in eighths, before it is cut in the middle of a paragraph.
    private static var patience: Int { 9 }

    /// Prepares to cut.
    init(name: String, limits: ArchiveLimits, frame: Frame, boundary: Boundary) {
        self.name = name
        self.limits = limits
        self.frame = frame
        self.boundary = boundary
    }

    /// Reads the whole text.
    ///
    /// - Parameters:
    ///   - source: Its bytes.
    ///   - sink: Receives the parts.
    /// - Throws: ``IngestError`` as for any file and archive.
    mutating func run(_ source: inout ByteSource, into sink: inout some ArchiveSink) throws(IngestError) {
        while let piece = source.nextPiece() {
            var start = piece.startIndex
            for index in piece.indices {
                let byte = piece[index]
                let cut = boundary.place(behind: byte)
                if byte == 10 { line += 1 }
                guard cut != .none, isLongEnough(partBytes + index + 1 - start, for: cut) else { continue }
                try write(piece[start...index].dropLast(frame.separatorBytes), to: &sink)
                try end(isLast: false, &sink)
                start = index + 1
            }
            try write(piece[start...], to: &sink)
        }
        if let failure = source.failure { throw failure }
        try end(isLast: true, &sink)
    }

    private func isLongEnough(_ count: Int, for cut: TextCut) -> Bool {
        count >= (cut == .good ? limits.textPartBytes : limits.textPartBytes / 8 * Self.patience)
    }

    private mutating func write(
        _ bytes: ArraySlice<UInt8>, to sink: inout some ArchiveSink
    ) throws(IngestError) {
        guard !bytes.isEmpty else { return }
        if !isOpen { try begin(&sink) }
        guard !isRefused else { return }
        partBytes += bytes.count
        guard partBytes <= limits.wholeTextBytes else {
            isRefused = true
            return try sink.end(
                IngestError(
                    .tooLarge, name: name,
                    "has more than \(ByteCount.text(limits.wholeTextBytes)) without a place to cut it; split it"
                ))
        }
        try sink.write(bytes)
    }

    private mutating func begin(_ sink: inout some ArchiveSink) throws(IngestError) {
        partCount += 1
        guard partCount <= limits.entries else {
            throw IngestError(
                .tooManyEntries, name: name,
                "has more than \(limits.entries) parts; split it into smaller files")
        }
        let digits = String(partCount)
        let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let suffix = MemberName.suffix(name)
        try sink.begin("\(name)/\(number) from line \(partLine)" + (suffix.isEmpty ? "" : "." + suffix))
        isOpen = true
        if partCount > 1 { try sink.write(frame.opening[...]) }
    }

    private mutating func end(isLast: Bool, _ sink: inout some ArchiveSink) throws(IngestError) {
        if isOpen, !isRefused {
            if !isLast { try sink.write(frame.closing[...]) }
            try sink.end(nil)
        }
        isOpen = false
        isRefused = false
        partBytes = 0
        partLine = line
    }
}
