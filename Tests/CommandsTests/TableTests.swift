import Testing

@testable import Commands

@Suite struct TableTests {
    @Test func `aligns numbers to the right and text to the left`() {
        var table = Table("NAME", "COUNT")
        table.add("a", "5")
        table.add("longer", "1,200")
        #expect(table.text == "NAME    COUNT\na           5\nlonger  1,200")
    }

    @Test func `counts wide characters as two columns`() {
        var table = Table("NAME", "X")
        table.add("한국", "a")
        table.add("abcd", "b")
        #expect(table.text == "NAME  X\n한국  a\nabcd  b")
    }
}
