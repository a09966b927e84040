import Hummingbird

extension RouterFactory {
    /// Every method and address that is answered, as `GET /api/models/{name}`, the page's files apart.
    func addresses() -> [String] {
        router(hosts: HostList(), trust: .fileSystem).routes
            .filter { $0.path.description != "/" && $0.path.description != "/**" }
            .map { "\($0.method.rawValue) \($0.path)" }
            .sorted()
    }
}
