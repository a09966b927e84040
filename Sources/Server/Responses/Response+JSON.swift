import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Workstation

extension Response {
    /// A JSON value.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        json(bytes: try JSONCoding.encoder.encode(value), status: status)
    }

    /// JSON that is encoded already.
    static func json(bytes: Data, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Done, and there is nothing to say.
    static var noContent: Response { Response(status: .noContent) }
}
