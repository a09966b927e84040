import TestSupport
import Workstation

@testable import Server

/// One server for the tests that only ask it things; each uses names of its own.
enum SharedServer {
    private static let task = Task { try await TestServer.start() }

    static var server: TestServer {
        get async throws { try await task.value }
    }

    /// The starter model under the name `starter`, taken in once.
    static let starter = Task {
        try await server.client.post(
            "/api/models", ["path": PackageRoot.starterModel, "name": "starter"], as: ModelView.self)
    }
}
