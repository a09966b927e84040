import Foundation
import NIOCore
import Workstation

/// One piece of a `text/event-stream`, as it goes over the wire.
struct EventFrame: Sendable {
    let buffer: ByteBuffer

    private init(_ text: String) { buffer = ByteBuffer(string: text) }

    /// An event with a JSON value.
    ///
    /// JSON has no line breaks outside strings and escapes them inside, so the value is one line.
    static func event(_ name: String, _ value: some Encodable) throws -> EventFrame {
        let data = try JSONCoding.encoder.encode(value)
        return EventFrame("event: \(name)\ndata: \(String(decoding: data, as: UTF8.self))\n\n")
    }

    /// An event without a name, as OpenAI's streams have them.
    static func data(_ value: some Encodable) throws -> EventFrame {
        data(try JSONCoding.encoder.encode(value))
    }

    /// An event without a name, with JSON that is encoded already.
    static func data(_ json: Data) -> EventFrame {
        EventFrame("data: \(String(decoding: json, as: UTF8.self))\n\n")
    }

    /// The end of one of OpenAI's streams.
    static let done = EventFrame("data: [DONE]\n\n")
    /// A sign of life that browsers see.
    static let ping = EventFrame("event: ping\ndata: {}\n\n")
    /// A sign of life that every client ignores.
    static let comment = EventFrame(": waiting\n\n")
}
