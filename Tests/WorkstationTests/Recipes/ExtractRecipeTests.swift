import Core
import Foundation
import Testing

@testable import Workstation

@Suite struct ExtractRecipeTests {
    private typealias Fix = RecipeFixtures

    private func invoice(_ number: Int) -> RecipeDocument {
        Fix.document(
            "invoice-\(number).md",
            [
                Fix.heading("Invoice"), Fix.item("Number: R-\(number)"),
                Fix.paragraph("Thank you for your order."),
                Fix.table(
                    [["Customer", "House \"\(number)\"\\"], ["Sum", "\(number * 7) euros"]], hasHeader: false),
                Fix.item(number == 2 ? "Remark: paid" : "Due: in \(number) days"),
            ])
    }

    @Test func `answers with the fields that the documents have in common`() throws {
        var options = RecipeOptions()
        options.heldOutShare = 0
        let documents = (1...4).map(invoice)
        let output = ExtractRecipe().build(documents, options)
        #expect(output.train.count == 4)
        #expect(output.counts.contains(RecipeCount(name: "fields", count: 4)))
        for (number, row) in output.train.enumerated() {
            let answer = try #require(row.completion)
            let object = try JSONDecoder().decode([String: String?].self, from: Data(answer.utf8))
            #expect(object["Number"] == "R-\(number + 1)")
            #expect(object["Customer"] == "House \"\(number + 1)\"\\")
            #expect(object["Due"] == (number == 1 ? .some(nil) : "in \(number + 1) days"))
            #expect(object["Remark"] == nil)
            #expect(row.prompt?.contains("Thank you for your order.") == true)
            #expect(Evidence.isVerified(row, in: documents[number].document))
        }
    }

    @Test func `names why a document gives no row`() {
        var options = RecipeOptions()
        options.documentCharacters = 400
        let long = Fix.document(
            "long.md", invoice(9).document.blocks + [Fix.paragraph(String(repeating: "word ", count: 100))])
        let other = Fix.document("letter.md", [Fix.paragraph("Dear Ada, nothing to see.")])
        let output = ExtractRecipe().build((3...6).map(invoice) + [long, other], options)
        #expect(output.train.count + output.heldOut.count == 4)
        #expect(
            Set(output.drops.map(\.reason)) == [
                "document too long to be read whole", "document without most of the fields",
            ])
        #expect(ExtractRecipe().build([other], options).drops.first?.reason.contains("no two labels") == true)
    }
}
