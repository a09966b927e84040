import Core
import Testing

@testable import Ingest

@Suite struct ChatExtractorTests {
    @Test(arguments: [
        "[03/05/2024, 09:30:15] Ann Potter: ", "\u{200E}[03/05/2024, 9:30:15\u{202F}AM] Ann Potter: ",
        "03/05/2024, 09:30 - Ann Potter: ",
        "03.05.24, 09:30 - Ann Potter: ", "2024-05-03, 09:30 - Ann Potter: ",
        "2024년 5월 3일 오전 9:30 - Ann Potter: ",
        "2024년 5월 3일 오전 9:30, Ann Potter : ", "2024. 5. 3. 오전 9:30, Ann Potter : ",
    ])
    func `reads messages however the date is written`(stamp: String) throws {
        let text = "\(stamp)Hello: there\nand more\n\(stamp)<Media omitted>\n\(stamp)Bye\n"
        let document = try TestFile(text, name: "WhatsApp Chat with Bo.txt").extract()
        #expect(
            document.outline == [
                "h1 WhatsApp Chat with Bo", "h2 2024-05-03", "p Hello: there", "p and more", "p Bye",
            ])
        #expect(document.blocks.last?.speaker == "Ann Potter" && document.format == .chat)
        #expect(document.date?.hasPrefix("2024-05-03T09:30") == true && document.blocks[2].line == 1)
        #expect(document.notes == ["Messages without text, such as pictures and calls, were left out: 1."])
    }

    @Test func `finds out from all dates whether the month stands first`() throws {
        let text =
            "5/3/24, 9:30 PM - Ann: Hi\n5/4/24, 9:30 AM - Ann joined using an invite link\n5/14/24, 9:30 PM - Bo: Yes\n"
        let document = try TestFile(text).extract()
        #expect(
            document.blocks.compactMap(\.date) == [
                "2024-05-03T21:30", "2024-05-04T09:30", "2024-05-14T21:30",
            ])
        #expect(document.blocks.first { $0.role == .system }?.text == "Ann joined using an invite link")
    }

    @Test func `reads KakaoTalk's form with a line for each day`() throws {
        let text = """
            한지우 님과 카카오톡 대화
            저장한 날짜 : 2024-05-04 09:30:15

            --------------- 2024년 5월 3일 금요일 ---------------
            [한지우] [오후 1:05] 흰 흙이 왔어요
            [나] [오후 1:06] 사진
            [나] [오후 1:07] 고마워요
            내일 봐요
            """
        let document = try TestFile(text, name: "k.txt").extract()
        #expect(
            document.outline == ["h1 한지우 님과 카카오톡 대화", "h2 2024-05-03", "p 흰 흙이 왔어요", "p 고마워요", "p 내일 봐요"])
        #expect(
            document.blocks.compactMap(\.speaker) == ["한지우", "나", "나"]
                && document.blocks[2].date == "2024-05-03T13:05")
    }

    @Test func `reads Telegram's export`() throws {
        let text = """
            {"name": "Kiln", "type": "private_group", "id": 7, "messages": [
            {"id": 1, "type": "service", "date": "2024-05-03T09:30:15", "actor": "Ann", "action": "create_group", "text": ""},
            {"id": 2, "type": "message", "date": "2024-05-03T09:31:15", "from": "Ann", "text": ["Fire on ", {"type": "bold", "text": "Thursday"}]},
            {"id": 3, "type": "message", "date": "2024-05-03T09:31:15", "from": "Ann", "photo": "x", "text": ""}]}
            """
        let document = try TestFile(text, name: "result.json").extract()
        #expect(document.outline == ["h1 Kiln", "h2 2024-05-03", "p Ann create group", "p Fire on Thursday"])
        #expect(document.blocks.map(\.speaker) == [nil, nil, nil, "Ann"] && document.title == "Kiln")
    }

    @Test func `follows the current branch of ChatGPT's conversations`() throws {
        func node(_ id: String, _ parent: String, _ role: String, _ text: String) -> String {
            "\"\(id)\": {\"id\": \"\(id)\", \"parent\": \"\(parent)\", \"children\": [], \"message\": {\"author\": {\"role\": \"\(role)\"},"
                + " \"create_time\": 1714728600.5, \"content\": {\"content_type\": \"text\", \"parts\": [\"\(text)\"]}}}"
        }
        let nodes = [
            node("a", "r", "system", "hidden"), node("b", "a", "user", "How hot?"),
            node("c", "b", "assistant", "Old try"),
            node("d", "b", "assistant", "# Hot\\n\\n- **1240** °C\\n\\n```\\nx\\n```"),
        ].joined(separator: ", ")
        let text =
            "[{\"title\": \"Kiln\", \"create_time\": 1, \"mapping\": {\(nodes)}, \"current_node\": \"d\"}]"
        let document = try TestFile(text, name: "conversations.json").extract()
        #expect(
            document.outline == ["h1 Kiln", "h2 2024-05-03", "p How hot?", "h3 Hot", "li1 1240 °C", "code x"])
        #expect(
            document.blocks.dropFirst(2).map(\.speaker) == ["user", "assistant", "assistant", "assistant"])
        // A ring of parents must end.
        let ring = text.replacing("\"parent\": \"r\"", with: "\"parent\": \"d\"")
        #expect(try TestFile(ring, name: "conversations.json").extract().outline == document.outline)
    }

    @Test func `reads Claude's export, and JSON that only looks like a chat as JSON`() throws {
        let text = """
            [{"uuid": "1", "name": "Kiln", "chat_messages": [{"sender": "human", "text": "How hot?", "created_at": "2024-05-03T09:30:00Z"},
            {"sender": "assistant", "text": "", "content": [{"type": "text", "text": "Very."}], "created_at": "2024-05-03T09:31:00Z"}]}]
            """
        #expect(
            try TestFile(text, name: "c.json").extract().blocks.compactMap(\.speaker) == [
                "user", "assistant",
            ])
        let other = "{\"name\": \"a\", \"type\": \"b\", \"id\": 1, \"messages\": 7}"
        #expect(try TestFile(other, name: "a.json").extract().format == .json)
    }

    @Test func `takes diaries, logs and lists for what they are`() throws {
        for text in [
            "2024-05-03 Fired the kiln.\n\nIt was hot.\n\n2024-05-04 Cooled.\n",
            "10:30 - 11:00 Tea\n11:00 - 12:00 Kiln\n",
            "[1] [2] [3]\n", "1. 2. 3. 4\n",
        ] {
            #expect(try TestFile(text, name: "a.txt").extract().format == .text)
        }
    }

    @Test func `survives every shortening and lines without end`() throws {
        let text =
            "[03/05/2024, 9:30:15 AM] A: x\n2024년 5월 3일 오전 9:30 - B: y\n--- 2024년 5월 3일 금요일 ---\n[a] [오전 9:30] b"
        for count in 0...text.count { _ = ChatTextExtractor.matches(String(text.prefix(count))) }
        let long =
            "03/05/2024, 09:30 - A: x\n03/05/2024, 09:30 - B: z\n03/05/2024, 09:30 - A: "
            + String(repeating: "y", count: 1_000_000)
        #expect(try TestFile(long).extract().blocks.count == 5)
    }
}
