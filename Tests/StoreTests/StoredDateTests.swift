import Foundation
import GRDB
import Testing

@testable import Store

/// Dates in the database are the text that GRDB itself would write and read.
@Suite struct StoredDateTests {
    private static let dates: [Double] = [
        0, 951_782_399.999, 951_782_400, 1_709_164_800.5, 1_735_689_599.001, 1_796_041_714.25,
        1_796_041_714.0004, 1_796_041_714.9996, 4_102_444_800,
    ]

    @Test(arguments: dates)
    func `is the text that the library writes`(seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        let text = StoredDate.text(date)
        let theirs = try #require(String.fromDatabaseValue(date.databaseValue))
        #expect(text == theirs)
        let read = try #require(StoredDate.date(theirs.databaseValue))
        #expect(abs(read.timeIntervalSince(date)) < 0.001)
    }

    @Test(arguments: ["", "2026", "2026-13-01 00:00:00.000", "yesterday"])
    func `reads nothing else`(text: String) {
        #expect(StoredDate.date(text.databaseValue) == nil)
        #expect(StoredDate.date(.null) == nil && StoredDate.date(3.databaseValue) == nil)
    }
}
