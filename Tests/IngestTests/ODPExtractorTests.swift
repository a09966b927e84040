import Core
import Testing

@testable import Ingest

@Suite struct ODPExtractorTests {
    @Test func `reads slides, lists and notes`() throws {
        let body = """
            <draw:page><draw:frame presentation:class="outline"><draw:text-box><text:list><text:list-item><text:p>one</text:p>
            <text:list><text:list-item><text:p>in<text:s/>side</text:p></text:list-item></text:list></text:list-item></text:list>
            </draw:text-box></draw:frame><draw:frame presentation:class="title"><draw:text-box><text:p>Kiln</text:p></draw:text-box>
            </draw:frame><draw:frame presentation:class="footer"><draw:text-box><text:p>no</text:p></draw:text-box></draw:frame>
            <presentation:notes><draw:frame presentation:class="notes"><draw:text-box><text:p>Smile.</text:p></draw:text-box>
            </draw:frame></presentation:notes></draw:page>
            <draw:page><draw:custom-shape><text:p>Free</text:p></draw:custom-shape></draw:page>
            """
        let document = try TestFile(OfficeFiles.openDocument("presentation", body)).extract()
        #expect(document.outline == ["h1 Kiln", "li1 one", "li2 in side", "p Smile.", "p Free"])
        #expect(document.blocks.map(\.page) == [1, 1, 1, 1, 2] && document.blocks[3].role == .note)
        #expect(document.title == "Kiln" && document.author == "Ann" && document.format == .odp)
    }
}
