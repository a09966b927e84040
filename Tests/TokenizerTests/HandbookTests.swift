import Foundation
import TestSupport
import Testing

@testable import Tokenizer

@Suite struct HandbookTests {
    private struct Fixture: Decodable { let digests: [String: UInt32] }

    private static let folders = ["examples/handbook", "scripts/handbook"]
    private static let extensions: Set<String> = ["csv", "html", "md", "txt"]

    private func files() throws -> [String] {
        try Self.folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: PackageRoot.path + folder).sorted()
                .filter { Self.extensions.contains(URL(filePath: $0).pathExtension) }
                .map { folder + "/" + $0 }
        }
    }

    private func key(_ bytes: some Sequence<UInt8>) -> String {
        let value = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    @Test func `gives the reference library's ids on every line of the sample folder`() throws {
        let fixture = try TestFiles.fixture("handbook.json", as: Fixture.self)
        let tokenizer = try StarterModel.tokenizer.get()
        var lineCount = 0
        for file in try files() {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: PackageRoot.path + file)))
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(
                Array.init)
            for (index, part) in ([bytes] + lines).enumerated() {
                let place = index == 0 ? file : "\(file), line \(index)"
                guard let digest = fixture.digests[key(part)] else {
                    Issue.record(
                        """
                        \(place) has been edited since its token ids were noted; run \
                        python3 scripts/fixtures/tokenizer-handbook.py and commit Fixtures/handbook.json
                        """)
                    break
                }
                #expect(LineFixture.digest(tokenizer.encode(bytes: part)) == digest, "\(place)")
                lineCount += 1
            }
        }
        #expect(lineCount > 500)
    }
}
