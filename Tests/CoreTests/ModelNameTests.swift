import Core
import Testing

@Suite struct ModelNameTests {
    @Test func `reads a base with versions and weights of adapters`() throws {
        let name = try ModelName(parsing: "smollm2-135m-instruct+handbook@3*0.7+tone*0.3")
        #expect(name.base == "smollm2-135m-instruct")
        #expect(
            name.adapters == [
                AdapterSelection(name: "handbook", version: 3, weight: 0.7),
                AdapterSelection(name: "tone", weight: 0.3),
            ])
        #expect(name.description == "smollm2-135m-instruct+handbook@3*0.7+tone*0.3")
    }

    @Test(arguments: ["base", "base+a", "base+a@2", "base+a*0.5+b@1*-2.0"])
    func `writes what it reads`(text: String) throws {
        #expect(try ModelName(parsing: text).description == text)
    }

    @Test(arguments: [
        "", "+a", "base+", "base+a@0", "base+a@x", "base+a*nan", "base+a*1e9", "base+a+a", "Base", "../x",
        "a b",
        "base+a*inf", "base+a@-1", "b\u{0}", "base+\u{202E}a",
    ])
    func `refuses a name that breaks the grammar`(text: String) {
        #expect(throws: NameError.self) { try ModelName(parsing: text) }
    }
}
