import Core
import Foundation
import Ingest
import TestSupport
import Testing

/// Damaged documents by the thousand: each is read or refused in one sentence, and nothing else happens.
///
/// `scripts/fuzz.sh` looks longer and with the sanitizers, from the same probe and seeds.
@Suite struct ExtractorFuzzTests {
    private static let inputs = 1500

    @Test(arguments: [
        (
            "rtf", DocumentFormat.rtf,
            ["\\par", "{", "}", "\\u-1?", "\\'c7", "\\intbl", "\\cell", "\\row", "\\bin9 "]
        ),
        (
            "mail", .email,
            ["--x", "--x--", "\n\n", "> ", "=?utf-8?Q?", "?=", "Content-Type: ", "message/rfc822", "-- \n"]
        ),
        ("chat", .chat, ["[", "] ", "오전", ": ", "{\"", "}", " - ", "\n"]),
        ("latex", .latex, ["\\begin{", "\\end{", "verbatim}", "{", "}", "$", "&", "\\\\", "\\item", "%"]),
        ("rst", .restructuredText, ["====\n", "::", ".. ", "+--+\n", "|", "`", "*", "\n    "]),
        ("asciidoc", .asciidoc, ["|===\n", "----\n", "= ", "* ", "::", "[", "]", "{n}", "<<"]),
        (
            "info", .info,
            ["\u{1F}\n", "File: a,  Node: b\n", "* Menu:\n", "* ", "*note ", "::", "====\n", "\n\n"]
        ),
        ("subtitles", .subtitles, ["-->", "00:00:01,000 --> 00:00:02,000\n", "<", ">", "{\\", "\n\n"]),
        ("notebook", .notebook, ["[", "]", "{", "}", "\"source\": ", ", ", "\"cells\": "]),
        ("text", .text, ["\n\n", "===\n", "1. ", "- ", "\u{FEFF}", "\r", "    ", "\u{201C}"]),
        ("markdown", .markdown, ["# ", "```\n", "| ", "|---|\n", "> ", "* ", "[a](b)", "~~~\n", "---\n"]),
        (
            "html", .html,
            ["<p>", "</", "<table>", "<td rowspan=9>", "<!--", "&#x0;", "<pre>", "<script>", "'"]
        ),
        ("csv", .csv, [",", "\"", "\"\"", "\n", ";", "\t", "\r\n"]),
        ("json", .json, ["[", "]", "{", "}", "\"a\": ", ", ", "\\ud800", "1e999", "null"]),
        ("jsonl", .jsonl, ["{\"a\": 1}\n", "[", "]", "\n", "\\u0000", "\""]),
        ("code", .code, ["/*", "*/", "//", "#!", "\"\"\"", "{", "}", "\n"]),
    ])
    func `documents that are damaged at random`(folder: String, format: DocumentFormat, words: [String])
        throws
    {
        let place = PackageRoot.path + "Tests/Fuzz/Seeds/" + folder
        let seeds = try FileManager.default.contentsOfDirectory(atPath: place).sorted().map {
            Array(try Data(contentsOf: URL(filePath: place + "/" + $0)))
        }
        var mutator = ByteMutator(seed: 11, seeds: seeds, words: words, longest: 1 << 13)
        for _ in 0..<Self.inputs {
            let input = mutator.next()
            do throws(IngestError) {
                try ExtractorProbe.read(input, format)
            } catch {
                #expect(!error.message.contains(where: \.isNewline) && error.message.count <= 1000)
                #expect(error.category != .internalFault)
            }
        }
    }
}
