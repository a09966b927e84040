internal import Foundation

/// A folder of one test's own that is gone when the test is.
package final class TemporaryFolder: Sendable {
    /// Where it is.
    package let path: String

    /// Makes an empty folder.
    package init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "diapason-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit {
        // A leftover in the system's temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file into it and returns its path.
    package func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        let parent = URL(filePath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}
