internal import Foundation

/// A plain text table: columns as wide as their widest cell, numbers to the right.
struct Table {
    private let header: [String]
    private var rows: [[String]] = []

    init(_ header: String...) { self.header = header }

    mutating func add(_ cells: String...) {
        precondition(cells.count == header.count, "a row has as many cells as the header")
        rows.append(cells)
    }

    /// The table's lines, without trailing spaces.
    var text: String {
        let widths = header.indices.map { column in
            ([header] + rows).map { Self.width($0[column]) }.max() ?? 0
        }
        let isNumeric = header.indices.map { column in
            !rows.isEmpty
                && rows.allSatisfy { Double($0[column].filter { $0 != "," }) != nil || $0[column].isEmpty }
        }
        return ([header] + rows).map { cells in
            let line = cells.indices.map { column -> String in
                let padding = String(repeating: " ", count: widths[column] - Self.width(cells[column]))
                return isNumeric[column] ? padding + cells[column] : cells[column] + padding
            }
            .joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        .joined(separator: "\n")
    }

    /// Columns that a text takes in a terminal: East Asian wide characters take two.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            let isWide =
                (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xD7A3).contains(scalar.value)
                || (0xF900...0xFAFF).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
            return sum + (isWide ? 2 : 1)
        }
    }
}
