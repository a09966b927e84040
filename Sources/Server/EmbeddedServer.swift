import Core
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
package import Workstation

/// A server inside a command's own process, for a home that no other process serves.
///
/// It listens on the home's socket alone, so that a command speaks the same API either way, and other commands
/// find it meanwhile.
package struct EmbeddedServer: Sendable {
    /// Where it listens.
    package let socketPath: String
    private let workstation: Workstation
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    /// Opens the home and listens.
    ///
    /// - Returns: The server, already answering.
    /// - Throws: An explained error when the home is in use, cannot be opened, or its socket cannot be made.
    package static func start(_ configuration: WorkstationConfiguration) async throws -> EmbeddedServer {
        let path = socketPath(home: configuration.home)
        try SocketFile.check(path)
        let workstation = try await Workstation.open(
            configuration, questionServers: ServerQuestionWriter.connector)
        let factory = RouterFactory(
            workstation: workstation, address: ServedAddress(codes: LoginCodes()),
            files: StaticFiles(root: configuration.webRoot))
        let (ready, signal) = AsyncStream.makeStream(of: Void.self)
        let application = DiapasonServer.socketApplication(factory, path: path) { signal.finish() }
        let group = ServiceGroup(
            configuration: .init(services: [application], logger: DiapasonServer.frameworkLogger))
        let task = Task {
            defer { signal.finish() }
            try await group.run()
        }
        for await _ in ready {}
        guard FileManager.default.fileExists(atPath: path) else {
            task.cancel()
            await workstation.close()
            throw ListenError.explain(
                await Self.failure(of: task), port: configuration.port, socketPath: path)
        }
        return EmbeddedServer(socketPath: path, workstation: workstation, group: group, task: task)
    }

    /// Where the server of a home listens, whichever process it is in.
    package static func socketPath(home: String) -> String { SocketFile.path(home: home) }

    /// Answers what is being answered, then closes the home.
    package func stop() async {
        await group.triggerGracefulShutdown()
        do {
            try await task.value
        } catch {
            DiapasonServer.logger.error("the server did not end cleanly: \(error)")
        }
        SocketFile.remove(socketPath)
        await workstation.close()
    }

    private static func failure(of task: Task<Void, any Error>) async -> any Error {
        switch await task.result {
        case .failure(let error): error
        case .success:
            ServerError(
                .unavailable, "listen_failed", "The socket of the data home cannot be made; check the home.")
        }
    }
}
