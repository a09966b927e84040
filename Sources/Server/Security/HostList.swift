import Synchronization

/// The exact values of `Host` that are answered; everything else could be a page that rebinds a name to us.
final class HostList: Sendable {
    private let hosts: Mutex<Set<String>>

    /// Accepts exactly these values.
    init(_ hosts: Set<String> = []) {
        self.hosts = Mutex(hosts)
    }

    /// Accepts the loopback names of a port, once it is known which one that is.
    func accept(loopbackPort port: Int) {
        hosts.withLock { $0 = ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"] }
    }

    /// Whether the value of `Host` is one of them, letter by letter.
    func contains(_ host: String) -> Bool {
        hosts.withLock { $0.contains(host) }
    }
}
