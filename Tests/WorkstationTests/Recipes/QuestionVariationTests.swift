import Testing

@testable import Workstation

@Suite struct QuestionVariationTests {
    private static let deposit = [
        "How much is the deposit of the Tinker?", "What is the deposit of the Tinker?",
        "Tell me the deposit of the Tinker.",
    ]

    @Test func `asks with keywords in the order of the question`() {
        let variations = QuestionVariation(questions: Self.deposit).variations(12)
        #expect(variations.contains("How much deposit Tinker"))
        #expect(variations.contains("deposit Tinker"))
        #expect(!variations.contains { $0.hasPrefix("Tinker") })
    }

    @Test func `puts a question between sentences that ask for nothing`() {
        let variations = QuestionVariation(questions: Self.deposit).variations(12)
        #expect(variations.contains { $0.hasSuffix(" How much is the deposit of the Tinker?") })
        #expect(variations.contains { $0.hasPrefix("What is the deposit of the Tinker? ") })
    }

    @Test func `gives the number asked for, each another text and none of the questions`() {
        for count in [0, 1, 5, 12] {
            let variations = QuestionVariation(questions: Self.deposit).variations(count)
            #expect(variations.count == count)
            let words = variations.map(\.comparedWords)
            #expect(Set(words).count == count)
            #expect(Set(words).isDisjoint(with: Self.deposit.map(\.comparedWords)))
        }
    }

    @Test func `ends when there is nothing more to say`() {
        #expect(QuestionVariation(questions: []).variations(5).isEmpty)
        let few = QuestionVariation(questions: ["Who?"]).variations(500)
        #expect(!few.isEmpty && few.count < 500)
    }

    @Test func `varies Korean questions in Korean alone`() {
        let variations = QuestionVariation(questions: ["통역 요금은 무엇인가요?", "통역 요금을 알려 주세요."]).variations(6)
        #expect(variations.count == 6)
        #expect(variations.allSatisfy { text in !text.contains { $0.isASCII && $0.isLetter } })
    }
}
