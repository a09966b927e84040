/// The texts that a workbook's cells share, by number.
final class XLSXStrings: MarkupHandler {
    /// Whether there is more text than a document may hold.
    private(set) var isTooLarge = false
    private let mostBytes: Int
    private var texts: [String] = []
    private var byteCount = 0
    private var open: String?
    private var isText = false
    private var phoneticDepth = 0

    /// Starts an empty table.
    init(mostBytes: Int) { self.mostBytes = mostBytes }

    /// The text with a number.
    subscript(index: Int) -> String? { texts.indices.contains(index) ? texts[index] : nil }

    func start(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "x:si": open = ""
        case "x:t": isText = phoneticDepth == 0
        case "x:rPh": phoneticDepth += 1
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "x:si":
            byteCount += (open?.utf8.count ?? 0) + 16
            isTooLarge = isTooLarge || byteCount > mostBytes
            if !isTooLarge { texts.append(open ?? "") }
            open = nil
        case "x:t": isText = false
        case "x:rPh": phoneticDepth = max(0, phoneticDepth - 1)
        default: break
        }
    }

    func text(_ text: String) { if isText && !isTooLarge { open?.append(text) } }
}
