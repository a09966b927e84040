import Core
import Foundation
import NIOCore

/// Turns the system's refusal of a port or socket into a sentence.
enum ListenError {
    static func explain(_ error: any Error, port: Int, socketPath: String) -> any Error {
        guard let number = (error as? IOError)?.errnoCode else { return error }
        switch number {
        case EADDRINUSE:
            return ServerError(
                .unavailable, "port_in_use",
                "The port \(port) is in use by another program; stop that program or choose another with --port."
            )
        case EACCES, EPERM:
            return ServerError(
                .forbidden, "port_not_permitted",
                "The port \(port) may not be used by this user; choose one above 1023 with --port.")
        case ENOENT:
            return ServerError(
                .notFound, "home_missing", "The socket \(socketPath) cannot be made; check the data home.")
        default:
            return ServerError(
                .unavailable, "listen_failed",
                "The server cannot listen on port \(port) or \(socketPath); check both.")
        }
    }
}
