import Core
import Testing

@testable import Server

@Suite struct ServerSentEventParserTests {
    @Test func `events come out however the bytes are cut`() throws {
        let text = ": hello\r\n\r\nevent: token\r\ndata: {\"a\":1}\r\n\r\ndata: one\ndata:two\nid: 3\n\n"
        let expected = [
            ServerSentEvent(name: "token", data: "{\"a\":1}"),
            ServerSentEvent(name: "message", data: "one\ntwo"),
        ]
        for size in 1...text.utf8.count {
            var parser = ServerSentEventParser()
            var events: [ServerSentEvent] = []
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                events += try parser.append(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(events == expected, "pieces of \(size)")
        }
    }

    @Test func `an event that is not closed does not come out`() throws {
        var parser = ServerSentEventParser()
        #expect(try parser.append(Array("event: a\ndata: b\n".utf8)).isEmpty)
    }
}
