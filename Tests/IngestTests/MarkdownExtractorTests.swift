import Core
import Testing

@testable import Ingest

@Suite struct MarkdownExtractorTests {
    private func outline(_ text: String) throws -> [String] {
        try TestFile(text, name: "a.md").extract().outline
    }

    @Test func `reads headings of both styles and front matter`() throws {
        let text =
            "---\ntitle: \"The kiln\"\n---\n\nKiln\n====\n\nGlaze\n---\n\n### Clay ###\n#### Ash {#ash}\n#no\n"
        let document = try TestFile(text, name: "a.md").extract()
        #expect(document.title == "The kiln")
        #expect(document.outline == ["h1 Kiln", "h2 Glaze", "h3 Clay", "h4 Ash", "p #no"])
        #expect(document.blocks.map(\.line) == [5, 8, 11, 12, 13])
    }

    @Test func `reads nested lists with continuations`() throws {
        let text = """
            - one
              goes on
              - inner
                1. deep
            - two

              more of two
            * [x] done

            after
            """
        #expect(
            try outline(text) == [
                "li1 one goes on", "li2 inner", "li3 deep", "li1 two", "p more of two", "li1 done", "p after",
            ])
    }

    @Test func `reads pipe tables with escapes`() throws {
        let text = "| Day | Work |\n|:--|--:|\n| Mon | a \\| b |\n| Tue | `x|y` | extra |\n| Wed |\n\nEnd\n"
        #expect(try outline(text) == ["table+ Day|Work / Mon|a | b / Tue|x|y / Wed|", "p End"])
    }

    @Test func `reads fences, indented code and quotes`() throws {
        let text =
            "Text\n```swift\nlet a = 1\n\n# no heading\n```\n\n    indented\n      more\n\n> said\n> so\n>\n> twice\nlazy\n"
        #expect(
            try outline(text) == [
                "p Text", "code let a = 1\n\n# no heading", "code indented\n  more",
                "quote said so\ntwice lazy",
            ])
    }

    @Test func `keeps an open fence to the end of the file`() throws {
        #expect(try outline("~~~\na\nb") == ["code a\nb"])
    }

    @Test func `leaves out comments, definitions and rules`() throws {
        #expect(
            try outline("<!-- no\nno -->\nYes\n\n[a]: http://x\n\n* * *\n\nToo [a].\n") == [
                "p Yes", "p Too [a].",
            ])
    }

    @Test func `keeps paragraphs that begin like definitions`() throws {
        let text = """
            [Ann]: I think the kiln is hot.

            [1]: Smith, J. (2020) Title

            [10:32]: hello all

            [a]: /kiln 'The kiln'

            [b]: <the kiln.md> (Kiln)
            """
        #expect(
            try outline(text) == [
                "p [Ann]: I think the kiln is hot.", "p [1]: Smith, J. (2020) Title", "p [10:32]: hello all",
            ])
    }

    @Test func `keeps text between two rules`() throws {
        #expect(
            try outline("---\n\nThe kiln is hot.\n\nNote: mind it.\n\n---\n\nAfter.\n") == [
                "p The kiln is hot.", "p Note: mind it.", "p After.",
            ])
        #expect(try outline("---\n\nNote: mind it.\n\nThe kiln is hot.\n\n---\n").count == 2)
        let text = "---\n# all of it\nauthors:\n- Ann\n- Bo\ntags: [a,\n  b]\n---\nAfter.\n"
        #expect(try outline(text) == ["p After."])
        #expect(try outline("+++\ntitle = 'Kiln'\ntags = [\n'a']\n+++\nAfter.\n") == ["p After."])
    }

    @Test(arguments: [
        ("**bold** and *it* and ~~gone~~ and __b__", "bold and it and gone and b"),
        ("2 * 3 * 4 and a_b_c and *open", "2 * 3 * 4 and a_b_c and *open"),
        ("[text](http://x \"t\") ![alt](y) <http://z> [ref][1]", "text alt http://z ref"),
        ("`a *b*` \\*no\\* &amp; &#44; <b>x</b><br>y", "a *b* *no* & , x y"),
        ("See note[^1] and <name> here", "See note and <name> here"),
        ("***both*** and **a *nested* b**", "both and a nested b"),
    ])
    func `removes inline marks only`(text: String, plain: String) {
        #expect(MarkdownInline.plain(text) == plain)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["[", "*a ", "`", "<a", "![", "**", "> ", "- "])
    func `takes linear time on repeated marks`(mark: String) throws {
        _ = try TestFile(String(repeating: mark, count: 40_000) + "x", name: "a.md").refusal()
    }
}
