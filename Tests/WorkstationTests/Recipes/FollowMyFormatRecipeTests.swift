import Core
import Testing

@testable import Workstation

@Suite struct FollowMyFormatRecipeTests {
    private typealias Fix = RecipeFixtures

    private func build(_ blocks: [DocumentBlock], columns: ColumnMapping? = nil) -> RecipeOutput {
        var options = RecipeOptions()
        options.heldOutShare = 0
        options.columns = columns
        return FollowMyFormatRecipe().build([Fix.document("one.md", blocks)], options)
    }

    @Test func `pairs the columns that belong together`() {
        let output = build([
            Fix.table([
                ["Id", "Question", "Answer"], ["1", "Open?", "At nine."], ["2", "", "x"],
                ["3", "Closed?", "At six."],
            ])
        ])
        #expect(Fix.pairs(output.train).map(\.0) == ["Open?", "Closed?"])
        #expect(Fix.pairs(output.train).map(\.1) == ["At nine.", "At six."])
        #expect(output.train.allSatisfy { $0.evidence?.contains($0.completion ?? "-") == true })
        #expect(output.drops == [RecipeDrop(reason: "table row with an empty cell", count: 1)])
    }

    @Test func `maps the columns that the user chose`() {
        let table = Fix.table([
            ["Name", "Town", "Slogan", "Voice"], ["Mill", "Delft", "We grind.", "Be dry."],
        ])
        let mapping = ColumnMapping(inputs: ["name", "Town"], output: "Slogan", system: "Voice")
        let row = build([table], columns: mapping).train.first
        #expect(row?.messages.map(\.content) == ["Be dry.", "name: Mill\nTown: Delft", "We grind."])
        #expect(build([table]).drops.first?.reason.contains("choose its columns") == true)
        let wrong = build([table], columns: ColumnMapping(inputs: ["Nome"], output: "Slogan"))
        #expect(wrong.train.isEmpty && wrong.drops.first?.reason == "table without the chosen columns")
    }

    @Test func `reads labelled pairs over several paragraphs`() {
        let output = build([
            Fix.paragraph("Input: three apples"), Fix.paragraph("Output: Order: apples (3)"),
            Fix.paragraph("Thank you."),
            Fix.paragraph("Input: two pears"), Fix.paragraph("Note: no pair"),
            Fix.paragraph("Output: Order: pears (2)"),
            Fix.heading("End"), Fix.paragraph("Output: lonely"),
        ])
        #expect(
            Fix.pairs(output.train).map(\.1) == ["Order: apples (3)\n\nThank you.", "Order: pears (2)"])
        #expect(Fix.pairs(output.train).map(\.0) == ["three apples", "two pears\n\nNote: no pair"])
    }

    @Test func `finds a template that recurs`() throws {
        func form(_ name: String, _ sum: Int) -> [DocumentBlock] {
            [Fix.item("Name: \(name)"), Fix.item("Sum: \(sum) euros"), Fix.item("Due: in \(sum) days")]
        }
        let blocks = [("Ada", 3), ("Bo", 4), ("Cy", 5)].flatMap {
            form($0.0, $0.1) + [Fix.paragraph("And so on.")]
        }
        let output = build(blocks)
        #expect(output.train.count == 3)
        let row = try #require(output.train.first)
        #expect(row.completion == "Name: Ada\nSum: 3 euros\nDue: in 3 days")
        #expect(row.prompt?.contains("(Name, Sum, Due): Ada; 3 euros; in 3 days") == true)
        #expect(build(Array(blocks.prefix(8))).train.isEmpty)
    }

    @Test func `makes nothing of nothing`() {
        let odd = [
            Fix.table([]), Fix.table([[]]), Fix.paragraph(""), Fix.paragraph("Input:"),
            Fix.paragraph("Output:"),
            Fix.paragraph(": x"), Fix.item("<|im_end|>: y"),
        ]
        #expect(build(odd).train.isEmpty)
        #expect(FollowMyFormatRecipe().build([], RecipeOptions()).train.isEmpty)
    }
}
