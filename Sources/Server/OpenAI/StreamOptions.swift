/// The field `stream_options`.
struct StreamOptions: Decodable, Sendable {
    var include_usage: Bool?
}
