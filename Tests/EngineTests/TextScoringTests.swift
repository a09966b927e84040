import Core
import Tensor
import Testing

@testable import Engine

@Suite struct TextScoringTests {
    private let model: LanguageModel
    private let text = (0..<50).map { ($0 * 7 + 3) % 64 }

    init() throws { model = try Fixture.tinyModel() }

    @Test(arguments: [1, 7, 49, 50, 200])
    func `scores do not depend on the pieces, but for rounding`(_ piece: Int) throws {
        let session = try DecodingSession(model: model)
        let scoring = try TextScoring(of: text, by: session, alternatives: 2, piece: piece)
        var steps = 0
        while !scoring.isComplete {
            try scoring.step()
            steps += 1
            #expect(session.position == min(steps * piece, text.count))
        }
        #expect(steps == (text.count + piece - 1) / piece)
        let reference = try DecodingSession(model: model).score(text, alternatives: 2)
        try #require(scoring.scores.count == text.count && scoring.scores[0] == nil)
        for (own, other) in zip(scoring.scores, reference).dropFirst() {
            let (own, other) = (try #require(own), try #require(other))
            #expect(own.token == other.token && own.alternatives.count == 2)
            #expect(abs(own.logProbability - other.logProbability) < BatchSchedulerTests.tolerance)
        }
        #expect(session.logits != nil)
    }

    @Test func `a text that the cache cannot hold is refused before anything is computed`() throws {
        let page = model.cacheLayout.pageBytes
        let session = try DecodingSession(model: model, budget: CacheBudget(bytes: page))
        let error = #expect(throws: EngineError.self) {
            try TextScoring(of: text, by: session, alternatives: 0, piece: 8)
        }
        #expect(error?.isCacheFull == true && session.position == 0)
        #expect(try session.score(Array(text.prefix(20))).count == 20)
    }
}
