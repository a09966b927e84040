import Hummingbird
import Workstation

/// Builds the one router that every listener uses; listeners differ in what they trust.
struct RouterFactory: Sendable {
    let workstation: Workstation
    let address: ServedAddress
    let files: StaticFiles

    /// All routes behind the checks that each of them needs.
    ///
    /// - Parameters:
    ///   - hosts: The values of `Host` that are answered.
    ///   - trust: How a request proves that it is the user's.
    /// - Returns: The router, ready to be served.
    func router(hosts: HostList, trust: Trust) -> Router<ServerContext> {
        let router = Router(context: ServerContext.self)
        router.addMiddleware {
            SecurityHeadersMiddleware()
            ErrorMiddleware()
            HostMiddleware(hosts: hosts)
            OriginMiddleware()
        }
        HealthRoutes().add(to: router)
        LoginRoutes(codes: address.codes, token: workstation.accessToken).add(to: router)
        StaticRoutes(files: files).add(to: router)

        let inside = router.group().add(middleware: AuthenticationMiddleware(trust: trust))
        LoginLinkRoutes(address: address).add(to: inside)
        OverviewRoutes(workstation: workstation).add(to: inside)
        EventRoutes(workstation: workstation).add(to: inside)
        ModelRoutes(workstation: workstation).add(to: inside)
        CollectionRoutes(workstation: workstation).add(to: inside)
        DocumentRoutes(workstation: workstation).add(to: inside)
        DatasetRoutes(workstation: workstation).add(to: inside)
        RunRoutes(workstation: workstation).add(to: inside)
        AdapterRoutes(workstation: workstation).add(to: inside)
        ConversationRoutes(workstation: workstation).add(to: inside)
        CompareRoutes(workstation: workstation).add(to: inside)
        JobRoutes(workstation: workstation).add(to: inside)
        OpenAPIRoutes().add(to: inside)
        OpenAIModelRoutes(workstation: workstation).add(to: inside)
        ChatCompletionRoutes(workstation: workstation).add(to: inside)
        CompletionRoutes(workstation: workstation).add(to: inside)
        EmbeddingRoutes(workstation: workstation).add(to: inside)
        return router
    }
}
