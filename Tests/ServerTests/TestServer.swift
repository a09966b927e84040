import Core
import Foundation
import TestSupport
import Workstation

@testable import Server

/// A real server on a free port and a socket, over a home of its own.
final class TestServer: Sendable {
    /// The page's files: enough to see what is served and what is not.
    private static let webFiles = [
        "index.html": "<!doctype html><title>Diapason</title>", "js/main.js": "export const a = 1;",
        "css/base.css": "body {}", "img/mark.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "package.json": "{}", "tests/a.test.js": "secret test", ".hidden.js": "secret", "notes.md": "secret",
    ]

    let folder: TemporaryFolder
    let workstation: Workstation
    let address: ServerAddress
    private let task: Task<Void, any Error>

    private init(
        folder: TemporaryFolder, workstation: Workstation, address: ServerAddress, task: Task<Void, any Error>
    ) {
        self.folder = folder
        self.workstation = workstation
        self.address = address
        self.task = task
    }

    deinit { task.cancel() }

    /// A configuration with a home and a page in a folder.
    static func configuration(in folder: TemporaryFolder, port: Int = 0) throws -> WorkstationConfiguration {
        for (name, text) in webFiles { _ = try folder.write(text, to: "web/" + name) }
        var configuration = WorkstationConfiguration(
            home: folder.path + "/home", webRoot: folder.path + "/web", workerExecutable: "/bin/false")
        configuration.port = port
        configuration.threads = 1
        return configuration
    }

    /// Starts a server and waits until it answers.
    static func start(port: Int = 0) async throws -> TestServer {
        let folder = try TemporaryFolder()
        let workstation = try await Workstation.open(try configuration(in: folder, port: port))
        let (ready, signal) = AsyncThrowingStream.makeStream(of: ServerAddress.self)
        let task = Task {
            do {
                try await DiapasonServer(workstation: workstation).run { signal.yield($0) }
                signal.finish()
            } catch {
                signal.finish(throwing: error)
                throw error
            }
        }
        for try await address in ready {
            return TestServer(folder: folder, workstation: workstation, address: address, task: task)
        }
        throw CancellationError()
    }

    /// Asks the server to end as a signal would, and waits until it has.
    func stop() async {
        task.cancel()
        // How it ended is what the tests of the end look at.
        _ = await task.result
        await workstation.close()
    }

    var host: String { "127.0.0.1:\(address.port)" }

    /// Speaks to the port with the token.
    var client: APIClient { APIClient(port: address.port, token: workstation.accessToken) }

    /// Speaks to the socket.
    var socketClient: APIClient { APIClient(unixSocketPath: address.socketPath) }

    /// Sends exactly these headers to the port; `Host` is right unless it is given, and there is no token.
    func raw(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], body: String? = nil
    ) async throws -> HTTPExchange.Answer {
        let exchange = HTTPExchange(
            method: method, path: path, headers: headers.map { (name: $0.0, value: $0.1) },
            body: body.map { Array($0.utf8) })
        let connection = HTTPConnection(place: .port(host: "127.0.0.1", port: address.port))
        return try await exchange.perform(over: connection, limit: 64 << 20)
    }

    /// The header that proves who asks.
    var authorization: (String, String) { ("authorization", "Bearer \(workstation.accessToken)") }
}

extension HTTPExchange.Answer {
    var text: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The code of a refusal.
    var errorCode: String? {
        struct Body: Decodable {
            struct Content: Decodable { var code: String }
            var error: Content
        }
        // A body of another form has no code, which is what the caller compares with.
        return try? JSONDecoder().decode(Body.self, from: Data(body)).error.code
    }
}
