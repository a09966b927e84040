import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix

/// The page itself; it holds no data, so it needs no token.
struct StaticRoutes {
    let files: StaticFiles

    func add(to router: some RouterMethods<ServerContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("/", method: method) { request, _ in try await Self.answer(request, files) }
            router.on("/**", method: method) { request, _ in try await Self.answer(request, files) }
        }
    }

    private static func answer(_ request: Request, _ files: StaticFiles) async throws -> Response {
        guard let file = files[request.uri.path] else { throw ServerError.unknownRoute }
        let (bytes, version) = try await NIOThreadPool.singleton.runIfActive { try Self.read(file) }
        // Always asked for again, answered without content when nothing changed: an update shows at once.
        var headers: HTTPFields = [.contentType: file.type, .cacheControl: "no-cache", .eTag: version]
        if request.headers[.ifNoneMatch] == version {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentLength] = String(bytes.count)
        guard request.method == .get else { return Response(status: .ok, headers: headers) }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func read(_ file: StaticFiles.File) throws -> (bytes: Data, version: String) {
        guard let bytes = FileManager.default.contents(atPath: file.path) else {
            throw ServerError.unknownRoute
        }
        // FNV-1a: only tells versions of one file apart.
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return (bytes, "\"\(String(hash, radix: 16))\"")
    }
}
