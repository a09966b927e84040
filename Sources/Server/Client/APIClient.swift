import Core
package import Foundation
import NIOCore
import NIOHTTP1

/// Speaks the product's HTTP API from another process, or from a command to a server inside the same one.
package struct APIClient: Sendable {
    /// The longest answer that is taken into memory.
    private static let maximumAnswerBytes = 512 << 20

    private let connection: HTTPConnection
    private let token: String?

    /// Speaks over the socket in a data home; the socket's permissions are the check, so no token is needed.
    package init(unixSocketPath path: String) {
        connection = HTTPConnection(place: .unixSocket(path: path))
        token = nil
    }

    /// Speaks over a port with the access token.
    package init(host: String = "127.0.0.1", port: Int, token: String) {
        connection = HTTPConnection(place: .port(host: host, port: port))
        self.token = token
    }

    /// Sends a request and returns whatever the answer is; a refusal is no error here.
    ///
    /// - Parameters:
    ///   - method: Such as `GET`.
    ///   - path: Path and query, percent-encoded.
    ///   - body: The body; nil for none.
    ///   - contentType: The body's type.
    /// - Returns: Status and body of the answer.
    /// - Throws: ``APIError`` when there is no complete answer.
    package func send(
        _ method: String, _ path: String, body: Data? = nil, contentType: String = "application/json"
    ) async throws -> (status: Int, body: Data) {
        var headers = authorization
        if body != nil { headers.append(("content-type", contentType)) }
        let exchange = HTTPExchange(
            method: method, path: path, headers: headers, body: body.map { [UInt8]($0) })
        let answer = try await exchange.perform(over: connection, limit: Self.maximumAnswerBytes)
        return (answer.status, Data(answer.body))
    }

    /// Sends a request and returns the body of its answer.
    ///
    /// - Throws: ``APIError`` with the server's sentence when it refuses, or when there is no complete answer.
    package func data(_ method: String, _ path: String, body: Data? = nil) async throws -> Data {
        let (status, data) = try await send(method, path, body: body)
        guard (200..<300).contains(status) else { throw APIError(status: status, body: data) }
        return data
    }

    /// The events of a stream, as they come; ending the iteration ends the connection.
    ///
    /// Errors of the stream are ``APIError``.
    package func events(
        _ path: String, method: String = "GET", body: Data? = nil
    ) -> AsyncThrowingStream<ServerSentEvent, any Error> {
        var head = head(method, path)
        head.headers.add(name: "accept", value: "text/event-stream")
        if let body {
            head.headers.add(name: "content-type", value: "application/json")
            head.headers.add(name: "content-length", value: String(body.count))
        }
        let request = head
        let bytes = body.map { [UInt8]($0) } ?? []
        let connection = connection
        return AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    try await connection.perform(request, body: SingleChunk(bytes: bytes)) {
                        answer, content in
                        try await Self.check(answer, &content)
                        var parser = ServerSentEventParser()
                        while let piece = try await content.next() {
                            for event in try parser.append(piece.readableBytesView) {
                                continuation.yield(event)
                            }
                        }
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// Writes the body of an answer to a file, which appears whole or not at all.
    ///
    /// - Throws: ``APIError`` when the server refuses or the file cannot be written.
    package func download(_ path: String, to target: String) async throws {
        let partial = target + ".partial-\(UInt64.random(in: .min ... .max))"
        do {
            try await connection.perform(head("GET", path), body: SingleChunk(bytes: [])) { answer, content in
                try await Self.check(answer, &content)
                guard FileManager.default.createFile(atPath: partial, contents: nil),
                    let file = FileHandle(forWritingAtPath: partial)
                else { throw APIError.file(target, "written") }
                defer { file.closeFile() }
                while let piece = try await content.next() {
                    do {
                        try file.write(contentsOf: Data(piece.readableBytesView))
                    } catch {
                        throw APIError.file(target, "written")
                    }
                }
                try file.synchronize()
            }
            guard rename(partial, target) == 0 else { throw APIError.file(target, "written") }
        } catch {
            unlink(partial)
            throw error
        }
    }

    /// Sends a file as the body of a request, piece by piece.
    ///
    /// - Returns: The body of the answer.
    /// - Throws: ``APIError`` when the file cannot be read or the server refuses.
    package func upload(_ file: String, to path: String, method: String = "POST") async throws -> Data {
        // Whatever the reason, the file cannot be sent, and the sentence says what to look at.
        guard let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? NSNumber else {
            throw APIError.file(file, "read", .notFound)
        }
        var head = head(method, path)
        head.headers.add(name: "content-type", value: "application/octet-stream")
        head.headers.add(name: "content-length", value: size.stringValue)
        return try await connection.perform(head, body: FileChunks(path: file)) { answer, content in
            try await Self.check(answer, &content)
            return Data(try await content.collect(limit: Self.maximumAnswerBytes))
        }
    }

    private func head(_ method: String, _ path: String) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path)
        for (name, value) in authorization { head.headers.add(name: name, value: value) }
        return head
    }

    private var authorization: [(name: String, value: String)] {
        token.map { [("authorization", "Bearer \($0)")] } ?? []
    }

    private static func check(_ answer: HTTPResponseHead, _ content: inout AnswerBody) async throws {
        guard !(200..<300).contains(Int(answer.status.code)) else { return }
        let body = try await content.collect(limit: 1 << 20)
        throw APIError(status: Int(answer.status.code), body: Data(body))
    }
}
