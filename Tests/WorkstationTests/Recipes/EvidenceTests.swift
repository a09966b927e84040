import Core
import Testing

@testable import Workstation

@Suite struct EvidenceTests {
    private typealias Fix = RecipeFixtures

    @Test(arguments: [
        ("armed at 19:15", true), ("armed   at\n19:15", true), ("armed at 19:16", false), ("", false),
        ("The alarm is\narmed", true), ("the alarm", false),
    ])
    func `finds a quote whatever its blanks are`(quote: String, occurs: Bool) {
        #expect(Evidence.occurs(quote, in: "The alarm is \n armed at\t19:15.") == occurs)
    }

    @Test func `every answer names the words that show it`() throws {
        let document = Fix.document(
            "all.md",
            [
                Fix.heading("Workshop"), Fix.paragraph("The alarm is armed at 19:15. Nothing else matters."),
                Fix.table([["Service", "Price"], ["Voicing", "18 euros"], ["Tuning", "40 euros"]]),
                Fix.item("Closed days: Sunday and Monday"), Fix.heading("Rules", 2),
                Fix.item("Keep the door shut"),
                Fix.item("Wash your hands"), Fix.heading("Parking", 2), Fix.paragraph("Q: Where can I park?"),
                Fix.paragraph("A: In the yard of the brewery."), Fix.paragraph("보험료는 악기 값의 3퍼센트입니다."),
            ])
        var options = RecipeOptions()
        options.heldOutShare = 0
        for count in [1, 3] {
            options.questionsPerRow = count
            let output = KnowMyDocumentsRecipe().build([document], options)
            let questions = output.train.filter { $0.kind == .question } + output.recall
            #expect(questions.count > 20)
            #expect(questions.allSatisfy { Evidence.isVerified($0, in: document.document) })
        }
        let output = KnowMyDocumentsRecipe().build([document], options)
        #expect(output.recall.contains { $0.evidence == "The alarm is armed at 19:15." })
        #expect(output.train.contains { $0.evidence?.contains("Voicing | 18 euros") == true })
    }

    @Test func `a span outside the document proves nothing`() {
        let document = Fix.document("one.md", [Fix.paragraph("Text")])
        for (first, last) in [(0, 1), (-1, 0), (1, 0), (5, 9)] {
            let span = SourceSpan(documentId: document.id, firstBlock: first, lastBlock: last)
            let row = Example(kind: .question, messages: [], source: span, evidence: "Text")
            #expect(!Evidence.isVerified(row, in: document.document))
        }
    }
}
