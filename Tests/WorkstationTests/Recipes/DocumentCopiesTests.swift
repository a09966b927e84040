import Core
import Testing

@testable import Workstation

@Suite struct DocumentCopiesTests {
    private static let sentences = (0..<80).map {
        "Rope number \($0) was coiled on shelf \($0 % 7) by the hand of sailor \($0 * 3)."
    }

    private static func document(
        _ name: String, _ format: DocumentFormat, _ sentences: some Collection<String>
    ) -> RecipeDocument {
        RecipeDocument(
            id: name, name: name,
            document: ExtractedDocument(
                title: nil, format: format,
                blocks: sentences.map { DocumentBlock(kind: .paragraph, text: $0) }))
    }

    @Test func `keeps chapters of a format with structure, and no book, page or text that repeats them`() {
        let documents = [
            Self.document("all.txt", .text, [Self.sentences.joined(separator: "\n")]),
            Self.document("all.pdf", .pdf, Self.sentences),
            Self.document("all.epub", .epub, Self.sentences + ["Cover"]),
            Self.document("one.html", .html, Self.sentences[..<40]),
            Self.document("two.html", .html, Self.sentences[40...]),
        ]
        #expect(DocumentCopies.positions(in: documents) == [0, 1, 2])
    }

    @Test func `two versions in one format, and texts that only quote, are no copies`() {
        let changed = Self.sentences.dropLast() + ["The last rope was sold in 1999 to a man from the north."]
        let documents = [
            Self.document("old.docx", .docx, Self.sentences), Self.document("new.docx", .docx, changed),
            Self.document(
                "letter.txt", .text,
                Self.sentences[..<20] + (0..<40).map { "Dear friend, day \($0) was long and quiet." }),
            Self.document("short.txt", .text, ["Rope number 1"]),
        ]
        #expect(DocumentCopies.positions(in: documents).isEmpty)
    }

    @Test func `a copy gives no rows and is counted`() {
        let documents = [
            Self.document("all.txt", .text, Self.sentences), Self.document("all.html", .html, Self.sentences),
        ]
        let output = KnowMyDocumentsRecipe().build(documents, RecipeOptions())
        #expect(
            (output.train + output.heldOut + output.recall).allSatisfy { $0.source?.documentId == "all.html" }
        )
        #expect(
            output.drops.contains(
                RecipeDrop(reason: "document says the same as others in another format", count: 1)))
    }
}
