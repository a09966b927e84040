import HTTPTypes
import Hummingbird
import NIOCore

/// The body of a request in pieces, as services take it: limited, and complete or an error.
struct RequestChunks: AsyncSequence, Sendable {
    let body: RequestBody
    let limit: Int
    let expected: Int?

    /// The body of a request.
    ///
    /// - Throws: ``ServerError`` when its stated length is beyond the limit already.
    init(_ request: Request, limit: Int) throws {
        body = request.body
        self.limit = limit
        expected = request.headers[.contentLength].flatMap { Int($0) }
        if let expected, expected > limit { throw ServerError.tooLarge(limit) }
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        var iterator: RequestBody.AsyncIterator
        let limit: Int
        let expected: Int?
        var count = 0

        mutating func next() async throws -> [UInt8]? {
            guard let buffer = try await iterator.next() else {
                guard expected == nil || expected == count else {
                    throw ServerError.invalid("The request ended before all its bytes came; send it again.")
                }
                return nil
            }
            count += buffer.readableBytes
            guard count <= limit else { throw ServerError.tooLarge(limit) }
            return [UInt8](buffer.readableBytesView)
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(iterator: body.makeAsyncIterator(), limit: limit, expected: expected)
    }

    /// The whole body.
    func collect() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in self { bytes += piece }
        return bytes
    }
}
