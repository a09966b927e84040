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
}
