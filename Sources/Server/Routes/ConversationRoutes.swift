import Core
import Hummingbird
import Workstation

/// Stored conversations and what is said in them.
struct ConversationRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let conversations = workstation.conversations
        router.get("/api/conversations") { _, _ in
            try Response.json(List(conversations: try await conversations.list()))
        }
        router.post("/api/conversations") { request, _ in
            let body = try await request.json(Creation.self)
            return try Response.json(
                try await conversations.create(model: body.model, title: body.title), status: .created)
        }
        router.get("/api/conversations/:id") { _, context in
            try Response.json(try await conversations.show(context.part("id")))
        }
        router.patch("/api/conversations/:id") { request, context in
            let body = try await request.json(Change.self)
            return try Response.json(
                try await conversations.update(context.part("id"), title: body.title, model: body.model))
        }
        router.delete("/api/conversations/:id") { _, context in
            try await conversations.remove(context.part("id"))
            return Response.noContent
        }
        router.post("/api/conversations/:id/messages") { request, context in
            let body = try await request.json(Turn.self)
            let options = body.options ?? PartialSamplingOptions()
            if body.regenerate == true {
                return Self.stream(
                    try await conversations.answerAgain(
                        context.part("id"), model: body.model, options: options))
            }
            let events = try await conversations.send(
                context.part("id"), content: body.content, model: body.model, options: options)
            return Self.stream(events)
        }
    }

    /// The answer as it is made; a client that goes away ends it, and what was made is kept.
    private static func stream(_ events: AsyncThrowingStream<ChatEvent, any Error>) -> Response {
        EventStream.response { stream in
            do {
                for try await event in events {
                    switch event {
                    case .message(let message): stream.yield(try .event("message", message))
                    case .token(let text): stream.yield(try .event("token", TokenEvent(text: text)))
                    case .done(let message): stream.yield(try .event("done", message))
                    }
                }
            } catch {
                stream.yield(try .event("error", ErrorEvent(Refusal(error))))
            }
        }
    }

    private struct List: Encodable {
        var conversations: [ConversationView]
    }

    private struct Creation: Decodable {
        var model: String
        var title: String?
    }

    private struct Change: Decodable {
        var title: String?
        var model: String?
    }

    private struct Turn: Decodable {
        var content: String
        var model: String?
        var options: PartialSamplingOptions?
        /// Answers the last question anew; `content` says it again and is not stored.
        var regenerate: Bool?
    }

    private struct TokenEvent: Encodable {
        var text: String
    }

    private struct ErrorEvent: Encodable {
        var code: String
        var message: String

        init(_ refusal: Refusal) {
            code = refusal.code
            message = refusal.message
        }
    }
}
