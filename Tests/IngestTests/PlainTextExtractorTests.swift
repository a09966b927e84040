import Core
import Testing

@testable import Ingest

@Suite struct PlainTextExtractorTests {
    @Test func `finds paragraphs, underlined headings, lists and code`() throws {
        let text = """
            Kiln rules
            ==========

            The kiln is fired on Thursdays and on no other day of the week, whatever
            the weather is and whoever asks for it in the shop.

            * Bring the pots
            * Wait for the
              cooling
            1. First

            Name: Ada
            Phone: 12

                for (i = 0; i < 3; i++) { fire(kiln[i]); }

            2.1 Opening hours

            Open late.
            """
        let document = try TestFile(text, name: "rules.txt").extract()
        #expect(document.title == "Kiln rules")
        #expect(
            document.outline == [
                "h1 Kiln rules",
                "p The kiln is fired on Thursdays and on no other day of the week, whatever the weather is and whoever asks for it"
                    + " in the shop.",
                "li1 Bring the pots", "li1 Wait for the cooling", "li1 First", "p Name: Ada", "p Phone: 12",
                "code for (i = 0; i < 3; i++) { fire(kiln[i]); }", "h2 2.1 Opening hours", "p Open late.",
            ])
        #expect(document.blocks.map(\.line) == [1, 4, 7, 8, 10, 12, 13, 15, 17, 19])
    }

    @Test func `keeps questions and answers apart`() throws {
        let text =
            "Q: When is the kiln fired, and is there anybody who may change the day of it?\nA: On Thursdays.\n"
        #expect(try TestFile(text).extract().blocks.count == 2)
    }

    @Test func `makes code blocks of program files`() throws {
        let document = try TestFile("# set up\nx = 1\n", name: "kiln.py").extract()
        #expect(document.outline == ["code # set up\nx = 1"])
    }

    @Test func `says which encoding was guessed`() throws {
        let document = try TestFile(Array("Caf".utf8) + [0xE9] + Array(" at the kiln\n".utf8)).extract()
        #expect(document.outline == ["p Café at the kiln"])
        #expect(document.notes.count == 1)
    }

    @Test(arguments: ["", "   \n\t\n", "--- *** ---\n"])
    func `refuses a file without text`(text: String) throws {
        #expect(try TestFile(text).refusal()?.reason == .noText)
    }

    @Test func `removes invisible characters and composes letters`() throws {
        let text = "Ki\u{200B}ln\u{AD} e\u{301}t\u{202E}e\u{1112}\u{1161}\u{11AB}\n"
        #expect(try TestFile(text).extract().outline == ["p Kiln éte한"])
    }

    @Test func `refuses a file larger than the limit`() throws {
        var limits = ExtractionLimits()
        limits.textFileBytes = 10
        #expect(try TestFile("The kiln is hot.").refusal(limits: limits)?.reason == .tooLarge)
        limits = ExtractionLimits()
        limits.documentBytes = 10
        #expect(try TestFile("The kiln is hot.").refusal(limits: limits)?.reason == .tooLarge)
    }
}
