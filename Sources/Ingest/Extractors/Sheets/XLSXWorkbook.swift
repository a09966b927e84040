/// The sheets of a workbook in the order of their tabs, hidden ones apart.
final class XLSXWorkbook: MarkupHandler {
    /// Names and identifiers of the sheets that are shown.
    private(set) var sheets: [(name: String, id: String)] = []
    /// How many sheets are hidden.
    private(set) var hiddenCount = 0
    /// Whether days are counted from 1904 and not from 1900.
    private(set) var startsIn1904 = false
    private static let mostSheets = 10_000

    func start(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "x:sheet":
            let isHidden = attributes["state"] == "hidden" || attributes["state"] == "veryHidden"
            if isHidden {
                hiddenCount += 1
            } else if let id = attributes["r:id"], sheets.count < Self.mostSheets {
                sheets.append((attributes["name"] ?? "", id))
            }
        case "x:workbookPr":
            startsIn1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true"
        default: break
        }
    }

    func end(_ name: String) {}
    func text(_ text: String) {}
}
