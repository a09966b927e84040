internal import ArgumentParser
internal import Core
internal import Foundation
internal import Server
internal import Workstation

/// `diapason chat`: a conversation in the terminal, kept in the history like any other.
struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Chat in the terminal; an empty line or Ctrl-D ends it.")

    @Option(
        name: [.short, .long],
        help: "Model name, such as smollm2-135m-instruct+handbook; else the only model.")
    var model: String?

    @OptionGroup var sampling: SamplingFlags
    @OptionGroup var home: HomeOptions

    func run() async throws {
        struct NewConversation: Encodable { var model: String }
        try await Session.with(home) { session in
            let name = try await GenerateCommand.modelName(model, session)
            let conversation = try await session.post(
                "/api/conversations", NewConversation(model: name), as: ConversationView.self)
            StandardError.line("Chatting with \(name).")
            while true {
                if isatty(STDIN_FILENO) == 1 { StandardError.write("\n> ") }
                guard let line = readLine(), !line.isEmpty else { return }
                try await answer(line, in: conversation.id, session)
            }
        }
    }

    private func answer(_ content: String, in id: String, _ session: Session) async throws {
        struct Body: Encodable {
            var content: String
            var options: PartialSamplingOptions
        }
        struct Token: Decodable { var text: String }
        struct Failure: Decodable { var message: String }
        let body = try JSONCoding.encoder.encode(Body(content: content, options: sampling.partial))
        let path = "/api/conversations/\(Session.part(id))/messages"
        for try await event in session.client.events(path, method: "POST", body: body) {
            switch event.name {
            case "token":
                StandardOutput.write(
                    try JSONCoding.decoder.decode(Token.self, from: Data(event.data.utf8)).text)
            case "error":
                let failure = try JSONCoding.decoder.decode(Failure.self, from: Data(event.data.utf8))
                throw CommandError(.unavailable, failure.message)
            default: break
            }
        }
        StandardOutput.write("\n")
    }
}
