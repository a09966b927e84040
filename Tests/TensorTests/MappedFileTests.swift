import Core
import TestSupport
import Testing

@testable import Tensor

@Suite struct MappedFileTests {
    @Test func `reads what is there`() throws {
        let folder = try TemporaryFolder()
        let file = try MappedFile(path: folder.write("abcdefghij", to: "letters"))
        #expect(file.byteCount == 10)
        #expect(try file.text(at: 2, count: 3) == "cde")
        #expect(try file.bytes(at: 10, count: 0) == [])
        #expect(try file.integer(UInt16.self, at: 1) == 0x6362)
        #expect(try file.integers(UInt16.self, at: 0, count: 5).last == 0x6a69)
        let last = try file.withBytes(at: 9, count: 1) { $0.byteCount }
        #expect(last == 1)
    }

    @Test func `reads again what it has given back`() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "0123456789abcdef", count: 4096)
        let file = try MappedFile(path: folder.write(text, to: "digits"))
        for end in [-1, 0, 1, 5000, file.byteCount, Int.max] {
            #expect(try file.text(at: 0, count: file.byteCount) == text)
            file.releasePages(upTo: end)
            ProcessMemory.release()
            #expect(try file.text(at: 0, count: file.byteCount) == text)
        }
    }

    @Test(arguments: [
        (0, 11), (10, 1), (11, 0), (-1, 1), (0, -1), (Int.max, 1), (1, Int.max), (Int.min, Int.min),
    ])
    func `refuses to read outside`(_ place: (Int, Int)) throws {
        let file = MappedFile(copying: [UInt8](repeating: 1, count: 10))
        #expect(throws: TensorError.self) { try file.bytes(at: place.0, count: place.1) }
        #expect(throws: TensorError.self) { try file.integers(Int64.self, at: place.0, count: place.1) }
    }

    @Test func `reads texts that follow each other and none past the end`() throws {
        let length = { (count: UInt64) in (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } }
        let bytes = length(2) + Array("né".utf8.prefix(2)) + length(0) + length(3) + Array("abc".utf8)
        let file = MappedFile(copying: bytes)
        let (texts, end) = try file.texts(at: 0, count: 3, end: .max)
        #expect(texts == ["n\u{fffd}", "", "abc"] && end == bytes.count)
        #expect(try file.texts(at: 10, count: 1, end: 18).end == 18)
        for (count, limit) in [
            (4, bytes.count), (3, bytes.count - 1), (1, 9), (-1, 20), (Int.max, Int.max), (1, -5),
        ] {
            #expect(throws: TensorError.self) { try file.texts(at: 0, count: count, end: limit) }
        }
        let huge = MappedFile(copying: length(UInt64.max) + length(0))
        #expect(throws: TensorError.self) { try huge.texts(at: 0, count: 1, end: .max) }
        #expect(throws: TensorError.self) { try huge.texts(at: 17, count: 0, end: .max) }
        #expect(throws: TensorError.self) { try huge.texts(at: -1, count: 0, end: .max) }
    }

    @Test func `maps an empty file`() throws {
        let folder = try TemporaryFolder()
        #expect(try MappedFile(path: folder.write("", to: "empty")).byteCount == 0)
    }

    @Test func `says what is wrong with a path`() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: TensorError.self) { try MappedFile(path: folder.path + "/none") }
        #expect(missing?.category == .notFound)
        #expect(missing?.message.contains("/none") == true)
        #expect(throws: TensorError.self) { try MappedFile(path: folder.path) }
        #expect(throws: TensorError.self) { try MappedFile(path: "/dev/zero") }
    }
}
