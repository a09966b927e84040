/// The field `stream_options`.
struct StreamOptions: Decodable, Sendable {
    var includeUsage: Bool?
}
