import Core
import Testing

@Suite struct NameRuleTests {
    @Test func `names the thing and the remedy`() throws {
        let error = try #require(throws: NameError.self) { try NameRule.check("My Folder", of: "collection") }
        #expect(error.message.contains("collection name \"My Folder\""))
        #expect(error.message.contains("lower-case letters"))
    }

    @Test func `accepts 64 characters and refuses 65`() throws {
        #expect(try NameRule.check(String(repeating: "a", count: 64), of: "model").count == 64)
        #expect(throws: NameError.self) { try NameRule.check(String(repeating: "a", count: 65), of: "model") }
    }

    @Test(arguments: [
        ("SmolLM2 135M", "smollm2-135m"), ("Café & Co.", "caf-co"), ("한국어", "x"), ("--a--", "a"), ("", "x"),
    ])
    func `makes a usable name of any text`(text: String, expected: String) throws {
        let slug = NameRule.slug(text, fallback: "x")
        #expect(slug == expected)
        #expect(try NameRule.check(slug, of: "model") == slug)
    }
}
