import Testing

@testable import Server

/// One request and what its answer must and must not hold.
struct ApiScenario: Sendable, CustomTestStringConvertible {
    var method = "GET"
    var path: String
    var body: String?
    var status: Int
    var contains: [String] = []
    var lacks: [String] = []

    var testDescription: String { "\(method) \(path) → \(status)" }

    /// Sends the request with the token and compares.
    func check(_ server: TestServer) async throws {
        let answer = try await server.raw(method, path, [server.authorization], body: body)
        #expect(answer.status == status, "\(answer.text)")
        for text in contains { #expect(answer.text.contains(text), "\(answer.text)") }
        for text in lacks { #expect(!answer.text.contains(text), "\(answer.text)") }
    }
}
