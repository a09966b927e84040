import Core
import Store
import Testing

@testable import Workstation

/// What is read again when a folder is added a second time.
@Suite struct KnownFilesTests {
    private func document(
        _ name: String, _ digest: String, state: DocumentState = .used, reader: String? = KnownFiles.reader
    ) -> DocumentRecord {
        DocumentRecord(
            collectionName: "c", name: name, state: state, sizeBytes: 1, digest: digest, reader: reader)
    }

    @Test func `a file as it was is kept, a changed one is read`() {
        let a = document("f/a.txt", "1")
        let files = KnownFiles([a], found: ["f/a.txt"])
        #expect(files.decision(name: "f/a.txt", digest: "1") == .keep(a))
        #expect(files.decision(name: "f/a.txt", digest: "2") == .read)
        #expect(files.decision(name: "f/new.txt", digest: "3") == .read)
    }

    @Test func `a renamed file keeps its document, a copy is read`() {
        let a = document("f/a.txt", "1")
        #expect(KnownFiles([a], found: ["f/b.txt"]).decision(name: "f/b.txt", digest: "1") == .keep(a))
        let both: Set<String> = ["f/a.txt", "f/b.txt"]
        #expect(KnownFiles([a], found: both).decision(name: "f/b.txt", digest: "1") == .read)
    }

    @Test func `knows which document is used for some bytes`() {
        let files = KnownFiles(
            [document("f/a.txt", "1"), document("f/b.txt", "2", state: .skipped)], found: [])
        #expect(files.isUsed("f/a.txt", digest: "1"))
        #expect(!files.isUsed("f/c.txt", digest: "1") && !files.isUsed("f/b.txt", digest: "2"))
        #expect(!files.isUsed("f/a.txt", digest: nil))
    }

    @Test func `a file that comes alone renames nothing`() {
        let a = document("a.txt", "1")
        #expect(KnownFiles([a], found: ["c.txt"]).decision(name: "c.txt", digest: "1") == .read)
        let inFolder = document("f/a.txt", "1")
        #expect(KnownFiles([inFolder], found: ["g/c.txt"]).decision(name: "g/c.txt", digest: "1") == .read)
        #expect(
            KnownFiles([inFolder], found: ["f/c.txt"]).decision(name: "f/c.txt", digest: "1")
                == .keep(inFolder))
    }

    @Test func `what other readers read, or could not use, is read again`() {
        let old = document("f/a.txt", "1", reader: nil)
        #expect(KnownFiles([old], found: ["f/a.txt"]).decision(name: "f/a.txt", digest: "1") == .read)
        let skipped = document("f/b.bin", "2", state: .skipped)
        #expect(KnownFiles([skipped], found: ["f/b.bin"]).decision(name: "f/b.bin", digest: "2") == .read)
    }
}
