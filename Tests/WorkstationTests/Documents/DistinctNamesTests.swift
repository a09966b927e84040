import Testing

@testable import Workstation

@Suite struct DistinctNamesTests {
    @Test func `a name that is taken gets a number before its suffix`() {
        var names = DistinctNames()
        let given = [
            "a.zip/notes.txt", "a.zip/notes.txt", "a.zip/notes.txt", "README", "README", "b.d/.x", "b.d/.x",
        ]
        .map { names.name($0) }
        #expect(
            given == [
                "a.zip/notes.txt", "a.zip/notes (2).txt", "a.zip/notes (3).txt", "README", "README (2)",
                "b.d/.x",
                "b.d/.x (2)",
            ])
    }

    @Test func `a number that stands in a name already is skipped`() {
        var names = DistinctNames()
        #expect(
            ["a (2).txt", "a.txt", "a.txt"].map { names.name($0) } == ["a (2).txt", "a.txt", "a (3).txt"])
    }
}
