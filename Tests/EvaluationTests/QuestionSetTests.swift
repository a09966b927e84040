import Foundation
import TestSupport
import Testing

@testable import Evaluation

@Suite struct QuestionSetTests {
    private func load(_ json: String) throws(EvaluationError) -> QuestionSet {
        try QuestionSet(json: Data(json.utf8))
    }

    @Test func `reads wordings of one fact and lists of facts`() throws {
        let set = try load(
            #"{"questions": [{"question": "A?", "expected": ["x", "y"], "document": "d.md"}, "#
                + #"{"question": "B?", "expected": [["x"], ["y", "z"]]}]}"#)
        #expect(set.questions[0].expected == [ExpectedFact(["x", "y"])])
        #expect(set.questions[0].document == "d.md")
        #expect(set.questions[1].expected == [ExpectedFact(["x"]), ExpectedFact(["y", "z"])])
    }

    @Test(arguments: [
        ("", "not JSON"), ("[]", "the file has the wrong type"),
        (#"{"questions": []}"#, "there are 0 of them"),
        (#"{"questions": [{"expected": ["x"]}]}"#, "question 1 has no \"question\""),
        (#"{"questions": [{"question": "A?"}]}"#, "question 1 has no \"expected\""),
        (
            #"{"questions": [{"question": "A?", "expected": "x"}]}"#,
            "question 1, \"expected\", has the wrong type"
        ),
        (#"{"questions": [{"question": "A?", "expected": []}]}"#, "question 1 expects nothing"),
        (#"{"questions": [{"question": "?!", "expected": ["x"]}]}"#, "question 1 is empty"),
        (#"{"questions": [{"question": "A?", "expected": ["?"]}]}"#, "which has no word or number"),
        (
            #"{"questions": [{"question": "A?", "expected": ["x"]}, {"question": "a", "expected": ["x"]}]}"#,
            "question 2 repeats question 1"
        ),
    ])
    func `says what is wrong and where`(_ json: String, _ reason: String) {
        let error = #expect(throws: EvaluationError.self) { try load(json) }
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "no error")")
    }

    @Test func `names a file that is not there`() {
        let error = #expect(throws: EvaluationError.self) {
            try QuestionSet.load(path: "/nonexistent/q.json")
        }
        #expect(error?.code == "questions_not_found")
    }

    @Test func `reads the questions about the sample folder`() throws {
        let set = try QuestionSet.load(path: PackageRoot.path + "examples/handbook-questions.json")
        #expect(set.questions.count == 20)
    }
}
