import Foundation
import TestSupport
import Testing

@testable import Server

@Suite struct StaticFilesTests {
    @Test func `only regular files of known types are in the set`() throws {
        let folder = try TemporaryFolder()
        for name in [
            "index.html", "js/a.js", "js/deep/b.mjs", "tests/c.js", "d.json", ".e.js", "f",
            "node_modules/g.js",
        ] {
            _ = try folder.write("x", to: name)
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link.js", withDestinationPath: "/etc/passwd")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/outside", withDestinationPath: "/etc")
        let files = StaticFiles(root: folder.path)
        #expect(files.addresses == ["/", "/index.html", "/js/a.js", "/js/deep/b.mjs"])
        #expect(files["/js/deep/b.mjs"]?.type == "text/javascript; charset=utf-8")
    }

    @Test func `a folder that is not there has no files`() {
        #expect(StaticFiles(root: "/nowhere/at/all").addresses.isEmpty)
    }

    @Test func `the page of this product is in the set`() {
        let files = StaticFiles(root: PackageRoot.path + "web")
        #expect(files["/"] != nil)
        #expect(files["/js/main.js"] != nil)
        #expect(!files.addresses.contains { $0.contains("test") })
    }
}
