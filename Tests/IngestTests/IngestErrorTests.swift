import Core
import Foundation
import Testing

@testable import Ingest

@Suite struct IngestErrorTests {
    @Test func `names the file in one harmless sentence`() {
        let error = IngestError(.corrupt, name: "a\u{1B}[31m/b\n.txt", "is damaged; save it again")
        #expect(error.message == "‘a [31m/b .txt’ is damaged; save it again.")
        #expect(error.description == error.message && error.code == "corrupt")
    }

    @Test func `has a stable word for every reason`() {
        for reason in IngestError.Reason.allCases {
            #expect(reason.rawValue.allSatisfy { $0 == "_" || $0.isLowercase })
            _ = IngestError(reason, message: "x").category
        }
    }

    @Test(arguments: [
        (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1536, "1.5 KiB"), (3 << 30, "3 GiB"),
    ])
    func `writes byte counts for people`(count: Int, text: String) {
        #expect(ByteCount.text(count) == text)
    }
}
