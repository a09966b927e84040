import Core
import Foundation
import GRDB

extension LibraryStore {
    /// A run ends well: its result becomes the next version of its adapter, in the same transaction.
    ///
    /// - Parameters:
    ///   - id: The run.
    ///   - adapter: The result; its folder is in place.
    ///   - peakMemoryBytes: The most memory the training process held.
    ///   - promote: Whether the version becomes the promoted one; the first version always does.
    /// - Returns: The run and the adapter version as they are stored.
    /// - Throws: ``StoreError`` when the run is not running or the adapter's name belongs to another model.
    package func finishRun(
        _ id: String, adapter: NewAdapterVersion, peakMemoryBytes: Int?, promote: Bool
    ) async throws -> (run: RunRecord, version: AdapterVersionRecord) {
        try await write { db in
            let run = try RunRecord.require(db, id)
            try run.requireState([.running], verb: "finished")
            var adapter = adapter
            adapter.runId = id
            let version = try AdapterVersionRecord.add(
                db, adapter, to: run.adapterName, modelName: run.modelName, promote: promote)
            try db.execute(
                sql: """
                    UPDATE run SET state = 'finished', finishedAt = ?, adapterVersion = ?, secondsLeft = 0,
                        peakMemoryBytes = ?, message = NULL, resumable = 0 WHERE id = ?
                    """,
                arguments: [StoredDate.now, version.version, peakMemoryBytes, id])
            return (try RunRecord.require(db, id), version)
        }
    }

    /// A run cannot go on, for a reason in one sentence.
    package func failRun(_ id: String, message: String) async throws -> RunRecord {
        try await moveRun(
            id, from: [.queued, .running], to: .failed, message: message, verb: "marked as failed")
    }

    /// The user ends a run.
    package func cancelRun(_ id: String) async throws -> RunRecord {
        try await moveRun(id, from: [.queued, .running], to: .cancelled, verb: "cancelled")
    }

    /// A run's process ended before its time, for a reason in one sentence.
    package func interruptRun(_ id: String, message: String) async throws -> RunRecord {
        try await moveRun(
            id, from: [.queued, .running], to: .interrupted, message: message, verb: "interrupted")
    }

    func moveRun(
        _ id: String, from states: [RunState], to state: RunState, message: String? = nil, verb: String
    ) async throws -> RunRecord {
        try await write { db in
            try RunRecord.require(db, id).requireState(states, verb: verb)
            try db.execute(
                sql: "UPDATE run SET state = ?, message = ?, secondsLeft = NULL, finishedAt = ? WHERE id = ?",
                arguments: [state.rawValue, message, state.isActive ? nil : StoredDate.now, id])
            return try RunRecord.require(db, id)
        }
    }
}

extension RunRecord {
    /// Refuses a change that does not fit the run's state.
    func requireState(_ states: [RunState], verb: String) throws {
        guard states.contains(state) else {
            throw StoreError(
                .conflict, "run_state",
                "The run \(id) is \(state.rawValue) and cannot be \(verb); look at it with "
                    + "'diapason runs show \(id)'.")
        }
    }
}
