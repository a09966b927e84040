import Core

/// Finds the messages of a mailbox file and what ties them into threads, without holding their text.
struct MailboxScanner {
    /// One message.
    struct Message {
        /// Where it stands in the file, without its `From ` line.
        var bytes: Range<Int>
        /// Its identifier.
        var id: String?
        /// Identifiers of the messages that it answers, the nearest last.
        var parents: [String]
        /// Its subject.
        var subject: String
    }

    private static let mostHeaderBytes = 256 << 10
    private static let mostParents = 50

    /// Lists the messages in the order of the file.
    ///
    /// - Throws: ``IngestError`` `too_many_entries`, or as for any file.
    static func messages(path: String, name: String, limit: Int) throws(IngestError) -> [Message] {
        var source = try ByteSource(path: path, name: name, limit: .max)
        var result: [Message] = []
        var header: [UInt8] = []
        var start: Int?
        var isHeader = false
        // The first bytes of the line that is being read, enough to know a `From `.
        var line: [UInt8] = []
        var lineStart = 0
        var wasBlank = true
        func end(at offset: Int) {
            if let first = start, first < offset { result.append(message(header, first..<offset)) }
            start = nil
            header = []
        }
        while let piece = source.nextPiece() {
            var offset = source.offset - piece.count
            for byte in piece {
                offset += 1
                if isHeader, header.count < mostHeaderBytes { header.append(byte) }
                if byte != 10 {
                    if line.count < 8 { line.append(byte) }
                    continue
                }
                let isBlank = line.isEmpty || line == [13]
                if wasBlank, line.starts(with: [70, 114, 111, 109, 32]) {
                    end(at: lineStart)
                    guard result.count < limit else {
                        throw IngestError(
                            .tooManyEntries, name: name, "holds more than \(limit) messages; split it")
                    }
                    start = offset
                    isHeader = true
                } else if isBlank {
                    isHeader = false
                }
                wasBlank = isBlank
                line.removeAll(keepingCapacity: true)
                lineStart = offset
            }
        }
        if let failure = source.failure { throw failure }
        end(at: source.offset)
        return result
    }

    private static func message(_ header: [UInt8], _ bytes: Range<Int>) -> Message {
        var start = 0
        let headers = MailHeaders(header[...], bodyStart: &start)
        let references = ids(headers.raw("references")) + ids(headers.raw("in-reply-to"))
        return Message(
            bytes: bytes, id: ids(headers.raw("message-id")).first, parents: references.suffix(mostParents),
            subject: String(TextCleaner.line(headers.text("subject") ?? "").prefix(80)))
    }

    private static func ids(_ value: [UInt8]?) -> [String] {
        String(decoding: value ?? [], as: UTF8.self).split {
            $0 == "<" || $0 == ">" || $0.isWhitespace || $0 == ","
        }
        .filter { $0.contains("@") && $0.utf8.count <= 1000 }.map(String.init)
    }
}
