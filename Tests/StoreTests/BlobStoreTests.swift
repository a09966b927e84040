import Core
import Foundation
import Testing

@testable import Store

@Suite struct BlobStoreTests {
    @Test func `content comes back by its digest`() throws {
        let temporary = try TemporaryHome()
        let blobs = BlobStore(temporary.home)
        let reference = try blobs.put(Array("hello".utf8))
        #expect(reference.digest == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        #expect(reference.sizeBytes == 5)
        #expect(try blobs.read(reference.digest) == Array("hello".utf8))
        #expect(try blobs.path(of: reference.digest).hasSuffix("/blobs/2c/" + reference.digest))
        #expect(try FileTree.names(in: temporary.home.staging).isEmpty)
    }

    @Test func `the same content is kept once and is read only`() throws {
        let temporary = try TemporaryHome()
        let blobs = BlobStore(temporary.home)
        let first = try blobs.put([1, 2, 3])
        let second = try blobs.put([1, 2, 3])
        #expect(first == second)
        #expect(try blobs.digests() == [first.digest])
        #expect(try temporary.permissions(try blobs.path(of: first.digest)) == 0o400)
    }

    @Test func `content in pieces equals content at once`() throws {
        let temporary = try TemporaryHome()
        let blobs = BlobStore(temporary.home)
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let writer = try blobs.writer()
        for start in stride(from: 0, to: bytes.count, by: 700_001) {
            try writer.append(Array(bytes[start..<min(start + 700_001, bytes.count)]))
        }
        let reference = try writer.finish()
        #expect(reference.digest == Digest.sha256(bytes))
        let copy = try blobs.put(file: try blobs.path(of: reference.digest))
        #expect(copy == reference)
        #expect(try Digest.sha256(ofFile: try blobs.path(of: reference.digest)) == reference.digest)
    }

    @Test func `unfinished content leaves nothing behind`() throws {
        let temporary = try TemporaryHome()
        do {
            let writer = try BlobStore(temporary.home).writer()
            try writer.append([1])
        }
        #expect(try FileTree.names(in: temporary.home.staging).isEmpty)
        #expect(try BlobStore(temporary.home).digests().isEmpty)
    }

    @Test(arguments: ["../../secrets/access-token", "", "AB", String(repeating: "g", count: 64)])
    func `what is no digest never becomes a path`(name: String) throws {
        let temporary = try TemporaryHome()
        let blobs = BlobStore(temporary.home)
        #expect(!blobs.contains(name))
        #expect(throws: StoreError.self) { try blobs.read(name) }
        try blobs.remove(name)
    }

    @Test func `damaged content is noticed`() throws {
        let temporary = try TemporaryHome()
        let blobs = BlobStore(temporary.home)
        let reference = try blobs.put([1, 2, 3])
        try FileTree.write([9, 9, 9], to: try blobs.path(of: reference.digest))
        let error = #expect(throws: StoreError.self) { try blobs.read(reference.digest) }
        #expect(error?.category == .corrupt)
    }

    @Test func `content longer than asked for is refused`() throws {
        let temporary = try TemporaryHome()
        let blobs = BlobStore(temporary.home)
        let reference = try blobs.put([1, 2, 3])
        let error = #expect(throws: StoreError.self) { try blobs.read(reference.digest, limit: 2) }
        #expect(error?.category == .tooLarge)
    }
}
