import Core
import Foundation

@testable import Tokenizer

/// The templates, chats and expectations of `Fixtures/chats.json`.
struct ChatFixture: Decodable {
    /// What jinja2 makes of a template and a chat; no text when it refuses.
    struct Case: Decodable {
        let template: String
        let chat: String
        let prompt: Bool
        let tools: Bool
        let text: String?
    }

    /// What jinja2 makes of a few rules of the language.
    struct Snippet: Decodable {
        let source: String
        let text: String?
    }

    /// The ids of a chat by the starter model's own template.
    struct Encoded: Decodable {
        let chat: String
        let prompt: Bool
        let ids: [Int]
    }

    let templates: [String: String]
    let chats: [String: [Message]]
    let cases: [Case]
    let snippets: [Snippet]
    let ids: [Encoded]

    /// Reads the fixture.
    static func load() throws -> ChatFixture { try TestFiles.fixture("chats.json", as: ChatFixture.self) }

    /// The clock that the fixture was made with.
    static func formatNow(_ format: String) -> String { format == "%Y" ? "2024" : "05 Mar 2024" }

    /// The tools that the fixture was made with.
    static let tools = TemplateValue.list([
        .mapping([
            .init("type", .text("function")),
            .init(
                "function",
                .mapping([
                    .init("name", .text("boat")),
                    .init(
                        "parameters",
                        .mapping([
                            .init("n", .integer(1)),
                            .init("größe", .list([.boolean(true), .null, .number(1.5)])),
                        ])),
                ])),
        ])
    ])
}
