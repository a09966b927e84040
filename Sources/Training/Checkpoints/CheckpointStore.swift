import Core
import Engine
import FoundationEssentials
import Tensor

/// The checkpoints of a run: folders `step-N`, each complete or not there.
///
/// A checkpoint is written into a staging folder, forced to the disk and renamed; only then does it count. The
/// newest two stay, so that a damaged one leaves another to go back to.
struct CheckpointStore {
    /// How many checkpoints stay.
    private static let kept = 2
    private static let stateName = "state.json"
    private static let adapterName = "adapter.safetensors"
    private static let optimizerName = "optimizer.safetensors"
    private static let prefix = "step-"
    private static let stagingName = "staging"

    /// The folder that holds them.
    let folder: String

    /// Writes a checkpoint and removes those that are no longer needed.
    func write(
        _ state: CheckpointState, parameters: AdapterParameters, optimizer: AdapterOptimizer
    ) throws(TrainingError) {
        var state = state
        state.adapterChecksum = Checksum.of(parameters.values)
        state.optimizerChecksum = Checksum.of(optimizer.firstMoment, optimizer.secondMoment)
        let staging = folder + "/" + Self.stagingName
        try DurableFiles.remove(staging)
        try DurableFiles.makeFolder(staging)
        try save(parameters.layout, [("", parameters.values)], as: staging + "/" + Self.adapterName)
        try save(
            parameters.layout, [("first.", optimizer.firstMoment), ("second.", optimizer.secondMoment)],
            as: staging + "/" + Self.optimizerName)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let text = try? encoder.encode(state) else {
            // A state holds finite numbers and text alone; a loss that is not a number ends the run before.
            throw .unwritable(Self.stateName, reason: "a figure is not a number")
        }
        try DurableFiles.write(text, to: staging + "/" + Self.stateName)
        try DurableFiles.synchronize(folder: staging)
        try DurableFiles.publish(staging, as: path(ofStep: state.step))
        for step in try steps().dropLast(Self.kept) {
            try DurableFiles.remove(path(ofStep: step))
        }
    }

    /// Reads the newest checkpoint into an adapter and its optimizer.
    ///
    /// - Returns: Its state, or nil when there is none.
    /// - Throws: ``TrainingError`` when it is damaged or belongs to another run.
    func readNewest(
        into parameters: AdapterParameters, _ optimizer: AdapterOptimizer, settings: TrainingSettings,
        modelDigest: String
    ) throws(TrainingError) -> CheckpointState? {
        guard let step = try steps().last else { return nil }
        let name = Self.prefix + String(step)
        let state = try readState(name)
        guard state.formatVersion == CheckpointState.currentFormatVersion else {
            throw .unsupportedFormat(state.formatVersion)
        }
        guard state.step == step else {
            throw .corruptCheckpoint(name, "it says that it is of step \(state.step)")
        }
        guard step <= settings.steps, state.bestStep >= 0, state.bestStep <= step else {
            throw .corruptCheckpoint(name, "its steps do not fit the run's \(settings.steps)")
        }
        guard state.settings.sameTraining(as: settings) else {
            throw .foreignCheckpoint(name, "its settings differ")
        }
        guard state.modelDigest == modelDigest else {
            throw .foreignCheckpoint(name, "it was made with another base model")
        }
        try load(parameters.layout, [("", parameters.values)], Self.adapterName, of: name)
        try load(
            parameters.layout, [("first.", optimizer.firstMoment), ("second.", optimizer.secondMoment)],
            Self.optimizerName, of: name)
        guard Checksum.of(parameters.values) == state.adapterChecksum,
            Checksum.of(optimizer.firstMoment, optimizer.secondMoment) == state.optimizerChecksum
        else { throw .corruptCheckpoint(name, "its values do not match their checksum") }
        optimizer.step = step
        return state
    }

    /// The steps of all complete checkpoints, rising.
    func steps() throws(TrainingError) -> [Int] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw .unreadable("checkpoints", reason: "the folder cannot be listed")
        }
        return names.compactMap { name in
            guard name.hasPrefix(Self.prefix), let step = Int(name.dropFirst(Self.prefix.count)), step > 0,
                FileManager.default.fileExists(atPath: path(ofStep: step) + "/" + Self.stateName)
            else { return nil }
            return step
        }.sorted()
    }

    // MARK: - Parts

    private func path(ofStep step: Int) -> String { folder + "/" + Self.prefix + String(step) }

    private func readState(_ name: String) throws(TrainingError) -> CheckpointState {
        let data = try RunFolder.smallFile(folder + "/" + name + "/" + Self.stateName, name: name)
        do {
            return try JSONDecoder().decode(CheckpointState.self, from: data)
        } catch {
            throw .corruptCheckpoint(name, "its \(Self.stateName) is not that of a checkpoint")
        }
    }

    private func save(
        _ layout: AdapterLayout, _ sets: [(prefix: String, values: Matrix)], as path: String
    ) throws(TrainingError) {
        var writer = SafetensorsWriter()
        for (prefix, values) in sets {
            for tensor in layout.tensors {
                writer.add(layout.view(tensor, in: values), named: prefix + tensor.name)
            }
        }
        do {
            try writer.write(to: path)
        } catch {
            throw .unwritable("a checkpoint", reason: error.message)
        }
    }

    private func load(
        _ layout: AdapterLayout, _ sets: [(prefix: String, values: Matrix)], _ file: String, of name: String
    ) throws(TrainingError) {
        do {
            let tensors = try SafetensorsFile(path: folder + "/" + name + "/" + file)
            for (prefix, values) in sets {
                for tensor in layout.tensors {
                    let matrix = try tensors.matrix(named: prefix + tensor.name)
                    guard matrix.rows == tensor.rows, matrix.columns == tensor.columns else {
                        throw TrainingError.corruptCheckpoint(
                            name,
                            "\(tensor.name) is \(matrix.rows) x \(matrix.columns) instead of "
                                + "\(tensor.rows) x \(tensor.columns)")
                    }
                    layout.view(tensor, in: values).copyRows(from: matrix, 0..<matrix.rows)
                }
            }
        } catch let error as TrainingError {
            throw error
        } catch {
            throw .corruptCheckpoint(name, "its \(file) cannot be read")
        }
    }
}

extension TrainingSettings {
    /// Whether a run with these settings computes the same as one with others.
    ///
    /// How often it measures and saves, and on how many threads it computes, does not make it another run.
    fileprivate func sameTraining(as other: TrainingSettings) -> Bool {
        var one = self
        one.evaluateEvery = other.evaluateEvery
        one.checkpointEvery = other.checkpointEvery
        one.threads = other.threads
        return one == other
    }
}
