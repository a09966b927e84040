import Core
import Foundation
import GRDB

extension LibraryStore {
    /// Adds a job.
    package func addJob(_ job: JobRecord) async throws {
        try await write { try job.insert($0) }
    }

    /// The latest jobs, the newest first.
    package func jobs(limit: Int = 100) async throws -> [JobRecord] {
        try await read {
            try JobRecord.fetchAll($0, "SELECT * FROM job ORDER BY createdAt DESC, id LIMIT ?", [limit])
        }
    }

    /// Jobs that are queued or were running when the program ended, the oldest first.
    package func activeJobs() async throws -> [JobRecord] {
        try await read { db in
            try JobRecord.fetchAll(
                db, "SELECT * FROM job WHERE state IN ('queued', 'running') ORDER BY createdAt, id")
        }
    }

    /// The job of an identifier.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func job(_ id: String) async throws -> JobRecord {
        try await read { try JobRecord.require($0, id) }
    }

    /// The newest job on a subject, if there ever was one.
    package func latestJob(kind: JobKind, subjectId: String) async throws -> JobRecord? {
        try await read { db in
            try JobRecord.fetchOne(
                db, "SELECT * FROM job WHERE kind = ? AND subjectId = ? ORDER BY createdAt DESC LIMIT 1",
                [kind.rawValue, subjectId])
        }
    }

    /// A queued job begins, or one that was cut off begins again.
    ///
    /// - Throws: ``StoreError`` when it is over already.
    package func startJob(_ id: String) async throws -> JobRecord {
        try await write { db in
            try JobRecord.require(db, id).requireActive()
            try db.execute(sql: "UPDATE job SET state = 'running' WHERE id = ?", arguments: [id])
            return try JobRecord.require(db, id)
        }
    }

    /// How far a job is; a job that is over already stays as it is.
    package func updateJob(_ id: String, done: Int, total: Int, message: String? = nil) async throws
        -> JobRecord
    {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE job SET done = ?, total = ?, message = ?
                    WHERE id = ? AND state IN ('queued', 'running')
                    """,
                arguments: [done, total, message, id])
            return try JobRecord.require(db, id)
        }
    }

    /// A job ends.
    ///
    /// - Parameters:
    ///   - id: The job.
    ///   - state: How: done, failed or cancelled.
    ///   - message: One sentence; a failed job needs one.
    /// - Returns: The job as it is stored.
    /// - Throws: ``StoreError`` when it is over already.
    package func endJob(_ id: String, as state: JobState, message: String? = nil) async throws -> JobRecord {
        precondition(!state.isActive, "a job ends as done, failed or cancelled")
        precondition(state != .failed || message != nil, "a failed job says why")
        return try await write { db in
            try JobRecord.require(db, id).requireActive()
            try db.execute(
                sql: "UPDATE job SET state = ?, message = ?, finishedAt = ? WHERE id = ?",
                arguments: [state.rawValue, message, StoredDate.now, id])
            return try JobRecord.require(db, id)
        }
    }
}

extension JobRecord {
    static func require(_ db: Database, _ id: String) throws -> JobRecord {
        guard let job = try fetchOne(db, "SELECT * FROM job WHERE id = ?", [id]) else {
            throw StoreError.notFound("job", id)
        }
        return job
    }

    func requireActive() throws {
        guard state.isActive else {
            throw StoreError(
                .conflict, "job_over", "The job \(id) is over already (\(state.rawValue)); start a new one.")
        }
    }
}
