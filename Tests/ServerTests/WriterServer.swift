import Core
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A server on this machine in the place of Ollama: answers as it is told and keeps what it was asked.
final class WriterServer: Sendable {
    struct Reply: Sendable {
        var status = 200
        var body = ""
        var delay = Duration.zero
    }

    let port: Int
    private let log: Log
    private let task: Task<Void, any Error>

    final class Log: Sendable {
        let bodies = Mutex<[String]>([])
    }

    private init(port: Int, log: Log, task: Task<Void, any Error>) {
        self.port = port
        self.log = log
        self.task = task
    }

    deinit { task.cancel() }

    /// The bodies of the requests so far.
    var bodies: [String] { log.bodies.withLock(\.self) }

    /// Starts a server on a free port.
    static func start(_ reply: @escaping @Sendable (_ body: String) -> Reply) async throws -> WriterServer {
        let log = Log()
        let router = Router()
        router.post("/v1/chat/completions") { request, _ in
            let body = String(buffer: try await request.body.collect(upTo: 1 << 20))
            log.bodies.withLock { $0.append(body) }
            let reply = reply(body)
            if reply.delay > .zero { try await Task.sleep(for: reply.delay) }
            return Response(
                status: .init(code: reply.status), headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: reply.body)))
        }
        let (ready, signal) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { signal.yield(port) }
                signal.finish()
            })
        let task = Task { try await application.run() }
        for await port in ready { return WriterServer(port: port, log: log, task: task) }
        throw CancellationError()
    }

    /// The body of a chat completion.
    static func completion(_ content: String) throws -> String {
        struct Body: Encodable {
            struct Choice: Encodable {
                struct Turn: Encodable {
                    let role = "assistant"
                    let content: String
                }
                let message: Turn
            }
            let choices: [Choice]
        }
        let body = Body(choices: [.init(message: .init(content: content))])
        return String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
    }
}
