internal import Core
internal import Engine
internal import Foundation
internal import Store
internal import Training

/// Writes the folder that any engine can execute: settings, digests and token rows in; checkpoints and adapter out.
enum RunFolder {
    /// Writes a run's folder by way of staging, so that it is whole or not there.
    static func write(
        _ description: RunDescription, _ data: TokenizedDataset, stopTokens: Set<Int>, id: String, home: DataHome
    ) throws {
        let staged = home.stagingPath("run")
        do {
            try FileTree.makeFolder(staged + "/data")
            try FileTree.write(Array(try JSONCoding.encoder.encode(description)), to: staged + "/run.json")
            let prompts = SamplePrompts(
                prompts: data.samples.map(\.tokens), stopTokens: stopTokens.sorted())
            try FileTree.write(Array(try JSONCoding.encoder.encode(prompts)), to: staged + "/samples.json")
            try write(data.train, to: staged + "/data/train.safetensors")
            try write(data.heldOut, to: staged + "/data/held-out.safetensors")
            try FileTree.move(staged, to: home.runFolder(id))
        } catch {
            try? FileTree.remove(staged)  // What is half there must go; the first error is the one to tell.
            throw error
        }
    }

    private static func write(_ rows: TokenizedDataset.Rows, to path: String) throws {
        var writer = SafetensorsWriter()
        writer.add(rows.tokens, named: "tokens")
        writer.add(rows.weights, named: "weights")
        writer.add(rows.offsets, named: "offsets")
        try writer.write(to: path)
    }
}
