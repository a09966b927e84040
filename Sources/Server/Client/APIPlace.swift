/// Where a server listens.
enum APIPlace: Sendable, Hashable, CustomStringConvertible {
    /// A socket in the file system, protected by its permissions.
    case unixSocket(path: String)
    /// A port on an address, with the access token.
    case port(host: String, port: Int)

    /// The `Host` that the server expects.
    var authority: String {
        switch self {
        case .unixSocket: "localhost"
        case .port(let host, let port): "\(host):\(port)"
        }
    }

    var description: String {
        switch self {
        case .unixSocket(let path): path
        case .port(let host, let port): "http://\(host):\(port)"
        }
    }
}
