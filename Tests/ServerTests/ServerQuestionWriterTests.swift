import Core
import Foundation
import Testing
import Workstation

@testable import Server

@Suite struct ServerQuestionWriterTests {
    private static let good =
        #"{"questions":[{"quote":"a brass key","question":"What does the keeper carry?","answer":"A brass key.","type":"fact"}]}"#

    private static func writer(_ port: Int, timeout: Duration = .seconds(20)) throws -> ServerQuestionWriter {
        ServerQuestionWriter(
            address: try LoopbackAddress("http://localhost:\(port)/v1"), model: "tiny", timeout: timeout)
    }

    private static let request = QuestionRequest(
        messages: [Message(role: .user, content: "Ask about the \"keeper\".")], count: 2,
        types: [.fact, .reason],
        source: "The keeper carries a brass key.")

    private static func code(_ writer: ServerQuestionWriter) async -> String? {
        do {
            _ = try await writer.candidates(for: request)
            return nil
        } catch {
            return (error as? ServerWriterError)?.code
        }
    }

    @Test func `asks with a schema and reads the answer`() async throws {
        let body = try WriterServer.completion(Self.good)
        let server = try await WriterServer.start { _ in .init(body: body) }
        let written = try await Self.writer(server.port).candidates(for: Self.request)
        #expect(written.candidates.map(\.quote) == ["a brass key"] && written.drops.isEmpty)
        let sent = try #require(
            try JSONSerialization.jsonObject(with: Data(server.bodies[0].utf8)) as? [String: Any])
        #expect(sent["model"] as? String == "tiny" && sent["stream"] as? Bool == false)
        #expect((sent["messages"] as? [[String: String]])?.first?["content"] == "Ask about the \"keeper\".")
        let format = try #require(sent["response_format"] as? [String: Any])
        let named = try #require(format["json_schema"] as? [String: Any])
        let schema = try #require(named["schema"] as? [String: Any])
        #expect(schema["required"] as? [String] == ["questions"])
        let list = try #require((schema["properties"] as? [String: [String: Any]])?["questions"])
        let item = try #require(list["items"] as? [String: Any])
        #expect(item["required"] as? [String] == ["quote", "question", "answer", "type"])
        let members = try #require(item["properties"] as? [String: [String: Any]])
        #expect(members["type"]?["enum"] as? [String] == ["fact", "reason"])
    }

    @Test func `asks without a schema when the server refuses it, and keeps to that`() async throws {
        let body = try WriterServer.completion(
            "Here you are:\n```json\n[" + Self.good.dropFirst(14).dropLast(2) + "]\n```")
        let server = try await WriterServer.start { request in
            request.contains("response_format")
                ? .init(status: 400, body: #"{"error":"unknown field"}"#) : .init(body: body)
        }
        let writer = try Self.writer(server.port)
        for _ in 0..<2 {
            #expect(try await writer.candidates(for: Self.request).candidates.count == 1)
        }
        #expect(server.bodies.map { $0.contains("response_format") } == [true, false, false])
    }

    @Test(arguments: [
        (401, "", "writer_wants_key"), (404, "{}", "writer_not_found"), (500, "", "writer_failed"),
        (429, "", "writer_failed"), (422, "", "writer_refused"), (302, "", "writer_refused"),
        (200, "<html>", "writer_answer_unreadable"), (200, #"{"choices":[]}"#, "writer_answer_unreadable"),
        (200, String(repeating: " ", count: 5 << 20), "writer_answer_too_long"),
    ])
    func `names what went wrong`(status: Int, body: String, code: String) async throws {
        let server = try await WriterServer.start { _ in .init(status: status, body: body) }
        #expect(await Self.code(try Self.writer(server.port)) == code)
    }

    @Test func `damaged answers lose the damaged questions alone`() async throws {
        let body = try WriterServer.completion(String(Self.good.dropLast(2)) + #", {"quote": "the ke"#)
        let server = try await WriterServer.start { _ in .init(body: body) }
        let written = try await Self.writer(server.port).candidates(for: Self.request)
        #expect(written.candidates.count == 1)
        #expect(written.drops == [RecipeDrop(reason: "question is not whole JSON", count: 1)])
    }

    @Test func `gives up after the timeout, and at once when nobody listens`() async throws {
        let server = try await WriterServer.start { _ in .init(delay: .seconds(30)) }
        #expect(
            await Self.code(try Self.writer(server.port, timeout: .milliseconds(200))) == "writer_timed_out")
        // Port 1 of the loopback address is nobody's.
        #expect(await Self.code(try Self.writer(1)) == "writer_unreachable")
    }

    @Test func `ends with its task`() async throws {
        let server = try await WriterServer.start { _ in .init(delay: .seconds(30)) }
        let writer = try Self.writer(server.port)
        let task = Task { try await writer.candidates(for: Self.request) }
        while server.bodies.isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
