import Core
import Foundation
import Ingest
import Store
import Testing

@testable import Workstation

/// Filters, edits and steps back over the versions of a dataset.
@Suite struct DatasetReviewTests {
    let test: TestWorkstation
    var datasets: DatasetService { test.workstation.datasets }

    init() async throws { test = try await TestWorkstation() }

    /// Four rows to learn: two that are equal but for a blank, one with an address, one plain.
    private func importRows() async throws {
        let rows = [
            ("Where is the key?", "The key hangs behind the door of the workshop."),
            ("Where is the key?", "The key hangs behind the door of the workshop. "),
            (
                "Who answers letters?",
                "Write to anna.berg@harbour-organs.example and she answers within a week."
            ),
            ("When does the shop open?", "The shop opens at nine on weekdays and at ten on Saturdays."),
        ]
        let lines = try rows.map { question, answer in
            try ExampleExporter.line(
                Example(
                    kind: .imported,
                    messages: [
                        Message(role: .user, content: question), Message(role: .assistant, content: answer),
                    ]))
        }
        _ = try await datasets.importFile(
            name: "shop", fileName: "rows.jsonl", data: Array(lines.joined().utf8))
    }

    private func answers(_ version: Int) async throws -> [String] {
        var filter = ExampleFilter()
        filter.version = version
        return try await datasets.examples("shop", filter).examples.compactMap { $0.messages.last?.content }
    }

    private func change(_ edit: (inout CurationChange) -> Void) -> CurationChange {
        var change = CurationChange()
        edit(&change)
        return change
    }

    @Test func `a filter is switched on and off over the same raw rows`() async throws {
        try await importRows()
        #expect(try await datasets.curation("shop", version: 1).filters.allSatisfy { !$0.isOn })
        let on = try await datasets.curate(
            "shop", version: 1, change: change { $0.filters = [.personalData, .exactDuplicates] })
        #expect(try await answers(on.version).count == 3)
        #expect(try await answers(on.version).contains { $0.contains("[EMAIL_1]") })
        let view = try await datasets.curation("shop", version: nil)
        #expect(view.raw == 4 && view.kept == 3)
        let duplicates = try #require(view.filters.first { $0.name == .exactDuplicates })
        #expect(duplicates.isOn && duplicates.dropped == 1 && duplicates.examined == 4)
        let found = try await datasets.findings(
            "shop", of: "personal-data", version: nil, offset: 0, limit: 10)
        #expect(found.total == 1)
        #expect(found.findings[0].replacement != nil && found.findings[0].row == 2)
        let off = try await datasets.curate("shop", version: 2, change: change { $0.filters = [] })
        #expect(try await answers(off.version).count == 4)
        let before = try await answers(1)
        #expect(try await answers(off.version) == before)
    }

    @Test func `a row is put back alone`() async throws {
        try await importRows()
        _ = try await datasets.curate("shop", version: 1, change: change { $0.filters = [.personalData] })
        let back = try await datasets.curate(
            "shop", version: 2,
            change: change { $0.exceptions = [.init(filter: .personalData, row: 2)] })
        #expect(try await answers(back.version).contains { $0.contains("anna.berg@") })
        let found = try await datasets.findings(
            "shop", of: "personal-data", version: nil, offset: 0, limit: 10)
        #expect(found.findings.map(\.isRestored) == [true])
    }

    @Test func `what people did stays when a filter is undone`() async throws {
        try await importRows()
        _ = try await datasets.curate("shop", version: 1, change: change { $0.filters = [.exactDuplicates] })
        var filter = ExampleFilter()
        filter.query = "nine on weekdays"
        let shop = try #require(try await datasets.examples("shop", filter).examples.first)
        filter.query = "anna.berg"
        let letters = try #require(try await datasets.examples("shop", filter).examples.first)
        let edited = try await datasets.edit(
            "shop", version: 2,
            edits: [
                ExampleEdit(
                    exampleId: shop.id,
                    messages: [
                        Message(role: .user, content: "When does the shop open?"),
                        Message(role: .assistant, content: "At nine."),
                    ]),
                ExampleEdit(exampleId: letters.id, drop: true),
            ])
        #expect(edited.note == "1 row edited, 1 dropped")
        let difference = try await datasets.difference("shop", from: 2, to: 3)
        #expect((difference.added, difference.removed, difference.changed) == (0, 1, 1))
        let undone = try await datasets.curate("shop", version: 3, change: change { $0.filters = [] })
        let left = try await answers(undone.version)
        #expect(left.count == 3)
        #expect(left.contains("At nine.") && !left.contains { $0.contains("anna.berg") })
        var onlyEdited = ExampleFilter()
        onlyEdited.isEdited = true
        #expect(try await datasets.examples("shop", onlyEdited).examples.count == 1)
    }

    @Test func `an earlier version comes back, and the difference says what changed`() async throws {
        try await importRows()
        _ = try await datasets.curate("shop", version: 1, change: change { $0.filters = [.personalData] })
        let difference = try await datasets.difference("shop", from: 1, to: 2)
        #expect((difference.added, difference.removed, difference.changed) == (0, 0, 1))
        #expect(difference.rows[0].after?.messages.last?.content.contains("[EMAIL_1]") == true)
        let back = try await datasets.revert("shop", version: 2, to: 1)
        let first = try await datasets.show("shop").versions.last
        #expect(back.version == 3 && back.digest == first?.digest)
        #expect(try await datasets.curation("shop", version: 3).filters.allSatisfy { !$0.isOn })
    }

    @Test func `settings that are not possible and versions that have moved on are refused`() async throws {
        try await importRows()
        await #expect(throws: WorkstationError.self) {
            try await datasets.curate("shop", version: 1, change: change { $0.minimumQuality = 2 })
        }
        await #expect(throws: WorkstationError.self) {
            try await datasets.curate("shop", version: 1, change: CurationChange())
        }
        await #expect(throws: WorkstationError.self) {
            try await datasets.findings("shop", of: "no-such", version: 1, offset: 0, limit: 1)
        }
        _ = try await datasets.curate("shop", version: 1, change: change { $0.filters = [.personalData] })
        await #expect(throws: (any Error).self) {
            try await datasets.curate("shop", version: 1, change: change { $0.filters = [.quality] })
        }
    }

    @Test func `rows are rated and found by their rating`() async throws {
        try await importRows()
        let rows = try await datasets.examples("shop", ExampleFilter()).examples
        try await datasets.rate("shop", row: rows[0].id, rating: 1)
        try await datasets.rate("shop", row: rows[1].id, rating: -1)
        try await datasets.rate("shop", row: rows[2].id, rating: -1)
        try await datasets.rate("shop", row: rows[2].id, rating: 0)
        var filter = ExampleFilter()
        for (rating, ids) in [
            (RatingFilter.up, [rows[0].id]), (.down, [rows[1].id]), (.none, [rows[2].id, rows[3].id]),
        ] {
            filter.rating = rating
            #expect(try await datasets.examples("shop", filter).examples.map(\.id) == ids)
        }
        await #expect(throws: (any Error).self) { try await datasets.rate("shop", row: "none", rating: 1) }
        await #expect(throws: (any Error).self) {
            try await datasets.rate("shop", row: rows[0].id, rating: 2)
        }
    }

    @Test func `a row that was rated bad is not learned`() async throws {
        try await importRows()
        let rows = try await datasets.examples("shop", ExampleFilter()).examples
        try await datasets.rate("shop", row: rows[1].id, rating: -1)
        try await datasets.rate("shop", row: rows[2].id, rating: 1)
        let learned = try await datasets.store.learnableExamples(of: "shop", version: 1).map(\.digest)
        #expect(learned == [rows[0].id, rows[2].id, rows[3].id])
        try await datasets.rate("shop", row: rows[1].id, rating: 0)
        #expect(try await datasets.store.learnableExamples(of: "shop", version: 1).count == 4)
    }

    @Test func `a card goes with the dataset`() async throws {
        try await importRows()
        let card = try await datasets.card("shop", version: nil)
        #expect(card.fileName == "shop-v1.md" && card.text.contains("shop"))
    }

    @Test func `what was left out before the filters stays said when a filter changes`() async throws {
        let lines = ["one", "one", "two"].map {
            #"{"prompt":"Who carries rope \#($0)?","completion":"Sailor \#($0)."}"#
        }
        _ = try await datasets.importFile(
            name: "ropes", fileName: "rows.jsonl", data: Array(lines.joined(separator: "\n").utf8))
        let repeated = "row repeats an earlier one"
        let first = try await datasets.show("ropes").versions[0]
        #expect(first.drops.contains { $0.reason == repeated && $0.count == 1 })
        let changed = try await datasets.curate(
            "ropes", version: 1, change: change { $0.filters = [.personalData] })
        #expect(changed.drops.filter { $0.reason == repeated }.map(\.count) == [1])
        let again = try await datasets.curate("ropes", version: 2, change: change { $0.filters = [] })
        #expect(again.drops.filter { $0.reason == repeated }.map(\.count) == [1])
    }

    @Test func `an export holds what is learned, and the rest when it is asked for`() async throws {
        let lines = (0..<200).map { #"{"prompt":"Who carries rope \#($0)?","completion":"Sailor \#($0)."}"# }
        let version = try await datasets.importFile(
            name: "ropes", fileName: "rows.jsonl", data: Array(lines.joined(separator: "\n").utf8)
        ).version
        func count(_ rows: ExportRows) async throws -> Int {
            let file = try await datasets.export("ropes", version: nil, format: .chat, rows: rows)
            return try await file.lines.reduce(0) { count, _ in count + 1 }
        }
        #expect(version.heldOutCount > 0)
        #expect(try await count(.train) == version.trainCount)
        #expect(try await count(.heldOut) == version.heldOutCount)
        #expect(try await count(.all) == 200)
    }
}
