import Foundation

/// Reads candidates out of a model's words, for writers without constrained decoding.
///
/// Models wrap JSON in prose or fences, stop in the middle, or damage one object of many. Every object that is whole
/// is kept; the damaged ones are counted.
package enum CandidateDecoder {
    /// Returns the candidates of all whole JSON objects in a text, and how many objects were damaged.
    ///
    /// - Complexity: O(n) in the length of the text, apart from the decoding of each object.
    package static func candidates(in text: String) -> (candidates: [QuestionCandidate], damaged: Int) {
        var candidates: [QuestionCandidate] = []
        var damaged = 0
        let bytes = Array(text.utf8)
        var start: Int?
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if let first = start {
                if isQuoted {
                    if byte == 0x5C {
                        index += 1
                    } else if byte == 0x22 {
                        isQuoted = false
                    }
                } else if byte == 0x22 {
                    isQuoted = true
                } else if byte == 0x7B {
                    // An object in an object: only the inner one can be a candidate.
                    start = index
                } else if byte == 0x7D {
                    if let candidate = candidate(bytes[first...index]) {
                        candidates.append(candidate)
                    } else {
                        damaged += 1
                    }
                    start = nil
                }
            } else if byte == 0x7B {
                (start, isQuoted) = (index, false)
            }
            index += 1
        }
        return (candidates, damaged + (start == nil ? 0 : 1))
    }

    private static func candidate(_ bytes: ArraySlice<UInt8>) -> QuestionCandidate? {
        // A damaged object is counted by the caller.
        guard let read = try? JSONDecoder().decode(Loose.self, from: Data(bytes)),
            let question = read.question,
            let answer = read.answer
        else { return nil }
        return QuestionCandidate(
            question: question, answer: answer, quote: read.quote ?? read.evidence ?? "",
            type: read.type ?? "")
    }

    private struct Loose: Decodable {
        var question: String?
        var answer: String?
        var quote: String?
        var evidence: String?
        var type: String?
    }
}
