import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization
package import Workstation

/// The product's server: the page and the APIs on the loopback address, and the socket in the data home.
package struct DiapasonServer: Sendable {
    private let workstation: Workstation

    /// Makes a server over an opened workstation; the caller closes that afterwards.
    package init(workstation: Workstation) {
        self.workstation = workstation
    }

    /// Serves until the process is asked to end (SIGTERM, SIGINT) or the task is cancelled.
    ///
    /// - Parameter onReady: Called once, when both listeners answer.
    /// - Throws: An explained error when the port or the socket cannot be had.
    package func run(onReady: @escaping @Sendable (ServerAddress) async -> Void) async throws {
        let socketPath = SocketFile.path(home: workstation.configuration.home)
        try SocketFile.check(socketPath)
        // Everything this process makes from now on, the socket first of all, is its owner's alone.
        umask(0o077)
        let address = ServedAddress(codes: LoginCodes())
        let factory = RouterFactory(
            workstation: workstation, address: address,
            files: StaticFiles(root: workstation.configuration.webRoot))
        let ready = Rendezvous(count: 2)
        let hosts = HostList()
        var page = Application(
            router: factory.router(hosts: hosts, trust: .token(workstation.accessToken)),
            configuration: .init(
                address: .hostname("127.0.0.1", port: workstation.configuration.port), serverName: nil),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return }
                hosts.accept(loopbackPort: port)
                address.set(port: port)
                guard ready.arrive(), let link = address.makeLoginLink() else { return }
                await onReady(Self.served(port, link, socketPath))
            },
            logger: Self.frameworkLogger)
        page.addServices(
            Self.socketApplication(factory, path: socketPath) {
                guard ready.arrive(), let link = address.makeLoginLink(), let port = address.boundPort else {
                    return
                }
                await onReady(Self.served(port, link, socketPath))
            })
        defer { SocketFile.remove(socketPath) }
        do {
            try await page.runService()
        } catch {
            throw ListenError.explain(
                error, port: workstation.configuration.port, socketPath: socketPath)
        }
    }

    /// The listener on the socket in the data home.
    static func socketApplication(
        _ factory: RouterFactory, path: String, onReady: @escaping @Sendable () async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: factory.router(hosts: HostList(["localhost"]), trust: .fileSystem),
            configuration: .init(address: .unixDomainSocket(path: path), serverName: nil),
            onServerRunning: { _ in
                do {
                    try SocketFile.protect(path)
                } catch {
                    // The home's own permissions still keep others out; without them there is no socket.
                    logger.error("\(error)")
                    SocketFile.remove(path)
                }
                await onReady()
            },
            logger: frameworkLogger)
    }

    /// Where this module says what its callers are not told.
    static let logger: Logger = {
        var logger = Logger(label: "diapason.server")
        logger.logLevel = .warning
        return logger
    }()

    /// The framework's: it reports listeners that end early as errors, which we explain to the user ourselves.
    static let frameworkLogger: Logger = {
        var logger = Logger(label: "diapason.server.framework")
        logger.logLevel = .critical
        return logger
    }()

    private static func served(_ port: Int, _ link: String, _ socketPath: String) -> ServerAddress {
        ServerAddress(port: port, url: "http://127.0.0.1:\(port)/", loginLink: link, socketPath: socketPath)
    }
}
