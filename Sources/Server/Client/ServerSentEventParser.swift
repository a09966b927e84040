/// Takes a `text/event-stream` apart, however its bytes are cut into pieces.
struct ServerSentEventParser {
    /// The longest line; a longer one is no event of ours.
    static let maximumLineBytes = 16 << 20

    private var line: [UInt8] = []
    private var previousWasReturn = false
    private var name = ""
    private var data: [String] = []

    /// Takes more bytes and returns the events that are complete with them.
    ///
    /// - Throws: ``APIError`` when a line has no end.
    mutating func append(_ bytes: some Sequence<UInt8>) throws(APIError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            let isFeedOfReturn = byte == 0x0A && previousWasReturn
            previousWasReturn = byte == 0x0D
            if isFeedOfReturn { continue }
            guard byte == 0x0A || byte == 0x0D else {
                guard line.count < Self.maximumLineBytes else {
                    throw APIError.unreadable(
                        "The server sent an event without an end; update both programs.")
                }
                line.append(byte)
                continue
            }
            if let event = endLine() { events.append(event) }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        let text = String(decoding: line, as: UTF8.self)
        line = []
        guard !text.isEmpty else {
            defer {
                name = ""
                data = []
            }
            return data.isEmpty
                ? nil
                : ServerSentEvent(name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count > 1 ? String(parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1]) : ""
        switch parts[0] {
        case "event": name = value
        case "data": data.append(value)
        default: break
        }
        return nil
    }
}
