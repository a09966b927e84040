import Core
import Foundation
import TestSupport
import Testing

@testable import Tensor

@Suite struct OutputFileTests {
    @Test func `gives the file its name only when it is whole`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/result"
        let file = try OutputFile(path: path)
        try file.write([1, 2, 3])
        try file.write(Matrix(rows: 1, columns: 1, [1]))
        #expect(!FileManager.default.fileExists(atPath: path))
        try file.commit()
        #expect(try MappedFile(path: path).bytes(at: 0, count: 7) == [1, 2, 3, 0, 0, 0x80, 0x3f])
        #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
    }

    @Test func `leaves the old file alone when it is given up`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "result")
        do {
            let file = try OutputFile(path: path)
            try file.write([1, 2, 3])
        }
        #expect(try MappedFile(path: path).text(at: 0, count: 3) == "old")
        #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
    }

    @Test func `names the file that cannot be written`() throws {
        let error = #expect(throws: TensorError.self) { _ = try OutputFile(path: "/nowhere/result") }
        #expect(error?.message.contains("/nowhere/result") == true)
        let full = #expect(throws: TensorError.self) {
            let file = try OutputFile(path: "/dev/full/none")
            try file.commit()
        }
        #expect(full?.category == .unavailable)
    }
}
