internal import Core

/// The address of a server on this machine, such as `http://127.0.0.1:11434/v1`.
///
/// No name is looked up and no other machine can be named: Diapason makes no outbound connection.
package struct LoopbackAddress: Sendable, Hashable {
    /// The IP address: `127.0.0.1` or `::1`.
    package let host: String
    /// The port.
    package let port: Int
    /// The path without a slash at its end, such as `/v1`.
    package let path: String

    private static let hosts = ["127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "[::1]": "::1"]

    /// Reads an address.
    ///
    /// - Throws: ``WorkstationError`` with code `not_loopback` for another machine, and `invalid_address` for what is no
    ///   address.
    package init(_ text: String) throws {
        let prefix = "http://"
        guard text.lowercased().hasPrefix(prefix), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains(where: { "@?#\\".contains($0) })
        else { throw Self.invalid(text) }
        let rest = text.dropFirst(prefix.count)
        let authority = rest.prefix { $0 != "/" }
        var name = authority[...]
        var port = 80
        if let colon = authority.lastIndex(of: ":"), authority[colon...].contains("]") == false {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65535).contains(number)
            else {
                throw Self.invalid(text)
            }
            port = number
            name = authority[..<colon]
        }
        guard let host = Self.hosts[name.lowercased()] else {
            throw WorkstationError(
                .forbidden, "not_loopback",
                "The server \(text.debugDescription) is not on this machine, and Diapason makes no outbound connection; "
                    + "name http://127.0.0.1:PORT/v1.")
        }
        self.host = host
        self.port = port
        var path = rest.dropFirst(authority.count)
        while path.last == "/" { path = path.dropLast() }
        self.path = String(path)
    }

    /// The address as it is written.
    package var text: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)\(path)" }

    private static func invalid(_ text: String) -> WorkstationError {
        .invalid(
            "invalid_address",
            "The address \(text.debugDescription) names no server; write it like http://127.0.0.1:11434/v1.")
    }
}
