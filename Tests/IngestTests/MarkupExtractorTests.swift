import Core
import Testing

@testable import Ingest

@Suite struct MarkupExtractorTests {
    @Test func `reads reStructuredText`() throws {
        let text = """
            ====
            Kiln
            ====
            :Author: Ann
            :Date: 2024-05-03

            Firing
            ------

            On *Thursdays*, see `the plan <https://x.org>`_ and :doc:`other` [1]_. Run::

                kiln --hot

            - one
              more
            - two

            1. first

            term
                its meaning

            .. note:: Take care.

            .. code-block:: python
               :linenos:

               x = 1

            .. image:: a.png
            .. a comment

            .. [1] Except May.

            +-----+------+
            | Day | Cost |
            +=====+======+
            | Mon | 3    |
            +-----+------+

            ==== ====
            a    b
            ==== ====
            1    2
            ==== ====

                quoted
            """
        let document = try TestFile(text, name: "a.rst").extract()
        #expect(
            document.outline == [
                "h1 Kiln", "li1 Author: Ann", "li1 Date: 2024-05-03", "h2 Firing",
                "p On Thursdays, see the plan and other. Run:", "code kiln --hot", "li1 one more", "li1 two",
                "li1 first",
                "li1 term: its meaning", "p Note: Take care.", "code x = 1", "p Except May.",
                "table+ Day|Cost / Mon|3",
                "table+ a|b / 1|2", "quote quoted",
            ])
        #expect(document.title == "Kiln" && document.author == "Ann" && document.date == "2024-05-03")
        #expect(document.format == .restructuredText && document.blocks[3].line == 7)
    }

    @Test func `ends a simple table at the border above a blank line`() throws {
        let text = """
            ==== ====
            a    b
            c    d
            ==== ====

            The kiln is hot on Thursdays.

            ==== ====
            Day  Cost
            ==== ====
            Mon  3
            ==== ====

            >>> fire()
            hot
            """
        let document = try TestFile(text, name: "a.rst").extract()
        #expect(
            document.outline == [
                "table a|b / c|d", "p The kiln is hot on Thursdays.", "table+ Day|Cost / Mon|3",
                "code >>> fire()\nhot",
            ])
        #expect(document.blocks.last?.line == 14)
    }

    @Test func `reads AsciiDoc`() throws {
        let text = """
            = The Kiln
            Ann Potter <ann@example.org>
            v1.0, 2024-05-03
            :hot: 1240 °C

            == Firing

            It is *very* hot: {hot}. See https://x.org[the plan] and <<a,part A>>.
            It goes on.

            * one
            ** inner
            . first

            term:: its meaning

            [source,sh]
            ----
            kiln --hot
            ----

            NOTE: Take care.

            .Costs
            |===
            |Day |Cost

            |Mon |3
            |===

            ____
            Said.
            ____

            '''''

            // no
            """
        let document = try TestFile(text, name: "a.adoc").extract()
        #expect(
            document.outline == [
                "h1 The Kiln", "h2 Firing", "p It is very hot: 1240 °C. See the plan and part A. It goes on.",
                "li1 one",
                "li2 inner", "li1 first", "li1 term: its meaning", "code kiln --hot", "p NOTE: Take care.",
                "p Costs",
                "table+ Day|Cost / Mon|3", "quote Said.",
            ])
        #expect(
            document.title == "The Kiln" && document.author == "Ann Potter" && document.date == "2024-05-03")
    }

    @Test func `reads LaTeX`() throws {
        let text = """
            \\documentclass{article}
            \\title{The \\emph{Kiln}} \\author{Ann}
            \\begin{document}
            \\maketitle % no
            \\section{Firing\\label{a}}
            Caf\\'e and \\"{u}ber~all---``hot''\\footnote{Except May.} at $x^2$, see~\\cite{b}.

            \\begin{itemize}
            \\item one
            \\item[Two] two
            \\begin{enumerate}\\item inner\\end{enumerate}
            \\end{itemize}
            \\begin{verbatim}
            x { % y
            \\end{verbatim}
            \\begin{tabular}{l|l}
            Day & Cost \\\\ \\hline
            Mon & 3 \\\\
            \\end{tabular}
            \\begin{quote}Said.\\end{quote}
            \\[ a = b \\]
            \\begin{tikzpicture} no \\end{tikzpicture}
            \\textbf{Last} 5\\% \\& more.
            \\end{document} no
            """
        let document = try TestFile(text, name: "a.tex").extract()
        #expect(
            document.outline == [
                "h1 The Kiln", "h2 Firing", "p Café and über all—“hot” at $x^2$, see .",
                "p Note: Except May.", "li1 one",
                "li1 Two: two", "li2 inner", "code x { % y", "table+ Day|Cost / Mon|3", "quote Said.",
                "code  a = b",
                "p Last 5% & more.",
            ])
        #expect(document.title == "The Kiln" && document.author == "Ann" && document.format == .latex)
    }

    @Test func `leaves the arguments of commands out of LaTeX tables`() throws {
        let text = """
            \\documentclass{article}
            \\usepackage{titlesec}\\titleformat{\\section}{\\bfseries}{}{0pt}{}
            \\authorrunning{A. P.}\\title{The Kiln}\\author{Ann}
            \\begin{document}
            \\begin{tabular}{lll}
            Day & \\multicolumn{2}{c}{Cost} \\\\ \\cmidrule(lr){2-3}
            \\rowcolor{gray} Mon & \\cellcolor[HTML]{EEEEEE} 3 & 4 \\\\
            \\end{tabular}
            \\end{document}
            """
        let document = try TestFile(text, name: "a.tex").extract()
        #expect(document.title == "The Kiln" && document.author == "Ann")
        #expect(document.outline == ["h1 The Kiln", "table+ Day|Cost| / Mon|3|4"])
    }

    @Test func `reads Info without what only leads from node to node`() throws {
        let text = """
            This is kiln.info, produced by makeinfo version 6.8 from kiln.texi.

            START-INFO-DIR-ENTRY
            * Kiln: (kiln.info). The kiln.
            END-INFO-DIR-ENTRY

            \u{1F}
            File: kiln.info,  Node: Top,  Next: Firing,  Up: (dir)

            The Kiln
            ********

            This manual tells how the kiln is fired, and what to do when it is too hot to
            be opened.

            * Menu:

            * Firing::            How hot it
                                  gets.
            * Glazes: Colours.

             — The Detailed Node Listing —

            Firing

            * Cones::

            The menu ends here, and the text goes on.

            It goes on once more.
            \u{1F}
            File: kiln.info,  Node: Firing,  Next: Glazes,  Prev: Top,  Up: Top

            1 Firing
            ========

            See *note Cones: 1a. for the cones, *note Glazes::, and *Note the
            manual: (kiln)Top. It is *hot*, and noted.

               * one
               * *note Two: 2b. (rare)

            1.1 Cones
            ---------

                 kiln --cone=6; open("x")

            1.1.1 Small
            ...........

            Small ones.
            \u{1F}
            File: kiln.info,  Node: Index,  Prev: Firing,  Up: Top

            * Menu:

            * cone:      Firing.  (line 3)

            \u{1F}
            Tag Table:
            Node: Top\u{7F}12
            \u{1F}
            End Tag Table

            """
        let document = try TestFile(text, name: "kiln").extract()
        #expect(
            document.outline == [
                "h1 The Kiln",
                "p This manual tells how the kiln is fired, and what to do when it is too hot to be opened.",
                "p The menu ends here, and the text goes on.", "p It goes on once more.", "h2 1 Firing",
                "p See Cones for the cones, Glazes, and the manual. It is *hot*, and noted.", "li2 one",
                "li2 Two (rare)", "h3 1.1 Cones", "code kiln --cone=6; open(\"x\")", "h4 1.1.1 Small",
                "p Small ones.",
            ])
        #expect(document.title == "The Kiln" && document.format == .info)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for block in document.blocks where block.kind == .heading {
            #expect(lines[(block.line ?? 0) - 1].hasSuffix(block.text))
        }
    }

    @Test func `refuses the Info file that only lists others`() throws {
        let text = "This is a.info.\n\n\u{1F}\nIndirect:\na.info-1: 300\na.info-2: 900\n\u{1F}\nTag Table:\n"
        #expect(throws: IngestError.self) { try TestFile(text, name: "a.info").extract() }
    }

    @Test func `reads subtitles as paragraphs`() throws {
        let srt =
            "1\n00:00:01,000 --> 00:00:02,000\n<i>The kiln</i>\nis hot.\n\n2\n00:00:02,500 --> 00:00:03,000\nVery {\\an8}hot.\n\n3\n00:00:09,000 --> 00:00:10,000\nBye.\n"
        let document = try TestFile(srt, name: "a.srt").extract()
        #expect(
            document.outline == ["p The kiln is hot. Very hot.", "p Bye."] && document.format == .subtitles)
        let vtt =
            "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 line:0\n<v Ann>Hello\n\n00:02.000 --> 00:03.000\n<v Bo>Hi &amp; bye\n"
        let talk = try TestFile(vtt, name: "a").extract()
        #expect(talk.outline == ["p Hello", "p Hi & bye"] && talk.blocks.map(\.speaker) == ["Ann", "Bo"])
    }

    @Test func `ends paragraphs of captions without full stops`() throws {
        let cues = (0..<400).map { number in
            "00:0\(number / 60):\(number % 60 + 100),000 --> 00:0\(number / 60):\(number % 60 + 101),000"
                .replacing(":1", with: ":") + "\nthe kiln was hot on day \(number)\n\n"
        }
        let document = try TestFile(cues.joined(), name: "a.srt").extract()
        #expect(document.blocks.count > 3 && document.blocks.allSatisfy { $0.text.utf8.count < 2500 })
    }

    @Test func `reads notebooks`() throws {
        let text = """
            {"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Kiln\\n", "It is *hot*."]},
            {"cell_type": "code", "source": "1 + 1", "outputs": [{"output_type": "execute_result", "data": {"text/plain": ["2"]}},
            {"output_type": "stream", "text": "<Figure size 1x1>"}]}], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4}
            """
        let document = try TestFile(text, name: "a.ipynb").extract()
        #expect(
            document.outline == ["h1 Kiln", "p It is hot.", "code 1 + 1", "code 2"]
                && document.title == "Kiln")
        #expect(document.notes == ["Its code is written in python."] && document.format == .notebook)
    }

    @Test func `reads DocBook and other XML`() throws {
        let text = """
            <?xml version="1.0"?><!DOCTYPE book SYSTEM "x"><book><title>Kiln</title><author><personname>Ann</personname></author>
            <chapter><title>Fire</title><para>On <emphasis>hot</emphasis> days.</para><itemizedlist><listitem><para>one</para></listitem></itemizedlist>
            <variablelist><varlistentry><term>bisque</term><listitem><para>once</para></listitem></varlistentry></variablelist>
            <programlisting>a
            b</programlisting><blockquote><para>Said.</para></blockquote>
            <informaltable><tgroup><thead><row><entry>a</entry><entry>b</entry></row></thead><tbody><row><entry>1</entry><entry>2</entry></row></tbody></tgroup></informaltable>
            </chapter></book>
            """
        let document = try TestFile(text, name: "a.xml").extract()
        #expect(
            document.outline == [
                "h1 Kiln", "h2 Fire", "p On hot days.", "li1 one", "li1 bisque: once", "code a\nb",
                "quote Said.", "table+ a|b / 1|2",
            ])
        #expect(document.title == "Kiln" && document.author == "Ann" && document.format == .xml)
        let other = "<?xml version=\"1.0\"?><orders><order><clay>red</clay><kilos>4</kilos></order></orders>"
        #expect(try TestFile(other).extract().outline == ["p red", "p 4"])
        let bomb =
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"xxxx\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><a>t &b; &c;</a>"
        #expect(try TestFile(bomb).refusal()?.reason == .corrupt)
    }

    @Test func `reads the letters that a document type outside names`() throws {
        let open =
            "<?xml version=\"1.0\"?><!DOCTYPE book PUBLIC \"-//OASIS//DTD DocBook XML V4.5//EN\" \"x.dtd\""
        let body = "<book><para role=\"&eacute;\">M&uuml;ller &amp; caf&eacute; of &product;</para></book>"
        #expect(try TestFile(open + ">" + body).extract().outline == ["p Müller & café of &product;"])
        // Nothing grows by what the document declares itself.
        let long = String(repeating: "hot", count: 1000)
        let bomb = open + "[<!ENTITY k \"\(long)\">]><book><para>" + String(repeating: "&k;", count: 9000)
        let text = try TestFile(bomb + "</para></book>").extract().blocks[0].text
        #expect(text == String(repeating: "&k;", count: 9000))
    }

    @Test func `keeps the authors and dates of every entry of a feed`() throws {
        let text = """
            <?xml version="1.0"?><rss><channel><title>Kiln</title><item><author>Ann</author><pubDate>Fri, 3 May 2024 09:30:00 GMT</pubDate>
            <description>Hot.</description></item><item><author>Bo</author><pubDate>in May</pubDate></item></channel></rss>
            """
        let document = try TestFile(text, name: "a.rss").extract()
        #expect(document.author == "Ann" && document.date == "2024-05-03T09:30:00Z")
        #expect(document.outline == ["h1 Kiln", "p Hot.", "p Bo", "p in May"])
    }

    @Test func `believes no level of a heading that cannot be`() throws {
        let text = """
            {"cells": [{"cell_type": "heading", "level": 1e300, "source": "Kiln"},
            {"cell_type": "heading", "level": -1e300, "source": "Clay"}], "nbformat": 3}
            """
        #expect(try TestFile(text, name: "a.ipynb").extract().outline == ["h9 Kiln", "h1 Clay"])
    }

    @Test func `names the language of code and keeps it as it is`() throws {
        let document = try TestFile("#!/usr/bin/env python3\n\"\"\"Kiln.\"\"\"\nx = 1\n", name: "kiln")
            .extract()
        #expect(document.format == .code && document.notes == ["It is written in Python."])
        #expect(document.outline == ["code #!/usr/bin/env python3\n\"\"\"Kiln.\"\"\"\nx = 1"])
    }

    @Test func `refuses scripts that are packed for machines`() throws {
        let index =
            "Search.setIndex({" + (0..<400).map { "word\($0):[\($0)]" }.joined(separator: ",") + "})\n"
        #expect(try TestFile(index, name: "searchindex.js").refusal()?.reason == .noText)
        let written = String(repeating: "let x = 1;\n", count: 50)
        #expect(try TestFile(written, name: "a.js").extract().format == .code)
    }

    @Test func `says what is missing for old office files`() throws {
        var bytes = [UInt8](repeating: 0, count: 1536)
        bytes.replaceSubrange(0..<8, with: CompoundFile.mark)
        bytes[30] = 9
        #expect(try TestFile(bytes).refusal()?.reason == .unsupportedFormat)
        for (index, unit) in "EncryptedPackage".utf16.enumerated() { bytes[512 + 2 * index] = UInt8(unit) }
        bytes[512 + 64] = 34
        #expect(try TestFile(bytes).refusal()?.reason == .encrypted)
    }

    @Test(arguments: [
        ("a.rst", ["====", "*", "`", ".. ", "+--+\n", "==  ==\n", "|x|_ ", ":a:`", "]_", " ::\n\n "]),
        ("a.adoc", ["====\n", "*", "<<", "|===\n|", "http://[", "{", "____\n", "::\n", "= "]),
        (
            "a.tex",
            [
                "\\begin{", "\\begin{verbatim}", "\\begin{comment}", "{", "}", "$", "\\section{", "\\item[",
                "\\[", "\\verb|", "\\footnote{", "&\\\\",
            ]
        ),
        ("a.srt", ["00:00:01,000 --> ", "<", "{\\", "1\n", "-->"]),
        ("a.vtt", ["WEBVTT\n", "<v ", "00:01 --> 00:02\n"]),
        ("a.ipynb", ["{\"cells\": [", "[", "\"source\": "]),
    ])
    func `reads hostile text in linear time`(name: String, pieces: [String]) throws {
        for piece in pieces {
            let text = String(repeating: piece, count: 200_000 / piece.count)
            let time = try ContinuousClock().measure { _ = try TestFile(text, name: name).refusal() }
            #expect(time < .seconds(5), "\(name) \(piece)")
        }
        let mixed = (0..<30_000).map { pieces[$0 * 7 % pieces.count] }.joined(separator: " ")
        _ = try TestFile(mixed, name: name).refusal()
    }
}
