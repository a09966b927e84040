import Core
import Testing

@testable import Workstation

@Suite struct FromConversationsRecipeTests {
    private typealias Fix = RecipeFixtures

    private func said(_ speaker: String?, _ text: String, _ kind: DocumentBlock.Kind = .paragraph)
        -> DocumentBlock
    {
        DocumentBlock(kind: kind, text: text, speaker: speaker)
    }

    private func build(_ blocks: [DocumentBlock], _ change: (inout RecipeOptions) -> Void = { _ in })
        -> RecipeOutput
    {
        var options = RecipeOptions()
        options.heldOutShare = 0
        change(&options)
        return FromConversationsRecipe().build([Fix.document("chat.txt", blocks)], options)
    }

    @Test func `makes one row of a conversation and joins what one speaker says`() throws {
        let output = build(
            [
                said("Ada", "Good morning"), said("Bo", "Is the ferry late?"),
                said("Bo", "I have to be there by ten."),
                said("Ada", "No."), said("Ada", "It is on time."), said("Bo", "Thanks"), said("Ada", "Bye"),
                said("Bo", "Bye"),
            ]) { $0.assistantSpeaker = "Ada" }
        let row = try #require(output.train.first)
        #expect(output.train.count == 1)
        #expect(row.kind == .conversation)
        #expect(row.messages.map(\.role) == [.user, .assistant, .user, .assistant])
        #expect(row.messages[0].content == "Is the ferry late?\n\nI have to be there by ten.")
        #expect(row.messages[1].content == "No.\n\nIt is on time.")
        #expect(row.source == SourceSpan(documentId: "id-chat.txt", firstBlock: 1, lastBlock: 6))
        #expect(output.counts.contains(RecipeCount(name: "answers in them", count: 2)))
    }

    @Test func `takes who speaks most, and keeps names in a group`() throws {
        let output = build([
            said("Bo", "Who comes?"), said("Cy", "I do."), said("Ada", "Me too."), said("Bo", "When?"),
            said("Ada", "At six."),
            said("Cy", "Fine"), said("Ada", "Good."),
        ])
        let row = try #require(output.train.first)
        #expect(
            row.messages.map(\.content) == [
                "Bo: Who comes?\n\nCy: I do.", "Me too.", "Bo: When?", "At six.", "Cy: Fine", "Good.",
            ])
    }

    @Test func `leaves quotations out`() throws {
        let output = build(
            [
                said("Bo", "Can you come on Monday?"),
                said("Ada", "On Monday Bo wrote:\n> Can you come on Monday?\nYes, with pleasure."),
                said("Bo", "Fine.", .quote),
                said(nil, "Sent from a telephone"),
            ]) { $0.assistantSpeaker = "Ada" }
        #expect(output.train.first?.completion == "Yes, with pleasure.")
        #expect(
            Set(output.drops.map(\.reason)) == [
                "quotation of an earlier message", "text that nobody is named for",
            ])
    }

    @Test func `cuts long conversations at a question and headings begin new ones`() {
        let long = (0..<10).flatMap { [said("Bo", "Question \($0)?"), said("Ada", "Answer number \($0).")] }
        let cut = build(long) {
            $0.assistantSpeaker = "Ada"
            $0.conversationCharacters = 80
        }
        #expect(cut.train.count > 2)
        #expect(
            cut.train.allSatisfy { $0.messages.first?.role == .user && $0.messages.last?.role == .assistant })
        #expect(cut.train.flatMap(\.messages).count == 20)
        let two = build([
            said("Bo", "A?"), said("Ada", "a"), Fix.heading("Next"), said("Bo", "B?"), said("Ada", "b"),
        ]) {
            $0.assistantSpeaker = "Ada"
        }
        #expect(two.train.count == 2)
    }

    @Test func `says why nothing came of it`() {
        #expect(
            build([said("Bo", "Hi")]) { $0.assistantSpeaker = "Ada" }.drops.first?.reason
                == "conversation without the chosen speaker")
        #expect(
            build([said("Ada", "Hi")]).drops.first?.reason == "conversation without a question and its answer"
        )
        #expect(build([]).train.isEmpty)
    }
}
