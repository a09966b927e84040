import Core
import Foundation
import Synchronization
package import Workstation

/// Writes questions with a server on this machine that speaks OpenAI's chat completions, such as Ollama or llama.cpp's.
///
/// The answer's shape is asked for as `response_format`; a server that refuses that is asked without, and what is whole
/// JSON of its answer is taken. Nothing leaves the machine: see `LoopbackAddress`.
package final class ServerQuestionWriter: QuestionWriter {
    package let identity: String
    package let concurrency: Int
    private let address: LoopbackAddress
    private let model: String
    private let timeout: Duration
    private let takesSchema = Mutex(true)

    /// Makes writers for a workstation.
    package static let connector: WrittenQuestionService.ServerConnector = {
        ServerQuestionWriter(address: $0, model: $1)
    }

    private static let maximumAnswerBytes = 4 << 20
    private static let tokensPerQuestion = 240
    private static let temperature = 0.3

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - address: The server with the path before `/chat/completions`.
    ///   - model: The name that the server gives its model.
    ///   - concurrency: Requests at once.
    ///   - timeout: The longest time of one answer.
    package init(
        address: LoopbackAddress, model: String, concurrency: Int = 2, timeout: Duration = .seconds(600)
    ) {
        identity = "server-1 \(address.text) \(model)"
        self.address = address
        self.model = model
        self.concurrency = max(1, concurrency)
        self.timeout = timeout
    }

    package func candidates(for request: QuestionRequest) async throws -> WrittenCandidates {
        if takesSchema.withLock(\.self) {
            do {
                return try await ask(request, withSchema: true)
            } catch let error as ServerWriterError where error.code == "writer_refused" {
                // Perhaps the schema is what it refused; the second answer tells.
                let answer = try await ask(request, withSchema: false)
                takesSchema.withLock { $0 = false }
                return answer
            }
        }
        return try await ask(request, withSchema: false)
    }

    private func ask(_ request: QuestionRequest, withSchema: Bool) async throws -> WrittenCandidates {
        let body = ChatBody(
            model: model,
            messages: request.messages.map { .init(role: $0.role.rawValue, content: $0.content) },
            temperature: Self.temperature, maxTokens: Self.tokensPerQuestion * max(1, request.count),
            responseFormat: withSchema ? .init(request.shape) : nil)
        let data = try await send(try JSONEncoder().encode(body))
        guard let answer = try? JSONDecoder().decode(ChatAnswer.self, from: data),
            let choice = answer.choices.first
        else {
            // Whatever it is, it is no chat completion.
            throw ServerWriterError.unreadable(address.text)
        }
        // What a cut answer lacks is not whole and counted as such; nothing was closed early.
        return WrittenCandidates(reading: choice.message.content ?? "")
    }

    private func send(_ body: Data) async throws -> Data {
        let exchange = HTTPExchange(
            method: "POST", path: address.path + "/chat/completions",
            headers: [("content-type", "application/json"), ("accept", "application/json")],
            body: [UInt8](body))
        let connection = HTTPConnection(place: .port(host: address.host, port: address.port))
        let answer: HTTPExchange.Answer
        do {
            answer = try await withThrowingTaskGroup(of: HTTPExchange.Answer.self) { group in
                group.addTask { try await exchange.perform(over: connection, limit: Self.maximumAnswerBytes) }
                group.addTask { [address, timeout] in
                    try await Task.sleep(for: timeout)
                    throw ServerWriterError.late(address.text, seconds: Int(timeout.components.seconds))
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else { throw CancellationError() }
                return first
            }
        } catch let error as APIError {
            // A cancelled task ends its connection, which looks like an interruption.
            try Task.checkCancellation()
            throw explained(error)
        }
        guard (200..<300).contains(answer.status) else {
            throw ServerWriterError.refused(address.text, status: answer.status)
        }
        return Data(answer.body)
    }

    private func explained(_ error: APIError) -> ServerWriterError {
        switch error.code {
        case "server_unreachable": .unreachable(address.text)
        case "answer_unreadable": .tooLong(address.text, bytes: Self.maximumAnswerBytes)
        default: .interrupted(address.text)
        }
    }
}

/// The request, as OpenAI names its fields.
private struct ChatBody: Encodable {
    struct Turn: Encodable {
        var role: String
        var content: String
    }

    var model: String
    var messages: [Turn]
    var temperature: Double
    var maxTokens: Int
    var responseFormat: SchemaFormat?
    let stream = false

    enum CodingKeys: String, CodingKey {
        case model, messages, temperature, stream
        case maxTokens = "max_tokens"
        case responseFormat = "response_format"
    }
}

/// What is read of the answer.
private struct ChatAnswer: Decodable {
    struct Choice: Decodable {
        struct Turn: Decodable { var content: String? }
        var message: Turn
    }

    var choices: [Choice]
}
