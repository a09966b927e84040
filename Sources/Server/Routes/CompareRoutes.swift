import Core
import Hummingbird
import Workstation

/// The same question to several models, side by side; nothing is stored.
struct CompareRoutes {
    /// Most models at once.
    static let maximumModels = 4

    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let generation = workstation.generation
        router.post("/api/compare") { request, _ in
            let body = try await request.json(Question.self)
            guard (1...Self.maximumModels).contains(body.models.count) else {
                throw ServerError.invalid("The field \"models\" must name 1 to \(Self.maximumModels) models.")
            }
            let options = (body.options ?? PartialSamplingOptions()).resolved()
            let prompt = GenerationRequest.Prompt.messages([Message(role: .user, content: body.content)])
            let requests = body.models.map { GenerationRequest(model: $0, prompt: prompt, options: options) }
            return EventStream.response { stream in
                await withTaskGroup(of: Void.self) { group in
                    for (index, request) in requests.enumerated() {
                        group.addTask { await Self.answer(request, index, generation, stream) }
                    }
                }
            }
        }
    }

    private static func answer(
        _ request: GenerationRequest, _ index: Int, _ generation: GenerationService,
        _ stream: AsyncStream<EventFrame>.Continuation
    ) async {
        do {
            for try await event in try await generation.generate(request) {
                switch event {
                case .token(let token):
                    if !token.text.isEmpty {
                        stream.yield(try .event("token", TokenEvent(index: index, text: token.text)))
                    }
                case .finished(let summary):
                    if !summary.text.isEmpty {
                        stream.yield(try .event("token", TokenEvent(index: index, text: summary.text)))
                    }
                    stream.yield(try .event("done", DoneEvent(index, summary)))
                }
            }
        } catch {
            let refusal = Refusal(error)
            let event = ErrorEvent(index: index, code: refusal.code, message: refusal.message)
            // Three plain fields always encode.
            if let frame = try? EventFrame.event("error", event) { stream.yield(frame) }
        }
    }

    private struct Question: Decodable {
        var content: String
        var models: [String]
        var options: PartialSamplingOptions?
    }

    private struct TokenEvent: Encodable {
        var index: Int
        var text: String
    }

    private struct DoneEvent: Encodable {
        var index: Int
        var finishReason: FinishReason
        var tokens: Int
        var seconds: Double

        init(_ index: Int, _ summary: GenerationSummary) {
            self.index = index
            finishReason = summary.finishReason
            tokens = summary.completionTokens
            seconds = summary.seconds
        }
    }

    private struct ErrorEvent: Encodable {
        var index: Int
        var code: String
        var message: String
    }
}
