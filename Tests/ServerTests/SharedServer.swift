/// One server for the tests that only ask it things; each uses names of its own.
enum SharedServer {
    private static let task = Task { try await TestServer.start() }

    static var server: TestServer {
        get async throws { try await task.value }
    }
}
