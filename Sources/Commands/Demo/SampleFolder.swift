internal import Foundation

/// Where the sample documents and their questions are: beside the web UI's files.
struct SampleFolder {
    let documents: String
    let questions: String

    init(webRoot: String) {
        let root = URL(filePath: webRoot).deletingLastPathComponent().appending(path: "examples")
        documents = root.appending(path: "handbook").path(percentEncoded: false)
        questions = root.appending(path: "handbook-questions.json").path(percentEncoded: false)
    }
}
