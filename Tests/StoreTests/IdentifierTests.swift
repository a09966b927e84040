import Testing

@testable import Store

@Suite struct IdentifierTests {
    @Test func `an identifier is its word and sixteen random letters`() {
        let one = Identifier.make("run")
        #expect(one.hasPrefix("run-"))
        #expect(one.utf8.count == 20)
        #expect(Identifier.isValid(one))
        #expect(one != Identifier.make("run"))
    }

    @Test(arguments: ["", "../x", "Run-1", "a/b", "a.b", String(repeating: "a", count: 65)])
    func `what is no identifier is recognised`(text: String) {
        #expect(!Identifier.isValid(text))
    }
}
