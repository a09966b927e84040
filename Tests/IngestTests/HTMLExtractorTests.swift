import Core
import Testing

@testable import Ingest

@Suite struct HTMLExtractorTests {
    private func outline(_ body: String) throws -> [String] {
        try TestFile("<html><body>\(body)</body></html>").extract().outline
    }

    @Test func `drops what stands around the content`() throws {
        let page = """
            <!DOCTYPE html><html><head><title> The kiln </title><style>p{}</style><script>var a = "<p>no</p>"</script></head>
            <body><header><h1>Shop</h1><p>Call us</p></header><nav><a href=x>Home</a></nav>
            <div class="breadcrumbs">a > b</div><div id="toc"><ul><li>Contents</li></ul></div>
            <h2>Firing<a class="headerlink" href="#x">¶</a></h2><p>On <b>Thursdays</b>&nbsp;only.<br>Bring pots.</p>
            <p hidden>no</p><p style="display: none">no</p><noscript>no</noscript><div role="navigation">no</div>
            <aside>no</aside><footer>no</footer></body></html>
            """
        let document = try TestFile(page, name: "a.html").extract()
        #expect(document.title == "The kiln")
        #expect(document.outline == ["h1 Shop", "h2 Firing", "p On Thursdays only. Bring pots."])
    }

    @Test func `keeps only the main content when the page marks it`() throws {
        let text = String(repeating: "The kiln is hot on Thursdays. ", count: 10)
        let outline = try outline("<p>Advert</p><main><article><p>\(text)</p></article></main><p>Imprint</p>")
        #expect(outline.count == 1 && outline[0].hasPrefix("p The kiln"))
    }

    @Test func `drops boxes around the text by their names, and rows of links`() throws {
        let text = String(repeating: "The kiln is hot on Thursdays. ", count: 10)
        let links = ["Home", "Shop", "Kilns", "Contact"].map { "<p><a href=x>\($0)</a></p>" }.joined()
        let body = """
            <div id="site-cookie-notice">We use cookies.</div><div class="box social_links">Follow us</div>\(links)
            <div class="text"><p>\(text)</p><p>Share of <a href=x>clay</a>: 4 %</p></div><div class="newsletter">Subscribe</div>
            """
        let outline = try outline(body)
        #expect(outline.count == 2 && outline[1] == "p Share of clay: 4 %")
    }

    @Test func `keeps headings and sections whose names are made of their words`() throws {
        let body = """
            <h2 id="related-work">Related work</h2><p>None.</p><h3 class="modal-title">Skip firing</h3>
            <section id="social-security"><p>Potters pay.</p></section>
            <div class="section" id="informed-consent"><p>Ask first.</p></div>
            <section class="newsletter-box"><p>Subscribe</p></section><section id="cookie-banner"><p>Cookies</p></section>
            """
        #expect(
            try outline(body) == [
                "h2 Related work", "p None.", "h3 Skip firing", "p Potters pay.", "p Ask first.",
            ])
    }

    @Test func `keeps footnotes that stand aside`() throws {
        let body =
            "<p>Hot.</p><aside epub:type=\"footnote\" id=\"n1\"><p>Except May.</p></aside><aside>Shop</aside>"
        #expect(try outline(body) == ["p Hot.", "p Except May."])
    }

    @Test func `never drops the text itself, whatever its box is called`() throws {
        let text = String(repeating: "The kiln is hot on Thursdays. ", count: 20)
        let body = "<p>Kiln</p><div class=\"modal sidebar\"><p>\(text)</p></div><footer>Imprint</footer>"
        #expect(try outline(body).contains { $0.hasPrefix("p The kiln is hot") })
        #expect(try outline("<nav><a href=x>\(text)</a></nav><p>Kiln</p>") == ["p Kiln"])
    }

    @Test func `reads lists, definitions and questions`() throws {
        let body = """
            <ul><li>one <ul><li><p>inner</p><p>more</p></li></ul></li><li>two</ul>
            <dl><dt>Kiln</dt><dd>An oven.</dd><dt>Is it hot?</dt><dd>Yes.</dd></dl>
            """
        #expect(
            try outline(body) == [
                "li1 one", "li2 inner", "p more", "li1 two", "li1 Kiln: An oven.", "p Is it hot?", "p Yes.",
            ])
    }

    @Test func `reads tables with headers and spans`() throws {
        let body = """
            <table><caption>Firing days</caption><thead><tr><th>Day<th>Clay<th>Cost</tr></thead>
            <tr><td rowspan=2>Mon<td>white<td>3<tr><td>red<td>4<tr><td colspan=2>none<td>0</table>
            """
        #expect(
            try outline(body) == [
                "p Firing days", "table+ Day|Clay|Cost / Mon|white|3 / Mon|red|4 / none||0",
            ])
    }

    @Test func `makes text of layout tables and remarks`() throws {
        let remark =
            "<table><tr><td rowspan=2><img src=x></td><th>Note</th></tr><tr><td>Hot inside.</td></tr></table>"
        #expect(try outline(remark) == ["p Note: Hot inside."])
        #expect(
            try outline("<table><tr><td><table><tr><td>only cell</td></tr></table></td></tr></table>") == [
                "p only cell"
            ])
    }

    @Test func `keeps code as it is and joins quotes`() throws {
        let body = "<pre>a\n  b <b>c</b>\n</pre><blockquote><p>One.</p><p>Two.</p></blockquote>"
        #expect(try outline(body) == ["code a\n  b c", "quote One.\nTwo."])
    }

    @Test func `drops menus that are lists of links`() throws {
        let menu = "<ul>" + (1...6).map { "<li><a href=x>Page \($0)</a></li>" }.joined() + "</ul>"
        #expect(try outline(menu + "<p>The kiln is hot.</p>") == ["p The kiln is hot."])
        #expect(try TestFile("<html>\(menu)</html>").refusal()?.reason == .noText)
    }

    @Test func `reads older encodings by their declaration`() throws {
        let page =
            Array("<html><meta charset=euc-kr><p>".utf8) + [0xB0, 0xA1, 0xB8, 0xB6]
            + Array("</p></html>".utf8)
        #expect(try TestFile(page).extract().outline == ["p 가마"])
    }

    @Test func `survives broken markup`() throws {
        #expect(try outline("<p>a<div>b</p></i></b><table><td>c<li>d<h1>e").contains { $0.contains("a") })
        for page in [
            "<html><p>kiln <", "<html><p>kiln <!--", "<html><p>kiln &#xFFFFFFF; &bogus;x",
            "<html><p>kiln<![CDATA[",
        ] {
            #expect(try TestFile(page, name: "a.html").extract().characterCount >= 4)
        }
    }

    @Test func `refuses elements nested too deep`() throws {
        let page = "<html>" + String(repeating: "<div>", count: 50_000) + "kiln"
        #expect(try TestFile(page).refusal()?.reason == .nestedTooDeep)
    }

    @Test(.timeLimit(.minutes(1))) func `believes no huge span`() throws {
        let page =
            "<html><table>"
            + String(repeating: "<tr><td colspan=999999 rowspan=999999>a<td>b</tr>", count: 200) + "</table>"
        #expect(try TestFile(page).extract().blocks.count == 1)
    }
}
