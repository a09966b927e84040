/// Reads the cells of one sheet of a workbook.
final class XLSXSheet: MarkupHandler {
    /// The filled cells.
    private(set) var sheet: SheetBuilder
    private let strings: XLSXStrings
    private let styles: XLSXStyles
    private let startsIn1904: Bool
    private var row = -1
    private var column = -1
    private var type = ""
    private var style: String?
    private var value = ""
    private var isValue = false
    private var phoneticDepth = 0

    /// Starts a sheet.
    init(sheet: SheetBuilder, strings: XLSXStrings, styles: XLSXStyles, startsIn1904: Bool) {
        self.sheet = sheet
        self.strings = strings
        self.styles = styles
        self.startsIn1904 = startsIn1904
    }

    func start(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "x:row":
            let stated = attributes["r"].flatMap { Int($0) }.map { $0 - 1 }
            row = max(row + 1, min(stated ?? 0, 1 << 24))
            column = -1
        case "x:c":
            // Names that go backwards are as wrong as none: cells then follow each other.
            let stated = attributes["r"].flatMap { SheetBuilder.place($0) }
            column = max(column + 1, stated.map(\.column) ?? 0)
            type = attributes["t"] ?? "n"
            style = attributes["s"]
            value = ""
        case "x:v": isValue = true
        case "x:t": isValue = phoneticDepth == 0
        case "x:rPh": phoneticDepth += 1
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "x:c": sheet.add(shown, row: max(row, 0), column: column)
        case "x:v", "x:t": isValue = false
        case "x:rPh": phoneticDepth = max(0, phoneticDepth - 1)
        default: break
        }
    }

    func text(_ text: String) { if isValue && !sheet.isTooLarge { value.append(text) } }

    /// The cell's value as a person sees it.
    private var shown: String {
        switch type {
        case "s": return Int(value).flatMap { strings[$0] } ?? ""
        case "b": return value == "1" ? "TRUE" : "FALSE"
        case "n": return number
        default: return value
        }
    }

    private var number: String {
        guard let number = Double(value), number.isFinite else { return value }
        switch styles.display(of: style) {
        case .plain: return Self.plain(number)
        case .percent: return Self.plain((number * 1e12).rounded() / 1e10) + "%"
        case .date, .dateAndTime, .time: return date(number, styles.display(of: style)) ?? Self.plain(number)
        }
    }

    /// The shortest digits that mean the number; whole numbers without a point.
    static func plain(_ number: Double) -> String {
        if number.rounded() == number, abs(number) < 1e15 { return String(Int(number)) }
        // Programs write 17 digits where a person typed three.
        let rounded = abs(number) < 1e6 && abs(number) > 1e-3 ? (number * 1e9).rounded() / 1e9 : number
        return "\(rounded)"
    }

    private func date(_ serial: Double, _ display: XLSXStyles.Display) -> String? {
        guard serial >= 0, serial < 3_000_000 else { return nil }
        let seconds = Int((serial * 86400).rounded())
        let days = seconds / 86400
        let time = seconds % 86400
        guard let clock = DocumentDate.time(time / 3600, time / 60 % 60, time % 60 == 0 ? nil : time % 60)
        else {
            return nil
        }
        if display == .time { return clock }
        // The year 1900 had a 29 February in the first spreadsheet, and has it in all since.
        let sinceEpoch = startsIn1904 ? days - 24107 : days - (days < 60 ? 25568 : 25569)
        guard let day = DocumentDate.date(daysSince1970: sinceEpoch) else { return nil }
        return display == .dateAndTime || time != 0 ? day + " " + clock : day
    }
}
