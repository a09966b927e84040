import Testing

@testable import Evaluation

@Suite struct AnswerGraderTests {
    private func isRight(_ answer: String, _ alternatives: String...) -> Bool {
        AnswerGrader().isRight(answer, expected: [ExpectedFact(alternatives)])
    }

    @Test(arguments: [
        ("The deposit is £320.00, payable in advance.", "320"), ("It costs 1,250 euros.", "1250"),
        ("About 1250,5 metres", "1250.5"), ("At 07:55 every morning", "7:55"), ("Seven months.", "7"),
        ("It takes 7 months", "seven"), ("On December 6th", "December 6"),
        ("the sixth of December", "6th of December"),
        ("One hundred and ten pounds", "110"), ("twenty-one", "21"), ("two thousand and five", "2005"),
        ("NIGHTJAR!", "Nightjar"), ("It is Ashgrove's leather", "Ashgrove"), ("Ashgrove’s", "ashgrove"),
        ("a tool-trolley", "tool trolley"), ("The café Zoë", "cafe zoe"), ("442Hz", "442"),
        ("열쇠는 문 옆에", "열쇠"),
        ("价格是一百元,请付款", "一百元"), ("Ｆｉｐｐｌｅ", "fipple"), ("don’t", "dont"), ("52%", "52"),
        ("the ﬁrst ofﬁce", "first office"),
    ])
    func `accepts another way of writing`(_ answer: String, _ expected: String) {
        #expect(isRight(answer, expected))
    }

    @Test(arguments: [
        ("1320", "320"), ("32", "320"), ("It is 17.5", "17"), ("Nightjars", "Nightjar"), ("", "7"),
        ("trolley tool", "tool trolley"),
        ("17:55", "7:55"), ("I do not know.", "pink"), ("3.20", "320"), ("the thirdly", "3"), ("1931", "193"),
        ("tool. A trolley", "tool trolley"), ("seventeen", "7"), ("sixty", "6"),
    ])
    func `refuses what is not stated`(_ answer: String, _ expected: String) {
        #expect(!isRight(answer, expected))
    }

    @Test func `takes any alternative of a fact and needs every fact`() {
        let grader = AnswerGrader()
        let facts = [ExpectedFact(["Tobias", "Lindgren"]), ExpectedFact(["bellows"])]
        #expect(grader.isRight("Lindgren makes the bellows.", expected: facts))
        #expect(!grader.isRight("Tobias makes it.", expected: facts))
        #expect(grader.missing(in: "Tobias makes it.", expected: facts) == [facts[1]])
    }
}
