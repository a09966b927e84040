import Foundation
import Testing
import Workstation

@testable import Commands

@Suite struct DocumentsAddCommandTests {
    private func skipped(_ name: String) throws -> DocumentView {
        let json = """
            {"id": "d", "collection": "c", "name": "\(name)", "state": "skipped",
            "reason": "‘\(name)’ is damaged; save it again.", "characters": 0, "sizeBytes": 1, "digest": "", "revision": 1,
            "notes": [], "notePhrases": [], "createdAt": "2026-01-01T00:00:00Z"}
            """
        return try JSONCoding.decoder.decode(DocumentView.self, from: Data(json.utf8))
    }

    @Test func `fails when a file that was named is left out`() throws {
        let documents = [try skipped("folder/other.pdf"), try skipped("broken.pdf")]
        let reason = DocumentsAddCommand.refusal(of: ["/tmp/folder", "some/broken.pdf"], documents)
        #expect(reason == "‘broken.pdf’ is damaged; save it again.")
    }

    @Test func `succeeds when only files inside a folder are left out`() throws {
        #expect(DocumentsAddCommand.refusal(of: ["/tmp/folder"], [try skipped("folder/broken.pdf")]) == nil)
    }
}
