import Core
import Foundation
import Testing

@testable import Training

@Suite struct CheckpointStoreTests {
    /// A run that was cancelled with a checkpoint on disk, and that checkpoint's folder.
    private func interrupted() throws -> (fixture: RunFixture, checkpoint: String) {
        let fixture = try RunFixture()
        var left = 30
        #expect(throws: TrainingError.self) {
            try fixture.execute(isCancelled: {
                left -= 1
                return left < 0
            })
        }
        let step = try #require(try CheckpointStore(folder: fixture.folder.checkpointsPath).steps().last)
        return (fixture, fixture.folder.checkpointsPath + "/step-\(step)")
    }

    private func refusal(_ fixture: RunFixture) -> TrainingError? {
        #expect(throws: TrainingError.self) { try fixture.execute() }
    }

    @Test(arguments: ["adapter.safetensors", "optimizer.safetensors", "state.json"])
    func `a damaged checkpoint is refused in one sentence that names it`(name: String) throws {
        for damage in 0..<4 {
            let (fixture, checkpoint) = try interrupted()
            let url = URL(fileURLWithPath: checkpoint + "/" + name)
            var bytes = try Data(contentsOf: url)
            switch damage {
            case 0: bytes = Data()
            case 1: bytes = bytes.prefix(bytes.count / 2)
            case 2: bytes = bytes.prefix(bytes.count - 1)
            // A flipped bit in the middle: in the values, or in a name or number of the state.
            default: bytes[bytes.count * 3 / 4] ^= 0x10
            }
            try bytes.write(to: url)
            let error = try #require(refusal(fixture))
            #expect(error.message.contains(checkpoint.split(separator: "/").last.map(String.init) ?? ""))
            #expect(!error.message.contains("\n"))
        }
    }

    @Test func `a checkpoint of other settings or another model is refused`() throws {
        for (from, to) in [("\"seed\" : 7", "\"seed\" : 8"), ("\"digest\" : \"d1\"", "\"digest\" : \"d2\"")] {
            let (fixture, _) = try interrupted()
            let text = try String(decoding: RunFixture.bytes(fixture.folder, "run.json"), as: UTF8.self)
            #expect(text.contains(from))
            try Data(text.replacingOccurrences(of: from, with: to).utf8)
                .write(to: URL(fileURLWithPath: fixture.folder.descriptionPath))
            #expect(refusal(fixture)?.code == "checkpoint_foreign")
        }
    }

    @Test func `a folder without a state does not count`() throws {
        let (fixture, checkpoint) = try interrupted()
        let store = CheckpointStore(folder: fixture.folder.checkpointsPath)
        let before = try store.steps()
        try FileManager.default.removeItem(atPath: checkpoint + "/state.json")
        #expect(try store.steps() == Array(before.dropLast()))
        try FileManager.default.createDirectory(
            atPath: fixture.folder.checkpointsPath + "/step-99", withIntermediateDirectories: false)
        try FileManager.default.createDirectory(
            atPath: fixture.folder.checkpointsPath + "/step-x", withIntermediateDirectories: false)
        #expect(try store.steps() == Array(before.dropLast()))
    }

    @Test func `deleting a damaged checkpoint goes back to the one before`() throws {
        let (fixture, checkpoint) = try interrupted()
        let whole = try RunFixture()
        try whole.execute()
        try FileManager.default.removeItem(atPath: checkpoint)
        try fixture.execute()
        let name = "checkpoints/step-20/adapter.safetensors"
        #expect(try RunFixture.bytes(fixture.folder, name) == RunFixture.bytes(whole.folder, name))
    }
}
