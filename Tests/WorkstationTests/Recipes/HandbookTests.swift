import Core
import FoundationEssentials
import Ingest
import TestSupport
import Testing

@testable import Workstation

/// The sample handbook and its questions fit each other and the recipe.
@Suite struct HandbookTests {
    private struct Questions: Decodable {
        struct Question: Decodable {
            var question: String
            var expected: [String]
            var document: String
        }
        var questions: [Question]
    }

    private static let questions: [Questions.Question] = {
        let url = URL(filePath: PackageRoot.path + "examples/handbook-questions.json")
        guard let data = try? Data(contentsOf: url),
            let read = try? JSONDecoder().decode(Questions.self, from: data)
        else { return [] }
        return read.questions
    }()

    /// The handbook as the product reads it; the members of the ZIP are read from the texts they are made of.
    private static func documents() throws -> [RecipeDocument] {
        let folder = PackageRoot.path + "examples/handbook/"
        var files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { !$0.hasSuffix(".zip") }.map { (folder + $0, $0) }
        for name in ["glossary.md", "suppliers.txt", "travelling-workshop.md"] {
            files.append((PackageRoot.path + "scripts/handbook/" + name, "11-more.zip/more/" + name))
        }
        return try files.map { path, name in
            RecipeDocument(id: name, name: name, document: try Extractor.extract(path: path, name: name))
        }
    }

    @Test func `has twenty questions over all its formats`() {
        #expect(Self.questions.count == 20)
        let endings = Set(Self.questions.compactMap { $0.document.split(separator: ".").last })
        #expect(endings == ["md", "txt", "html", "csv", "docx", "pdf", "zip"])
    }

    @Test func `asks in words that occur nowhere, about documents that are learned`() throws {
        let documents = try Self.documents()
        let output = KnowMyDocumentsRecipe().build(documents, RecipeOptions())
        let asked = Set(
            RecipeFixtures.pairs(output.train + output.recall + output.heldOut).map {
                $0.0.comparedWords
            })
        let texts = documents.map { document in
            (document.document.blocks.flatMap { [$0.text] + $0.rows.flatMap(\.self) }.joined(
                separator: " ")).comparedWords
        }
        let heldOut = Set(output.heldOut.compactMap(\.source?.documentId).map { $0.split(separator: "/")[0] })
        for question in Self.questions {
            let words = question.question.comparedWords
            #expect(!asked.contains(words), "\(question.question)")
            #expect(!texts.contains { $0.contains(words) }, "\(question.question)")
            #expect(question.document == "11-more.zip" || !heldOut.contains(Substring(question.document)))
            let answers = output.train.filter { row in
                row.source?.documentId.hasPrefix(question.document) == true
                    && RecipeFixtures.pairs([row]).contains { pair in
                        question.expected.contains {
                            pair.1.comparedWords.contains($0.comparedWords)
                        }
                    }
            }
            #expect(!answers.isEmpty, "nothing learned answers: \(question.question)")
        }
    }

    @Test func `gives facts, passages and a held-out part of the stated size`() throws {
        let documents = try Self.documents()
        let output = KnowMyDocumentsRecipe().build(documents, RecipeOptions())
        let characters = documents.reduce(0) { $0 + $1.document.characterCount }
        let heldOut = Set(output.heldOut.compactMap(\.source?.documentId))
        let held = documents.filter { heldOut.contains($0.id) }.reduce(0) { $0 + $1.document.characterCount }
        #expect(Set(RecipeFixtures.pairs(output.train).map(\.1)).count >= 75)
        #expect(output.train.contains { $0.kind == .passage })
        #expect((0.03...0.1).contains(Double(held) / Double(characters)))
        #expect(output.counts.contains { $0.name.hasPrefix("held out, characters of ") })
    }

    @Test func `gives passages to write like`() throws {
        let output = WriteLikeMeRecipe().build(try Self.documents(), RecipeOptions())
        #expect(output.train.count >= 50)
        #expect(!output.heldOut.isEmpty)
    }
}
