import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// One request on one connection: its head and body go out while the answer comes in.
///
/// A connection for each request costs a local socket and nothing else, and leaves no state behind.
struct HTTPConnection: Sendable {
    typealias Inbound = NIOAsyncChannelInboundStream<HTTPClientResponsePart>
    private static let connectTimeout = TimeAmount.seconds(5)

    let place: APIPlace

    /// Sends a request and hands the answer's head and body pieces to `receive`.
    ///
    /// - Parameters:
    ///   - head: Method, path and headers; `Host` and `Connection` are added.
    ///   - body: The pieces of the body; empty for none.
    ///   - receive: Takes the head, then an iterator of the body; what it returns is returned.
    /// - Returns: What `receive` returned.
    /// - Throws: ``APIError`` when there is no server or the connection ends too early; what `receive` throws.
    func perform<Body: AsyncSequence & Sendable, Result: Sendable>(
        _ head: HTTPRequestHead, body: Body,
        receive: @escaping @Sendable (HTTPResponseHead, inout AnswerBody) async throws -> Result
    ) async throws -> Result where Body.Element == [UInt8] {
        let channel = try await connect()
        var head = head
        if !head.headers.contains(name: "host") { head.headers.add(name: "host", value: place.authority) }
        head.headers.replaceOrAdd(name: "connection", value: "close")
        let request = head
        let unreadable = UnreadableBody()
        do {
            return try await channel.executeThenClose { inbound, outbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await outbound.write(.head(request))
                        var pieces = body.makeAsyncIterator()
                        while let piece = try await unreadable.watch(
                            channel.channel, { try await pieces.next() })
                        {
                            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: piece))))
                        }
                        try await outbound.write(.end(nil))
                    }
                    var answer = AnswerBody(inbound.makeAsyncIterator(), place)
                    let result = try await receive(try await answer.head(), &answer)
                    // An early answer leaves the rest of the body unsent.
                    group.cancelAll()
                    return result
                }
            }
        } catch {
            if let reason = unreadable.error { throw reason }
            switch error {
            case is ChannelError, is IOError, is HTTPParserError:
                throw APIError.interrupted(place.description)
            default: throw error
            }
        }
    }

    private func connect() async throws -> NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart> {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(Self.connectTimeout)
        let setUp:
            @Sendable (any Channel) -> EventLoopFuture<
                NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
            > = { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
        do {
            switch place {
            case .unixSocket(let path):
                return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: setUp)
            case .port(let host, let port):
                return try await bootstrap.connect(host: host, port: port, channelInitializer: setUp)
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw APIError.unreachable(place.description)
        }
    }
}
