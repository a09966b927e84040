import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Workstation

@testable import Server

@Suite struct APIClientTests {
    @Test func `no server is said in one sentence`() async throws {
        let client = APIClient(unixSocketPath: "/tmp/no-such-diapason.sock")
        let error = await #expect(throws: APIError.self) { try await client.data("GET", "/api/health") }
        #expect(error?.code == "server_unreachable")
        #expect(error?.message.contains("diapason serve") == true)
        await #expect(throws: APIError.self) {
            for try await _ in client.events("/api/events") {}
        }
    }

    @Test func `a refusal keeps the server's sentence`() async throws {
        let server = try await SharedServer.server
        let error = await #expect(throws: APIError.self) {
            try await server.client.get("/api/models/nowhere", as: ModelView.self)
        }
        #expect(error?.category == .notFound)
        #expect(error?.code == "model_not_found")
        #expect(error?.status == 404)
        #expect(error?.requestId != nil)
        let stranger = APIClient(port: server.address.port, token: "tml-wrong")
        let refused = await #expect(throws: APIError.self) { try await stranger.data("GET", "/api/jobs") }
        #expect(refused?.category == .forbidden)
    }

    @Test func `a download appears whole or not at all`() async throws {
        let server = try await SharedServer.server
        let folder = try TemporaryFolder()
        try await server.client.download("/js/main.js", to: folder.path + "/main.js")
        #expect(
            try String(contentsOfFile: folder.path + "/main.js", encoding: .utf8) == "export const a = 1;")
        await #expect(throws: APIError.self) {
            try await server.client.download("/api/adapters/nowhere/export", to: folder.path + "/a.zip")
        }
        await #expect(throws: APIError.self) {
            try await server.client.download("/js/main.js", to: folder.path + "/no/such/folder.js")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["main.js"])
    }

    @Test func `a file that is not there is named`() async throws {
        let server = try await SharedServer.server
        let error = await #expect(throws: APIError.self) {
            try await server.client.upload("/nowhere/a.txt", to: "/api/collections/x/uploads?path=a.txt")
        }
        #expect(error?.message.contains("/nowhere/a.txt") == true)
    }

    @Test(arguments: ErrorCategory.allCases)
    func `statuses keep the kind of error`(category: ErrorCategory) {
        let status = StatusMapping.status(of: category).code
        // Two kinds share a status where a client has no use for the difference.
        let expected = category == .corrupt ? .invalidInput : category
        #expect(StatusMapping.category(of: status) == expected)
    }

    @Test func `an error that does not explain itself says nothing`() {
        struct Secret: Error { var text = "SELECT secret" }
        let refusal = Refusal(Secret())
        #expect(refusal.status.code == 500)
        #expect(!refusal.message.contains("secret"))
    }
}
