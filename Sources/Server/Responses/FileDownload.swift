import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers with content to be saved, never to be shown.
enum FileDownload {
    /// The file at a path, which is removed when it has been sent or the client is gone.
    static func temporary(path: String, fileName: String, sizeBytes: Int, type: String) -> Response {
        let body = ResponseBody(contentLength: sizeBytes) { writer in
            // A leftover lies in staging, which is emptied at the next start.
            defer { try? FileManager.default.removeItem(atPath: path) }
            for try await piece in FileChunks(path: path) { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers(fileName, type), body: body)
    }

    /// Pieces as they are made.
    static func stream(
        _ pieces: AsyncThrowingStream<[UInt8], any Error>, fileName: String, type: String
    ) -> Response {
        let body = ResponseBody { writer in
            for try await piece in pieces { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers(fileName, type), body: body)
    }

    private static func headers(_ fileName: String, _ type: String) -> HTTPFields {
        // Only letters that need no quoting: a name from outside cannot end the header's value.
        let name = String(fileName.unicodeScalars.map { isPlain($0) ? Character($0) : "-" })
        return [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""]
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "._-+@".unicodeScalars.contains(scalar))
    }
}
