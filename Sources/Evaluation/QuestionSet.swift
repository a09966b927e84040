package import Foundation

/// Questions that a model is measured by.
///
/// As JSON: `{"questions": [{"question": "…", "expected": ["one wording", "another"], "document": "…"}]}`. An `expected`
/// of lists asks for several facts. Other keys are ignored.
package struct QuestionSet: Sendable, Hashable {
    /// Largest file that is read, in bytes.
    package static let largestFile = 16 << 20
    /// Most questions in a set.
    package static let mostQuestions = 10_000

    /// The questions in order.
    package let questions: [Question]

    /// Makes a set.
    ///
    /// - Throws: ``EvaluationError`` when there is no question, one has nothing to ask or to expect, or one comes twice.
    package init(_ questions: [Question]) throws(EvaluationError) {
        guard !questions.isEmpty, questions.count <= Self.mostQuestions else {
            throw .invalid(
                "there are \(questions.count) of them, and 1 to \(Self.mostQuestions) are possible")
        }
        var seen: [NormalizedText: Int] = [:]
        for (index, question) in questions.enumerated() {
            let words = NormalizedText(question.question)
            guard !words.words.isEmpty else { throw .invalid("question \(index + 1) is empty") }
            if let first = seen.updateValue(index, forKey: words) {
                throw .invalid("question \(index + 1) repeats question \(first + 1)")
            }
            guard !question.expected.isEmpty, question.expected.allSatisfy({ !$0.alternatives.isEmpty })
            else {
                throw .invalid(
                    "question \(index + 1) expects nothing; give \"expected\" at least one wording")
            }
            for wording in question.expected.flatMap(\.alternatives)
            where NormalizedText(wording).words.isEmpty {
                throw .invalid(
                    "question \(index + 1) expects \(wording.debugDescription), which has no word or number")
            }
        }
        self.questions = questions
    }

    /// Reads a set from JSON.
    ///
    /// - Throws: ``EvaluationError`` that names what is wrong and where.
    package init(json: Data) throws(EvaluationError) {
        struct File: Decodable { let questions: [Question] }
        guard json.count <= Self.largestFile else {
            throw .invalid("the file is larger than \(Self.largestFile >> 20) MiB")
        }
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: json)
        } catch let error as DecodingError {
            throw .invalid(Self.explain(error))
        } catch {
            throw .invalid("the file is not JSON")
        }
        try self.init(file.questions)
    }

    /// Reads a set from a file.
    ///
    /// - Throws: ``EvaluationError`` when the file cannot be read or its content is wrong.
    package static func load(path: String) throws(EvaluationError) -> QuestionSet {
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else {
            throw .unreadable(path)
        }
        return try QuestionSet(json: data)
    }

    private static func explain(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            return "\(place(context.codingPath)) has no \(key.stringValue.debugDescription)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(place(context.codingPath)) has the wrong type"
        default: return "the file is not JSON of the form {\"questions\": [{\"question\", \"expected\"}]}"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        guard let index = path.lazy.compactMap(\.intValue).first else { return "the file" }
        let name = path.last { $0.intValue == nil && $0.stringValue != "questions" }
        return "question \(index + 1)" + (name.map { ", \($0.stringValue.debugDescription)," } ?? "")
    }
}
