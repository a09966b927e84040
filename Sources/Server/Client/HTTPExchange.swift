import NIOHTTP1

/// A request that is in memory, and the answer that is taken into memory.
struct HTTPExchange: Sendable {
    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var headers: [(name: String, value: String)]
        var body: [UInt8]
    }

    var method: String
    var path: String
    var headers: [(name: String, value: String)] = []
    /// The body; nil for none.
    var body: [UInt8]?

    /// Sends the request; a refusal is no error here.
    ///
    /// - Throws: ``APIError`` when there is no complete answer, or it is longer than `limit`.
    func perform(over connection: HTTPConnection, limit: Int) async throws -> Answer {
        try await connection.perform(head, body: SingleChunk(bytes: body ?? [])) { answer, content in
            Answer(
                status: Int(answer.status.code), headers: answer.headers.map { ($0.name, $0.value) },
                body: try await content.collect(limit: limit))
        }
    }

    private var head: HTTPRequestHead {
        var head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path)
        for (name, value) in headers { head.headers.add(name: name, value: value) }
        if (body != nil || method != "GET") && !head.headers.contains(name: "content-length") {
            head.headers.add(name: "content-length", value: String(body?.count ?? 0))
        }
        return head
    }
}
