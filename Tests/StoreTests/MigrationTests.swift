import Core
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct MigrationTests {
    @Test func `models of the first schema become decoders`() async throws {
        let temporary = try TemporaryHome()
        try temporary.home.prepare()
        do {
            let queue = try DatabaseQueue(path: temporary.home.database)
            try DatabaseSetup.migrator.migrate(queue, upTo: SchemaV1.name)
            try await queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO model VALUES
                            ('old', 'llama', 10, 40, ?, 'Q4_1', 512, 'models/old/model.gguf', '2026-01-01 00:00:00.000')
                        """, arguments: [digest("old")])
            }
            try queue.close()
        }
        let library = try temporary.library()
        let model = try await library.model(named: "old")
        #expect(model.kind == .decoder && model.contextLength == 512)
        var encoder = tinyModel()
        encoder.kind = .encoder
        try await library.addModel(encoder)
        #expect(try await library.model(named: "tiny").kind == .encoder)
        await #expect(throws: (any Error).self) {
            try await library.inspect("UPDATE model SET kind = 'other'")
        }
    }

    @Test func `documents of the third schema become first revisions of the versions that name them`()
        async throws
    {
        let temporary = try TemporaryHome()
        try temporary.home.prepare()
        do {
            let queue = try DatabaseQueue(path: temporary.home.database)
            try DatabaseSetup.migrator.migrate(queue, upTo: SchemaV3.name)
            try await queue.write { try $0.execute(sql: Self.thirdSchema) }
            try queue.close()
        }
        let library = try temporary.library()
        let kept = try await library.document("doc-1")
        #expect((kept.revision, kept.reasonCode) == (1, nil))
        let revisions = try await library.revisions(of: "facts", version: 1)
        #expect(revisions.mapValues(\.revision) == ["doc-1": 1])
        #expect(revisions["doc-1"]?.name == "papers/a.txt")
        #expect(try await library.allExamples(of: "facts", version: 1).count == 2)
        // A document whose earlier content is gone keeps nothing that could be shown.
        await #expect(throws: StoreError.self) { try await library.revision(1, of: "doc-gone") }
        let changed = try await library.recordDocument(document("papers/a.txt", content: "new"))
        #expect((changed.id, changed.revision) == ("doc-1", 2))
        #expect(try await library.revisions(of: "facts", version: 1)["doc-1"]?.revision == 1)
        #expect(try await library.document("doc-2").state == .skipped)
    }

    @Test func `measurements of the fourth schema stay, and new ones may hold recall alone`() async throws {
        let temporary = try TemporaryHome()
        try temporary.home.prepare()
        let settings = try String(
            decoding: JSONEncoder().encode(TrainingSettings()), as: UTF8.self)
        do {
            let queue = try DatabaseQueue(path: temporary.home.database)
            try DatabaseSetup.migrator.migrate(queue, upTo: SchemaV4.name)
            try await queue.write { db in
                try db.execute(sql: Self.fourthSchema)
                try db.execute(sql: "UPDATE run SET settings = ?", arguments: [settings])
            }
            try queue.close()
        }
        let library = try temporary.library()
        let run = try await library.run("run-1")
        #expect((run.heldOutLossBest, run.recallLossBest, run.bestStep) == (1.5, nil, 5))
        let measured = RunHeldOutRecord(runId: "run-1", step: 9, loss: nil, recallLoss: 0.5, isBest: true)
        _ = try await library.recordHeldOut(measured)
        let all = try await library.runMetrics("run-1").heldOut
        #expect(all.map(\.loss) == [3, 1.5, nil])
        #expect(all.map(\.isBest) == [false, true, true])
        #expect(try await library.integrityProblems().isEmpty)
    }

    /// A run with two measurements.
    private static let fourthSchema = """
        INSERT INTO model (name, architecture, parameters, sizeBytes, digest, quantization, contextLength, path,
            importedAt) VALUES
            ('old', 'llama', 10, 40, '\(digest("old"))', 'Q4_1', 512, 'models/old', '2026-01-01 00:00:00.000');
        INSERT INTO dataset VALUES ('facts', NULL, NULL, '2026-01-01 00:00:00.000');
        INSERT INTO datasetVersion (id, datasetName, version, digest, note, counts, drops, trainCount, heldOutCount,
            recallCount, createdAt) VALUES
            ('version-1', 'facts', 1, '\(digest("version"))', 'Built', '[]', '[]', 2, 0, 0, '2026-01-01 00:00:00.000');
        INSERT INTO run (id, datasetName, datasetVersion, modelName, adapterName, state, step, steps,
            heldOutLossBefore, heldOutLossBest, bestStep, resumable, settings, createdAt) VALUES
            ('run-1', 'facts', 1, 'old', 'facts', 'running', 5, 10, 3, 1.5, 5, 1, '{}', '2026-01-01 00:00:00.000');
        INSERT INTO runHeldOut VALUES ('run-1', 0, 3, 0), ('run-1', 5, 1.5, 1);
        """

    /// A used and a skipped document, and a version with a row of the first and one of a document that was read anew.
    private static let thirdSchema = """
        INSERT INTO collection VALUES ('papers', '2026-01-01 00:00:00.000');
        INSERT INTO document (id, collectionName, name, format, state, reason, title, characters, sizeBytes, digest,
            blocksDigest, notes, createdAt) VALUES
            ('doc-1', 'papers', 'papers/a.txt', 'text', 'used', NULL, 'A', 9, 9, '\(digest("a"))',
                '\(digest("blocks"))', '[]', '2026-01-01 00:00:00.000'),
            ('doc-2', 'papers', 'papers/b.bin', NULL, 'skipped', 'It is not text.', NULL, 0, 9, NULL, NULL, '[]',
                '2026-01-01 00:00:00.000');
        INSERT INTO dataset VALUES ('facts', 'know-my-documents', 'papers', '2026-01-01 00:00:00.000');
        INSERT INTO datasetVersion (id, datasetName, version, digest, note, counts, drops, trainCount, heldOutCount,
            recallCount, createdAt) VALUES
            ('version-1', 'facts', 1, '\(digest("version"))', 'Built', '[]', '[]', 2, 0, 0, '2026-01-01 00:00:00.000');
        INSERT INTO example VALUES
            ('\(digest("one"))', 'question', '\(example("doc-1"))', 'q'),
            ('\(digest("two"))', 'question', '\(example("doc-gone"))', 'q');
        INSERT INTO datasetVersionExample VALUES
            ('version-1', 0, '\(digest("one"))', 'train', 0), ('version-1', 1, '\(digest("two"))', 'train', 0);
        """

    private static func example(_ document: String) -> String {
        #"{"kind":"question","messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"#
            + #""source":{"documentId":"\#(document)","firstBlock":0,"lastBlock":0}}"#
    }
}
