internal import Foundation

/// What an ingest job needs to begin again after the process ended.
struct IngestPayload: Codable, Sendable {
    /// Local files and folders.
    var paths: [String]

    var text: String? {
        // Strings always encode.
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }

    init(paths: [String]) { self.paths = paths }

    init?(_ text: String?) {
        // A payload of another version is not understood; the job then ends with that reason.
        guard let text, let payload = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
            return nil
        }
        self = payload
    }
}
