/// What the number formats of a workbook make of numbers: plain, a date, a time, a share.
final class XLSXStyles: MarkupHandler {
    /// How a number is shown.
    enum Display: Equatable { case plain, date, time, dateAndTime, percent }

    private var codes: [Int: String] = [:]
    private var formats: [Int] = []
    private var isCellFormats = false
    private static let mostFormats = 100_000

    func start(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "x:numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }), codes.count < Self.mostFormats {
                codes[id] = attributes["formatCode"]
            }
        case "x:cellXfs": isCellFormats = true
        case "x:xf":
            if isCellFormats, formats.count < Self.mostFormats {
                formats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
            }
        default: break
        }
    }

    func end(_ name: String) { if name == "x:cellXfs" { isCellFormats = false } }
    func text(_ text: String) {}

    /// How numbers of a cell with a style are shown.
    func display(of style: String?) -> Display {
        guard let index = style.flatMap({ Int($0) }), formats.indices.contains(index) else { return .plain }
        let id = formats[index]
        if let code = codes[id] { return Self.display(code: code) }
        return switch id {
        case 9, 10: .percent
        case 14...17, 27...31, 36, 50...58: .date
        case 18...21, 32...35, 45...47: .time
        case 22: .dateAndTime
        default: .plain
        }
    }

    /// What a format's code shows; its letters count, quoted text, colours and conditions do not.
    static func display(code: String) -> Display {
        var letters = ""
        var isQuoted = false
        var inBrackets = false
        var isEscaped = false
        // The first section is the one for positive numbers.
        for character in code.prefix(256).lowercased() {
            if isEscaped {
                isEscaped = false
            } else if character == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                continue
            } else if character == "\\" || character == "_" || character == "*" {
                isEscaped = true
            } else if character == "[" {
                inBrackets = true
            } else if character == "]" {
                inBrackets = false
            } else if character == ";" {
                break
            } else if !inBrackets || character == "h" || character == "s" {
                letters.append(character)
            }
        }
        if letters.contains("general") || letters.contains("0.") || letters.contains("#") {
            return letters.contains("%") ? .percent : .plain
        }
        let hasDay = letters.contains("y") || letters.contains("d") || letters.contains("mmm")
        let hasTime = letters.contains("h") || letters.contains("s")
        if hasDay { return hasTime ? .dateAndTime : .date }
        if hasTime { return .time }
        return letters.contains("%") ? .percent : .plain
    }
}
