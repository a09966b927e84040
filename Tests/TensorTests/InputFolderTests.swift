import Core
import Foundation
import TestSupport
import Testing

@testable import Tensor

@Suite struct InputFolderTests {
    @Test func `opens files by name and says when there is none`() throws {
        let temporary = try TemporaryFolder()
        _ = try temporary.write("inside", to: "file")
        let folder = try InputFolder(path: temporary.path)
        let file = try #require(try folder.file(named: "file"))
        #expect(try file.text(at: 0, count: 6) == "inside" && file.path == temporary.path + "/file")
        #expect(try folder.file(named: "none")?.byteCount == nil)
        #expect(folder.contains("file") && !folder.contains("none") && !folder.contains("../x"))
    }

    @Test(arguments: [
        "", ".", "..", "a/b", "/etc/hostname", "../x", "a\\b", "a\u{0}", String(repeating: "n", count: 256),
    ])
    func `refuses names that are not plain`(_ name: String) throws {
        let temporary = try TemporaryFolder()
        let folder = try InputFolder(path: temporary.path)
        let error = #expect(throws: TensorError.self) { try folder.file(named: name) }
        #expect(error?.category == .forbidden && error?.message.hasSuffix(".") == true)
    }

    @Test func `follows links inside the folder and none that lead out`() throws {
        let temporary = try TemporaryFolder()
        _ = try temporary.write("inside", to: "model/file")
        _ = try temporary.write("outside", to: "secret")
        _ = try temporary.write("outside", to: "model-other/secret")
        let path = temporary.path + "/model"
        let links = [
            ("near", "file"), ("far", "../secret"), ("absolute", temporary.path + "/secret"),
            ("twice", "far"),
            ("sibling", "../model-other/secret"), ("dangling", "nothing"), ("round", "round"),
        ]
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
        }
        let folder = try InputFolder(path: path)
        #expect(try folder.file(named: "near")?.byteCount == 6)
        #expect(try folder.file(named: "dangling")?.byteCount == nil)
        for name in ["far", "absolute", "twice", "sibling"] {
            let error = #expect(throws: TensorError.self) { try folder.file(named: name) }
            #expect(error?.category == .forbidden && error?.message.contains("cp -rL") == true)
        }
        #expect(throws: TensorError.self) { try folder.file(named: "round") }
    }

    @Test func `reads a snapshot of the hub's cache, whose files are links to blobs`() throws {
        let temporary = try TemporaryFolder()
        _ = try temporary.write("weights", to: "models--a/blobs/0123")
        _ = try temporary.write("secret", to: "models--a/refs/main")
        _ = try temporary.write("", to: "models--a/snapshots/abc/empty")
        let path = temporary.path + "/models--a/snapshots/abc"
        for (name, target) in [("good", "../../blobs/0123"), ("bad", "../../refs/main")] {
            try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
        }
        let folder = try InputFolder(path: path)
        let file = try #require(try folder.file(named: "good"))
        #expect(file.byteCount == 7 && file.path == path + "/good")
        #expect(throws: TensorError.self) { try folder.file(named: "bad") }
    }

    @Test func `says what is wrong with a path`() throws {
        let temporary = try TemporaryFolder()
        let missing = #expect(throws: TensorError.self) { try InputFolder(path: temporary.path + "/none") }
        #expect(missing?.category == .notFound)
        let file = try temporary.write("x", to: "file")
        #expect(throws: TensorError.self) { try InputFolder(path: file) }
        let folder = try InputFolder(path: temporary.path)
        try FileManager.default.createDirectory(
            atPath: temporary.path + "/sub", withIntermediateDirectories: false)
        #expect(throws: TensorError.self) { try folder.file(named: "sub") }
    }
}
