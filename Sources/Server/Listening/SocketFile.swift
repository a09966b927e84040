import Core
import Foundation

/// The socket in a data home through which commands reach the server.
enum SocketFile {
    /// The longest path the system takes for a socket, without its closing zero.
    private static let maximumPathBytes = 107

    /// The socket of a home.
    static func path(home: String) -> String { home + "/diapason.sock" }

    /// Refuses a path that the system cannot bind.
    static func check(_ path: String) throws {
        guard path.utf8.count <= maximumPathBytes else {
            throw ServerError(
                .invalidInput, "home_path_too_long",
                "The path of the data home is too long for its socket (\(path.utf8.count) bytes, "
                    + "\(maximumPathBytes) at most); choose a shorter one with --home.")
        }
    }

    /// Lets only the owner use the socket; the check that stands in for a token.
    static func protect(_ path: String) throws {
        guard chmod(path, 0o600) == 0 else {
            throw ServerError(
                .unavailable, "socket_not_protected",
                "The socket \(path) cannot be protected; use a data home on a file system with permissions.")
        }
    }

    /// Removes the socket when its server ends.
    static func remove(_ path: String) {
        unlink(path)
    }
}
