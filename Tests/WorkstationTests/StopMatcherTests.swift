import Testing

@testable import Workstation

@Suite struct StopMatcherTests {
    @Test func `cuts the text before a stop sequence that comes in pieces`() {
        var matcher = StopMatcher(["END"])
        #expect(matcher.append("one E") == ("one ", false))
        #expect(matcher.append("N") == ("", false))
        #expect(matcher.append("D two") == ("", true))
    }

    @Test func `shows what only looked like a beginning`() {
        var matcher = StopMatcher(["END"])
        #expect(matcher.append("EN") == ("", false))
        #expect(matcher.append("x") == ("ENx", false))
        #expect(matcher.append("E") == ("", false))
        #expect(matcher.finish() == "E")
    }

    @Test func `takes the earliest of several sequences`() {
        var matcher = StopMatcher(["\n\n", "User:"])
        #expect(matcher.append("a User: b\n\n") == ("a ", true))
    }

    @Test func `passes everything on without sequences`() {
        var matcher = StopMatcher([])
        #expect(matcher.append("text") == ("text", false))
        #expect(matcher.finish().isEmpty)
    }
}
