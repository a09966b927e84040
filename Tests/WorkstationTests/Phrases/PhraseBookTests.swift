import Core
import Foundation
import Ingest
import Testing

@testable import Workstation

/// The templates fit the sentences that the program makes, and the page can say every one of them.
@Suite struct PhraseBookTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        arguments: [
            ("1 row edited, 2 dropped", "version.editedAndDropped", ["edited": 1, "dropped": 2]),
            ("1 row edited", "version.edited", ["count": 1]),
            ("3 rows dropped", "version.dropped", ["count": 3]),
            ("Back to version 2", "version.reverted", ["version": 2]),
            ("held out, characters of 12 more", "count.heldOutMore", ["count": 12]),
            ("Questions about 40 passages", "job.asking", ["count": 40]),
        ] as [(String, String, [String: Int])])
    func `numbers of a sentence are its values`(text: String, code: String, values: [String: Int]) throws {
        let phrase = try #require(PhraseBook.phrase(text))
        #expect(phrase.code == code && phrase.text == text)
        #expect(phrase.values == values.mapValues { .number($0) })
    }

    @Test func `a name may hold the words of a template`() throws {
        let phrase = try #require(PhraseBook.phrase("Built from papers by the recipe extract"))
        #expect(phrase.values == ["collection": .text("papers"), "recipe": .text("extract")])
        #expect(
            PhraseBook.phrase("held out, characters of notes/characters of more.txt")?.values == [
                "name": .text("notes/characters of more.txt")
            ])
    }

    @Test func `a reason inside a reason is a phrase of its own`() throws {
        let written = try #require(PhraseBook.phrase("written: quote does not occur in the source"))
        #expect(written.code == "scope.written")
        #expect(inner(written, "reason").map(\.code) == ["drop.quoteNotInSource"])
        let filter = try #require(PhraseBook.phrase("Secrets: holds a private key"))
        #expect(inner(filter, "filter").map(\.code) == ["filter.secrets"])
        let holds = try #require(inner(filter, "reason").first)
        #expect(inner(holds, "kinds").map(\.code) == ["kind.privateKey"])
        let nested = "written: held-out row: its words are learned from training rows"
        #expect(inner(try #require(PhraseBook.phrase(nested)), "reason").map(\.code) == ["scope.heldOut"])
    }

    @Test func `a note about filters names them one by one`() throws {
        let note = try #require(
            PhraseBook.phrase("Filters on: Equal rows, Secrets; off: Low quality; 2 put back"))
        let changes = inner(note, "changes")
        #expect(changes.map(\.code) == ["change.on", "change.off", "change.putBack"])
        #expect(inner(changes[0], "filters").map(\.code) == ["filter.exact-duplicates", "filter.secrets"])
    }

    @Test func `what nobody wrote has no code`() {
        #expect(PhraseBook.phrase("A sentence that no part of the program makes.") == nil)
        #expect(PhraseBook.phrase("written: anything else") == nil)
        #expect(PhraseBook.phrase(nil) == nil)
    }

    @Test(arguments: CurationFilterName.allCases)
    func `the measure and the title of every filter are known`(filter: CurationFilterName) {
        #expect(PhraseBook.phrase(CurationSettings().filter(filter).measure) != nil)
        #expect(PhraseBook.phrase(filter.title)?.code == "filter.\(filter.rawValue)")
    }

    @Test func `every reason that a recipe or filter writes down is known`() throws {
        var reasons: [String] = CSVRows.Fault.allCases.map(\.rawValue)
        let places: [(String, Regex<(Substring, Substring)>)] = [
            ("Sources/Workstation/Recipes", /drops\.add\(\s*"([^"\\]+)"/),
            ("Sources/Workstation/Recipes/Written", /(?:return|reason:) "([^"\\]+)"/),
            ("Sources/Ingest/Curation", /reason: "([a-z][^"\\]+)"\s*,\s*\n?\s*evidence/),
        ]
        for (folder, pattern) in places {
            for file in try Self.files(in: folder) {
                let text = try String(contentsOf: file, encoding: .utf8)
                reasons += text.matches(of: pattern).map { String($0.output.1) }
            }
        }
        #expect(reasons.count > 60)
        for reason in Set(reasons) { #expect(PhraseBook.phrase(reason) != nil, "\(reason)") }
    }

    @Test func `every note that a reader writes down is known`() throws {
        var notes: [String] = []
        for file in try Self.files(in: "Sources/Ingest") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /\.note\(\s*"/) {
                notes.append(Self.literal(text[match.range.upperBound...]))
            }
            if let start = text.firstRange(of: "var note: String? {"),
                let end = text[start.upperBound...].firstRange(of: "\n        }\n")
            {
                let body = text[start.upperBound..<end.lowerBound]
                notes += body.matches(of: /"/).enumerated().filter { $0.offset % 2 == 0 }
                    .map { Self.literal(body[$0.element.range.upperBound...]) }
            }
        }
        #expect(notes.count >= 24)
        for note in notes { #expect(PhraseBook.phrase(note)?.code.hasPrefix("note.") == true, "\(note)") }
    }

    /// A string of Swift up to its closing quote, with a number in the place of each value.
    private static func literal(_ source: Substring) -> String {
        var text = ""
        var depth = 0
        var previous: Character = " "
        for character in source {
            if depth > 0 {
                depth += character == "(" ? 1 : character == ")" ? -1 : 0
            } else if previous == "\\", character == "(" {
                text.removeLast()
                text += "3"
                depth = 1
            } else if character == "\"" {
                break
            } else {
                text.append(character)
            }
            previous = character
        }
        return text
    }

    @Test func `figures of a dataset of the handbook are known`() throws {
        let document = ExtractedDocument(
            title: "Notes", format: .markdown,
            blocks: [
                DocumentBlock(kind: .heading, text: "Leave", level: 1),
                DocumentBlock(kind: .paragraph, text: "The boiler is a kettle that heats the workshop."),
            ])
        let documents = ["a.md", "b.md"].map { RecipeDocument(id: $0, name: $0, document: document) }
        for recipe in RecipeName.allCases {
            let output = recipe.recipe.build(documents, RecipeOptions())
            for count in output.counts { #expect(PhraseBook.phrase(count.name) != nil, "\(count.name)") }
            for drop in output.drops { #expect(PhraseBook.phrase(drop.reason) != nil, "\(drop.reason)") }
        }
    }

    @Test(arguments: ["en", "ko"])
    func `the page says every code, with places that the server fills`(language: String) throws {
        let file = Self.root.appending(path: "web/js/strings/phrases-\(language).js")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        var texts: [String: String] = [:]
        for line in lines {
            guard let match = line.wholeMatch(of: /\s*'phrase\.([\w.-]+)': (.+),/) else { continue }
            texts[String(match.output.1)] = String(match.output.2)
        }
        var places: [String: Set<String>] = [:]
        for entry in PhraseBook.entries {
            places[entry.code, default: []].formUnion(PhraseTemplate(entry.template).places)
        }
        #expect(Set(texts.keys) == Set(places.keys))
        for (code, text) in texts {
            let named = Set(text.matches(of: /\{(\w+)\}/).map { String($0.output.1) })
            #expect(named.isSubset(of: places[code] ?? []), "\(code)")
        }
    }

    @Test(arguments: ["en", "ko"])
    func `the page says every reason why a file is left out`(language: String) throws {
        let file = Self.root.appending(path: "web/js/strings/\(language).js")
        let text = try String(contentsOf: file, encoding: .utf8)
        for code in IngestError.Reason.allCases.map(\.rawValue) + ["same_content"] {
            #expect(text.contains("'skip.\(code)'"), "\(code)")
        }
    }

    private func inner(_ phrase: Phrase, _ place: String) -> [Phrase] {
        guard case .phrases(let phrases) = phrase.values[place] else { return [] }
        return phrases
    }

    private static func files(in folder: String) throws -> [URL] {
        let all = FileManager.default.enumerator(
            at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    }
}
