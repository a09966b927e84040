import Synchronization

/// Where the page is served, once that is known, and the links that sign a browser in there.
final class ServedAddress: Sendable {
    let codes: LoginCodes
    private let port = Mutex<Int?>(nil)

    init(codes: LoginCodes) { self.codes = codes }

    /// The port is bound.
    func set(port number: Int) {
        port.withLock { $0 = number }
    }

    /// The port; nil when no page is served.
    var boundPort: Int? { port.withLock { $0 } }

    /// A fresh one-time link; nil when no page is served.
    func makeLoginLink() -> String? {
        guard let port = boundPort else { return nil }
        return "http://127.0.0.1:\(port)/login?code=\(codes.make())"
    }
}
