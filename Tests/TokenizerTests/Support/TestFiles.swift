import Foundation

/// Files that the tests read: committed fixtures, the sample folder and the starter model.
enum TestFiles {
    /// The package's root, found from this file's own place.
    static let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
    /// The committed fixtures of this target.
    static let fixtures = root.appending(path: "Tests/TokenizerTests/Fixtures")
    /// The starter model, from `DIAPASON_TEST_MODEL` or where `make model` puts it.
    static let starterModel =
        ProcessInfo.processInfo.environment["DIAPASON_TEST_MODEL"].map { URL(filePath: $0) }
        ?? root.appending(path: ".cache/models/SmolLM2-135M-Instruct.Q4_1.gguf")

    /// Reads a JSON fixture.
    static func fixture<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: fixtures.appending(path: name)))
    }
}
