internal import Core
internal import Foundation
internal import Server
internal import Workstation

/// A connection to the home: to its running server, or to one that lives inside this process.
///
/// Either way a command speaks the same JSON API over the home's Unix socket, so that there is one path.
struct Session {
    /// Speaks to the server.
    let client: APIClient
    /// The server inside this process; nil when another process serves the home.
    private let own: EmbeddedServer?

    /// Opens the home, does the work, and closes what was opened.
    static func with<Result>(
        _ options: HomeOptions, _ work: (Session) async throws -> Result
    ) async throws -> Result {
        let configuration = try options.configuration()
        if let client = await runningServer(configuration.home) {
            return try await work(Session(client: client, own: nil))
        }
        let server = try await EmbeddedServer.start(configuration)
        let session = Session(client: APIClient(unixSocketPath: server.socketPath), own: server)
        do {
            let result = try await work(session)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    /// Whether the work ends with this process.
    var isEmbedded: Bool { own != nil }

    /// The body of an answer, raw.
    func data(_ method: String = "GET", _ path: String, body: Data? = nil) async throws -> Data {
        try await client.data(method, path, body: body)
    }

    /// An answer, read as a value.
    func get<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) async throws -> Value {
        try JSONCoding.decoder.decode(type, from: await data("GET", path))
    }

    /// Sends a value and reads the answer.
    func post<Value: Decodable>(
        _ path: String, _ body: some Encodable, as type: Value.Type = Value.self
    ) async throws -> Value {
        let bytes = try await data("POST", path, body: JSONCoding.encoder.encode(body))
        return try JSONCoding.decoder.decode(type, from: bytes)
    }

    /// A name as part of a path.
    static func part(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private static func runningServer(_ home: String) async -> APIClient? {
        let path = EmbeddedServer.socketPath(home: home)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let client = APIClient(unixSocketPath: path)
        // A socket that nobody listens on is what a killed server leaves behind: the home is free then.
        guard (try? await client.data("GET", "/api/health", body: nil)) != nil else { return nil }
        return client
    }
}
