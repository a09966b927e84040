internal import Foundation
internal import GRDB

/// Moments as the database holds them: `2026-11-28 12:48:34.515`, in UTC.
///
/// GRDB writes the same text with a formatter and a calendar that bring the data of all languages into memory, 1.5 MB for as
/// long as the server runs.
enum StoredDate {
    private static let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        .year().month().day().dateSeparator(.dash).dateTimeSeparator(.space)
        .time(includingFractionalSeconds: true).timeSeparator(.colon)

    /// The text of a moment, to the nearest millisecond.
    static func text(_ date: Date) -> String {
        // The style cuts what is below a millisecond, and 0.999 seconds are a little less in binary.
        style.format(date.addingTimeInterval(0.0005))
    }

    /// The text of this moment.
    static var now: String { text(.now) }

    /// The moment of a column; nil when it holds no such text.
    static func date(_ value: DatabaseValue) -> Date? {
        String.fromDatabaseValue(value).flatMap { try? style.parse($0) }
    }
}
