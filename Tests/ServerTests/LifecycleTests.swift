import Core
import Foundation
import TestSupport
import Testing
import Workstation

@testable import Server

@Suite struct LifecycleTests {
    @Test func `a port in use is named with the remedy`() async throws {
        let first = try await TestServer.start()
        let error = await #expect(throws: (any Error).self) {
            _ = try await TestServer.start(port: first.address.port)
        }
        let explained = try #require(error as? any ExplainedError)
        #expect(explained.message.contains("\(first.address.port)"))
        #expect(explained.message.contains("--port"))
        await first.stop()
    }

    @Test func `a second server on the same home is told who is there`() async throws {
        let first = try await TestServer.start()
        let error = await #expect(throws: (any Error).self) {
            _ = try await Workstation.open(first.workstation.configuration)
        }
        #expect((error as? any ExplainedError)?.code == "home_in_use")
        await first.stop()
    }

    @Test func `ends while someone listens to events, and gives the home free`() async throws {
        let server = try await TestServer.start()
        let events = server.client.events("/api/events")
        var iterator = events.makeAsyncIterator()
        #expect(try await iterator.next()?.name == "ping")
        await server.stop()
        #expect(!FileManager.default.fileExists(atPath: server.address.socketPath))
        let again = try await Workstation.open(server.workstation.configuration)
        await again.close()
    }

    @Test func `a command's own server answers on the socket alone`() async throws {
        let folder = try TemporaryFolder()
        let configuration = try TestServer.configuration(in: folder)
        let server = try await EmbeddedServer.start(configuration)
        #expect(server.socketPath == EmbeddedServer.socketPath(home: configuration.home))
        let client = APIClient(unixSocketPath: server.socketPath)
        #expect(try await client.send("GET", "/api/overview").status == 200)
        let link = try await client.send("POST", "/api/login-links")
        #expect(link.status == 409)
        await server.stop()
        #expect(!FileManager.default.fileExists(atPath: server.socketPath))
        // The home is free although the ended server is still referred to.
        let again = try await EmbeddedServer.start(configuration)
        await again.stop()
        withExtendedLifetime(server) {}
    }

    @Test func `a home whose socket path is too long is refused with the remedy`() async throws {
        let folder = try TemporaryFolder()
        var configuration = try TestServer.configuration(in: folder)
        configuration.home = folder.path + "/" + String(repeating: "long", count: 30)
        let error = await #expect(throws: (any Error).self) { try await EmbeddedServer.start(configuration) }
        #expect((error as? any ExplainedError)?.message.contains("--home") == true)
    }
}
