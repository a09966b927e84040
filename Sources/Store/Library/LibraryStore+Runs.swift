package import Core
import Foundation
import GRDB

extension LibraryStore {
    /// Adds a run whose folder is in place.
    ///
    /// - Throws: ``StoreError`` when the dataset version or the model is not there.
    package func addRun(_ run: RunRecord) async throws {
        try await write { db in
            _ = try DatasetVersionRecord.require(db, run.datasetVersion, of: run.datasetName)
            guard try ModelRecord.find(db, run.modelName) != nil else {
                throw StoreError.notFound("model", run.modelName, command: "diapason models list")
            }
            try run.insert(db)
        }
    }

    /// All runs, the newest first.
    package func runs() async throws -> [RunRecord] {
        try await read { try RunRecord.fetchAll($0, "SELECT * FROM run ORDER BY createdAt DESC, id") }
    }

    /// The run of an identifier.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func run(_ id: String) async throws -> RunRecord {
        try await read { try RunRecord.require($0, id) }
    }

    /// Runs that are queued or were running when the program ended.
    package func activeRuns() async throws -> [RunRecord] {
        try await read { db in
            try RunRecord.fetchAll(
                db, "SELECT * FROM run WHERE state IN ('queued', 'running') ORDER BY createdAt, id")
        }
    }

    /// A queued run begins or goes on; so does one that was running when an earlier process was killed.
    package func startRun(_ id: String) async throws -> RunRecord {
        try await moveRun(id, from: [.queued, .running], to: .running, verb: "started")
    }

    /// A run that ended early is queued again.
    ///
    /// - Throws: ``StoreError`` when it is not resumable.
    package func queueRunAgain(_ id: String) async throws -> RunRecord {
        try await write { db in
            let run = try RunRecord.require(db, id)
            guard run.resumable, [.failed, .cancelled, .interrupted].contains(run.state) else {
                throw StoreError(
                    .conflict, "run_not_resumable",
                    "The run \(id) is \(run.state.rawValue) and cannot be resumed; start a new run.")
            }
            try db.execute(
                sql: """
                    UPDATE run SET state = 'queued', finishedAt = NULL, message = NULL, secondsLeft = NULL
                    WHERE id = ?
                    """,
                arguments: [id])
            return try RunRecord.require(db, id)
        }
    }

    /// Stores the figures of a step, replacing those of an earlier attempt at it.
    package func recordStep(_ step: TrainingStep, of id: String) async throws -> RunRecord {
        guard step.loss.isFinite, step.gradientNorm.isFinite else {
            throw StoreError(
                .invalidInput, "loss_not_finite",
                "Step \(step.step) of run \(id) gave a loss that is not a number; lower the learning rate.")
        }
        return try await write { db in
            let run = try RunRecord.require(db, id)
            try db.execute(
                sql: "INSERT OR REPLACE INTO runStep VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    id, step.step, step.loss, step.learningRate, step.gradientNorm, step.tokens,
                    step.lossTokens,
                    step.seconds,
                ])
            // Steps after this one come from an attempt that was cut off: their figures are void.
            try RunRecord.forget(db, id, after: step.step)
            try db.execute(
                sql: """
                    UPDATE run SET step = :step, loss = :loss, secondsLeft = :left,
                        tokens = (SELECT SUM(tokens) FROM runStep WHERE runId = :id),
                        seconds = (SELECT SUM(seconds) FROM runStep WHERE runId = :id)
                    WHERE id = :id
                    """,
                arguments: ["id": run.id, "step": step.step, "loss": step.loss, "left": step.secondsLeft])
            return try RunRecord.require(db, id)
        }
    }

    /// Stores a measurement on rows that are not trained on; the one of step 0 is from before training.
    ///
    /// - Throws: ``StoreError`` when there is no such run, a loss is not a number or both are missing.
    package func recordHeldOut(_ measured: RunHeldOutRecord) async throws -> RunRecord {
        let id = measured.runId
        let losses = [measured.loss, measured.recallLoss].compactMap(\.self)
        guard !losses.isEmpty, losses.allSatisfy(\.isFinite) else {
            throw StoreError(
                .invalidInput, "loss_not_finite",
                "The held-out loss of run \(id) is not a number; lower the learning rate.")
        }
        return try await write { db in
            _ = try RunRecord.require(db, id)
            try measured.replace(db)
            try db.execute(
                sql: """
                    UPDATE run SET (heldOutLossBefore, recallLossBefore) =
                        (SELECT loss, recallLoss FROM runHeldOut WHERE runId = :id AND step = 0)
                    WHERE id = :id
                    """,
                arguments: ["id": id])
            if measured.isBest {
                try db.execute(
                    sql: """
                        UPDATE run SET heldOutLossBest = ?, recallLossBest = ?, bestStep = ? WHERE id = ?
                        """,
                    arguments: [measured.loss, measured.recallLoss, measured.step, id])
            }
            return try RunRecord.require(db, id)
        }
    }

    /// Stores a sample answer, replacing that of an earlier attempt at the same step.
    package func recordSample(_ sample: RunSampleRecord) async throws {
        try await write { db in
            _ = try RunRecord.require(db, sample.runId)
            try db.execute(
                sql: "INSERT OR REPLACE INTO runSample VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    sample.runId, sample.step, sample.position, sample.prompt, sample.answer,
                    sample.reference,
                ])
        }
    }

    /// A checkpoint is on the disk: the run can go on from it.
    package func markResumable(_ id: String) async throws {
        try await write { db in
            _ = try RunRecord.require(db, id)
            try db.execute(sql: "UPDATE run SET resumable = 1 WHERE id = ?", arguments: [id])
        }
    }

    /// Everything a run reported, in order.
    package func runMetrics(_ id: String) async throws -> RunMetricsRecord {
        try await read { db in
            _ = try RunRecord.require(db, id)
            return RunMetricsRecord(
                steps: try RunStepRecord.fetchAll(
                    db, "SELECT * FROM runStep WHERE runId = ? ORDER BY step", [id]),
                heldOut: try RunHeldOutRecord.fetchAll(
                    db, "SELECT * FROM runHeldOut WHERE runId = ? ORDER BY step", [id]),
                samples: try RunSampleRecord.fetchAll(
                    db, "SELECT * FROM runSample WHERE runId = ? ORDER BY step, position", [id]))
        }
    }

    /// Removes a run that is over; the caller removes its folder afterwards.
    ///
    /// Adapter versions it made stay.
    ///
    /// - Throws: ``StoreError`` when there is none or it is still queued or running.
    package func removeRun(_ id: String) async throws {
        try await write { db in
            let run = try RunRecord.require(db, id)
            guard !run.state.isActive else {
                throw StoreError(
                    .conflict, "run_active",
                    "The run \(id) is \(run.state.rawValue); cancel it before you remove it.")
            }
            try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id])
        }
    }
}

extension RunRecord {
    static func require(_ db: Database, _ id: String) throws -> RunRecord {
        guard let run = try fetchOne(db, "SELECT * FROM run WHERE id = ?", [id]) else {
            throw StoreError.notFound("run", id, command: "diapason runs list")
        }
        return run
    }

    static func forget(_ db: Database, _ id: String, after step: Int) throws {
        for table in ["runStep", "runHeldOut", "runSample"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE runId = ? AND step > ?", arguments: [id, step])
        }
    }
}
