internal import Foundation

/// Files of the checkout that tests read: the starter model and the sample documents.
package enum PackageRoot {
    /// The checkout's folder.
    package static var path: String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .path(percentEncoded: false)
    }

    /// The starter model: `DIAPASON_TEST_MODEL`, or where `make model` puts it.
    package static var starterModel: String {
        ProcessInfo.processInfo.environment["DIAPASON_TEST_MODEL"]
            ?? path + ".cache/models/SmolLM2-135M-Instruct.Q4_1.gguf"
    }

    /// A real Gemma 3: `DIAPASON_TEST_GEMMA`, or where the peers' setup puts it.
    package static var gemma: String {
        ProcessInfo.processInfo.environment["DIAPASON_TEST_GEMMA"]
            ?? NSHomeDirectory() + "/.cache/diapason-peers/models/gemma-3-270m-q4_k_m.gguf"
    }

    /// Whether that model is there; tests that need it are skipped else.
    package static var hasGemma: Bool { FileManager.default.isReadableFile(atPath: gemma) }

    /// The program, built beside the tests.
    package static var program: String { path + ".build/release/diapason" }
}
