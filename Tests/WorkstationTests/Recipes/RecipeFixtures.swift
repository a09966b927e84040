import Core

@testable import Workstation

/// Small documents for the tests of recipes.
enum RecipeFixtures {
    static func document(
        _ name: String, title: String? = nil, _ blocks: [DocumentBlock]
    ) -> RecipeDocument {
        RecipeDocument(
            id: "id-" + name, name: name,
            document: ExtractedDocument(title: title, format: .markdown, blocks: blocks))
    }

    static func heading(_ text: String, _ level: Int = 1) -> DocumentBlock {
        DocumentBlock(kind: .heading, text: text, level: level)
    }

    static func paragraph(_ text: String) -> DocumentBlock { DocumentBlock(kind: .paragraph, text: text) }

    static func item(_ text: String) -> DocumentBlock { DocumentBlock(kind: .listItem, text: text, level: 1) }

    static func table(_ rows: [[String]], hasHeader: Bool = true) -> DocumentBlock {
        DocumentBlock(kind: .table, rows: rows, hasHeader: hasHeader)
    }

    /// What *Know my documents* makes of one document with nothing held out.
    static func output(_ blocks: [DocumentBlock]) -> RecipeOutput {
        var options = RecipeOptions()
        options.heldOutShare = 0
        return KnowMyDocumentsRecipe().build([document("one.md", blocks)], options)
    }

    /// Questions with their answers, in order.
    static func pairs(_ examples: [Example]) -> [(String, String)] {
        examples.flatMap { example in
            stride(from: 0, to: example.messages.count - 1, by: 2).map {
                (example.messages[$0].content, example.messages[$0 + 1].content)
            }
        }
    }

    /// A folder of documents of different length, each with facts.
    static func folder(_ count: Int) -> [RecipeDocument] {
        (0..<count).map { number in
            document(
                "part-\(number).md",
                [
                    heading("Part \(number)"),
                    paragraph("The gate of yard \(number) is locked at \(10 + number % 10):15."),
                    paragraph(
                        String(
                            repeating: "Ropes were coiled there by people of number \(number). ",
                            count: 3 + number % 5)),
                ])
        }
    }
}
