import Core
import Testing

@testable import Workstation

/// Tables whose columns a person maps.
@Suite struct TableImportTests {
    private func read(_ text: String, _ map: String?, file: String = "rows.csv") throws -> ImportedFile {
        try ExampleImporter.file(
            Array(text.utf8), fileName: file, columns: try map.map { try ImportColumns($0) })
    }

    @Test func `columns become turns, several questions under their names`() throws {
        let text = "Subject,Body,Reply,Tone\nOpening,When?,At nine,Be kind\nKeys,,Behind the door,\n"
        let file = try read(text, "question=Subject,question=Body,answer=Reply,system=Tone")
        #expect(file.rows.map(\.prompt) == ["Subject: Opening\nBody: When?", "Subject: Keys"])
        #expect(file.rows.map(\.completion) == ["At nine", "Behind the door"])
        #expect(file.rows.map { $0.messages.first?.role } == [.system, .user])
        #expect(file.faults.isEmpty)
    }

    @Test func `two answers are a pair and a thumb is a rating`() throws {
        let pairs = try read(
            "Q\tGood\tBad\nq\ta\tb\n", "question=Q,chosen=Good,rejected=Bad", file: "rows.tsv")
        #expect(pairs.rows.map(\.completion) == ["a"])
        #expect(pairs.rows.map(\.rejected) == ["b"])
        let rated = try read("Q;A;Thumb\nq;a;좋음\nr;b;-1\ns;c;\n", "question=Q,answer=A,thumb=Thumb")
        #expect(rated.rows.map(\.rating) == [.up, .down, nil])
    }

    @Test func `every row that cannot be used is named with its line, and the others are taken`() throws {
        let text = "q,a,b,t\n1,x,y,up\n\n,x,y,up\n2,,y,up\n\"3\n3\",x,x,up\n4,x\n5,x,y,maybe\n6,x,y,down\n"
        let pairs = try read(text, "question=q,chosen=a,rejected=b")
        #expect(pairs.rows.map(\.prompt) == ["1", "5", "6"])
        #expect(
            pairs.faults == [
                RowFault(line: 4, reason: "row with an empty question"),
                RowFault(line: 5, reason: "row with an empty answer"),
                RowFault(line: 6, reason: "row whose chosen and rejected answers are the same"),
                RowFault(line: 8, reason: "row with fewer cells than the header has columns"),
            ])
        let rated = try read(text, "question=q,answer=a,thumb=t")
        #expect(rated.faults.map(\.line) == [4, 5, 8, 9])
        let output = ImportSplit(options: RecipeOptions()).output(pairs)
        #expect(output.drops.map(\.count).reduce(0, +) == 4)
        #expect(output.counts.first == RecipeCount(name: "rows in the file", count: 7))
    }

    @Test func `a table without a usable row is refused with the first fault`() throws {
        let error = #expect(throws: DatasetFileError.self) {
            try self.read("q,a\n,x\ny,\n", "question=q,answer=a")
        }
        #expect(error?.code == "no_usable_row")
        #expect(error?.message.contains("None of the 2 rows of rows.csv") == true)
        #expect(error?.message.contains("line 2: row with an empty question") == true)
    }

    @Test(arguments: [
        ("answer=a", "no question"), ("question=q", "no answer"), ("question=q,chosen=a", "one of chosen"),
        ("question=q,answer=a,answer=b", "names answer twice"), ("q,answer=a", "begins with “q”"),
        ("question=q,answer=a,chosen=b,rejected=c", "beside chosen and rejected"),
        ("question=q,chosen=b,rejected=c,thumb=t", "thumb beside"),
    ])
    func `a mapping that does not do is refused`(text: String, fault: String) {
        let error = #expect(throws: DatasetFileError.self) { try ImportColumns(text) }
        #expect(error?.code == "bad_column_mapping")
        #expect(error?.message.contains(fault) == true, "\(error?.message ?? "")")
    }

    @Test func `a comma belongs to a column unless a role follows it`() throws {
        let columns = try ImportColumns("question=Name, first,answer=a=b")
        #expect(columns.columns == [.question: ["Name, first"], .answer: ["a=b"]])
        #expect(try ImportColumns(columns.text) == columns)
        let missing = #expect(throws: DatasetFileError.self) {
            try self.read("q,a\n1,2\n", "question=q,answer=z")
        }
        #expect(missing?.message == "rows.csv has no column “z”; its columns are “q”, “a”.")
    }

    @Test(arguments: [
        ("Prompt,Completion\n1,2\n", "question=Prompt,answer=Completion"),
        ("질문,답변,평가\n1,2,좋음\n", "question=질문,answer=답변,thumb=평가"),
        ("prompt,chosen,rejected,label\n1,2,3,4\n", "question=prompt,chosen=chosen,rejected=rejected"),
        ("source,target\n1,2\n", "question=source,answer=target"),
    ])
    func `names of columns suggest what they are`(text: String, map: String) throws {
        #expect(try CSVTable(text, file: "rows.csv").suggestion?.text == map)
    }

    @Test func `names that say nothing suggest nothing`() throws {
        #expect(try CSVTable("Id,Frage,Antwort\n1,2,3\n", file: "rows.csv").suggestion == nil)
    }

    @Test func `a quotation mark that swallows the rest is named with its line`() {
        let text = "question,answer\nWhere?,Here.\nWhen?,\"Now.\nWho?,She.\n"
        let error = #expect(throws: DatasetFileError.self) { try CSVTable(text, file: "rows.csv") }
        #expect(error?.message.contains("line 3") == true)
    }

    @Test func `paragraphs of a text with the line breaks of Windows stay apart`() throws {
        let paragraphs = (0..<3).map {
            "Paragraph \($0) tells of ropes that were coiled by hand on shelf \($0)."
        }
        let file = try ExampleImporter.file(
            Array(paragraphs.joined(separator: "\r\n\r\n").utf8), fileName: "text.txt")
        let text = file.rows.compactMap(\.text).joined(separator: "\n")
        #expect(text.contains("shelf 0.\n\nParagraph 1") || file.rows.count == 3)
    }
}
