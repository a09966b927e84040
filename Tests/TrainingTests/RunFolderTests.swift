import Core
import Engine
import Foundation
import Testing

@testable import Training

@Suite struct RunFolderTests {
    private func overwrite(_ fixture: RunFixture, _ name: String, _ bytes: Data) throws {
        try bytes.write(to: URL(fileURLWithPath: fixture.path + "/" + name))
    }

    /// Runs a folder that must be refused, and returns the sentence.
    private func refusal(_ fixture: RunFixture) throws -> String {
        var events: [TrainingEvent] = []
        do {
            _ = try fixture.execute(onEvent: { events.append($0) })
        } catch let error as any ExplainedError {
            #expect(events.last == .failed(message: error.message))
            #expect(!error.message.contains("\n"))
            #expect(error.message.hasSuffix("."))
            #expect(!FileManager.default.fileExists(atPath: fixture.folder.adapterPath))
            return error.message
        }
        Issue.record("The folder was accepted.")
        return ""
    }

    @Test(
        arguments: [
            "run.json", "data/train.safetensors", "data/held-out.safetensors", "data/recall.safetensors",
            "samples.json",
        ])
    func `a truncated input is one sentence that names it`(name: String) throws {
        for share in [0, 0.1, 0.5, 0.99] {
            let fixture = try RunFixture()
            let bytes = try RunFixture.bytes(fixture.folder, name)
            try overwrite(fixture, name, bytes.prefix(Int(Double(bytes.count) * share)))
            #expect(try refusal(fixture).contains(name.split(separator: "/").last.map(String.init) ?? name))
        }
    }

    @Test(arguments: ["run.json", "data/train.safetensors"])
    func `a missing input is one sentence that names it`(name: String) throws {
        let fixture = try RunFixture()
        try FileManager.default.removeItem(atPath: fixture.path + "/" + name)
        #expect(try refusal(fixture).contains(name.split(separator: "/").last.map(String.init) ?? name))
    }

    @Test(
        arguments: [
            ("\"steps\" : 20", "\"steps\" : 0", "steps"),
            ("\"rank\" : 4", "\"rank\" : 2000000", "rank"),
            ("\"microBatchTokens\" : 30", "\"microBatchTokens\" : -1", "microBatchTokens"),
            ("\"formatVersion\" : 1", "\"formatVersion\" : 9", "version 9"),
            ("\"maximumLength\" : 32", "\"maximumLength\" : 8", "12 tokens"),
            ("\"batchExamples\" : 4", "\"batchExamples\" : 4.5", "run.json"),
        ])
    func `a setting out of range is named`(from: String, to: String, word: String) throws {
        let fixture = try RunFixture()
        let text = try String(decoding: RunFixture.bytes(fixture.folder, "run.json"), as: UTF8.self)
        #expect(text.contains(from))
        try overwrite(fixture, "run.json", Data(text.replacingOccurrences(of: from, with: to).utf8))
        #expect(try refusal(fixture).contains(word))
    }

    @Test(arguments: [
        (SamplePrompts(prompts: [[64]], stopTokens: [], maximumTokens: 4), "vocabulary"),
        (SamplePrompts(prompts: [[]], stopTokens: [], maximumTokens: 4), "fit"),
        (SamplePrompts(prompts: [[1]], stopTokens: [], maximumTokens: 64), "fit"),
        (SamplePrompts(prompts: [[1]], stopTokens: [], maximumTokens: -1), "fit"),
    ])
    func `sample prompts must fit the model`(samples: SamplePrompts, word: String) throws {
        let fixture = try RunFixture()
        try overwrite(fixture, "samples.json", JSONEncoder().encode(samples))
        #expect(try refusal(fixture).contains(word))
    }

    @Test func `an empty set of rows is refused`() throws {
        let fixture = try RunFixture()
        var writer = SafetensorsWriter()
        writer.add([Int32](), named: "tokens")
        writer.add([Float](), named: "weights")
        writer.add([Int64(0)], named: "offsets")
        try writer.write(to: fixture.folder.trainPath)
        #expect(try refusal(fixture).contains("no rows"))
    }

    @Test func `what was written is read back`() throws {
        let fixture = try RunFixture()
        let description = try fixture.folder.description()
        #expect(description.settings == fixture.settings)
        let rows = try fixture.folder.trainRows(vocabulary: 64, maximumLength: 32)
        let expected = try RunFixture.rows(0..<24)
        #expect(rows.tokens == expected.tokens)
        #expect(rows.weights == expected.weights)
        #expect(rows.offsets == expected.offsets)
    }
}
