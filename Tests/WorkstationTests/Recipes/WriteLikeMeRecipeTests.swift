import Core
import Testing

@testable import Workstation

@Suite struct WriteLikeMeRecipeTests {
    private typealias Fix = RecipeFixtures
    private let letter =
        "Dear Ottilie, the goose arrived in good health and has already bitten the postman, which we take as a sign "
        + "that she feels at home. The weather on the quay is what it always is in spring: undecided and loud."

    @Test func `answers with the passage as it was written`() throws {
        let document = Fix.document(
            "letters.md", [Fix.heading("Letters"), Fix.heading("The goose", 2), Fix.paragraph(letter)])
        let output = WriteLikeMeRecipe().build([document], RecipeOptions())
        let row = try #require(output.train.first)
        #expect(row.completion == letter)
        #expect(row.prompt?.contains("The goose") == true)
        #expect(row.prompt?.contains("Dear Ottilie, the goose arrived") == true)
        #expect(row.kind == .instruction)
    }

    @Test func `keeps greeting and signature and asks in several wordings and lengths`() {
        let documents = (0..<12).map { number in
            let body = (0...number).map {
                "Item \(number * 31 + $0) of the long list of the harbour was counted again."
            }
            return Fix.document(
                "letter-\(number).md",
                [
                    Fix.heading("Letter \(number)"),
                    Fix.paragraph("Dear Ada \(number), \(body.joined(separator: " ")) And \(letter)"),
                    Fix.paragraph("Yours,\nBo"),
                ])
        }
        var options = RecipeOptions()
        options.heldOutShare = 0
        let rows = WriteLikeMeRecipe().build(documents, options).train
        let first = rows.filter { $0.completion?.hasPrefix("Dear Ada") == true }
        #expect(first.count == 12)
        #expect(rows.contains { $0.completion?.hasSuffix("Yours,\nBo") == true })
        let openings = Set(
            first.compactMap { $0.prompt?.split(separator: " ").prefix(2).joined(separator: " ") })
        #expect(openings.count >= 3)
        #expect(
            Set(["a paragraph or two", "a longer text"]).allSatisfy { length in
                first.contains { $0.prompt?.contains(length) == true }
            })
        #expect(rows.allSatisfy { $0.evidence != nil })
    }

    @Test func `leaves out tables, code and scraps with their reasons`() {
        let document = Fix.document(
            "mixed.md",
            [
                Fix.heading("One"), Fix.paragraph(letter), Fix.table([["a", "b"], ["c", "d"]]),
                DocumentBlock(kind: .code, text: "let x = 1"), Fix.heading("Two"),
                Fix.paragraph("Too short."),
            ])
        let output = WriteLikeMeRecipe().build([document], RecipeOptions())
        #expect(output.train.count == 1)
        #expect(
            output.drops.contains(RecipeDrop(reason: "table or program code, which holds no style", count: 2))
        )
        #expect(output.drops.contains(RecipeDrop(reason: "passage too short to show a style", count: 1)))
    }

    @Test func `cuts long texts and says that they go on`() {
        let long = (0..<60).map { "Sentence number \($0) speaks of the sea and the rope." }.joined(
            separator: " ")
        let output = WriteLikeMeRecipe().build(
            [Fix.document("long.md", [Fix.heading("Sea"), Fix.paragraph(long)])], RecipeOptions())
        #expect(output.train.count >= 3)
        #expect(output.train.dropFirst().allSatisfy { $0.prompt?.hasPrefix("Go on with") == true })
        #expect(output.train.compactMap(\.completion).joined(separator: " ") == long)
    }

    @Test func `holds out a document`() {
        let documents = (0..<10).map { number in
            Fix.document(
                "letter-\(number).md",
                [
                    Fix.heading("Letter \(number)"),
                    Fix.paragraph(
                        (0..<12).map { "Goose \(number * 31 + $0) bit postman \(number * 7919 + $0)." }
                            .joined(separator: " ")),
                ])
        }
        var options = RecipeOptions()
        options.duplicateThreshold = 1.1
        let output = WriteLikeMeRecipe().build(documents, options)
        #expect(output.heldOut.count == 1)
        #expect(output.train.count == 9)
    }
}
