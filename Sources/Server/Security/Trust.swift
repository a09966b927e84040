/// How a listener knows that a request is the user's.
enum Trust: Sendable {
    /// The access token, as a cookie or a header.
    case token(String)
    /// The permissions of the socket's file.
    case fileSystem
}
