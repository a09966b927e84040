/// What control words of Rich Text mean.
enum RTFVocabulary {
    /// Words that stand for characters.
    static let symbols = [
        "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
        "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "~": "\u{A0}", "_": "-", "{": "{",
        "}": "}", "\\": "\\", "emspace": " ", "enspace": " ", "qmspace": " ", "page": "\n", "column": "\n",
        "nestcell": " ", "zwj": "\u{200D}", "zwnj": "\u{200C}",
    ]

    /// Destinations whose text is not the document's.
    static let skipped: Set<String> = [
        "colortbl", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
        "footerr", "footerf", "sp", "nonshppict", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "ftncn",
        "aftncn", "listtable", "listoverridetable", "revtbl", "generator", "xmlnstbl", "rsidtbl",
        "filetbl", "themedata", "datastore", "bkmkstart", "bkmkend", "atnid", "atnauthor", "xe", "tc",
        "subject", "operator", "keywords", "comment", "doccomm", "company", "category", "manager",
        "hlinkbase", "revtim", "printim", "buptim", "txe", "rxe", "listpicture", "pgdsctbl",
        "latentstyles", "mmathPr", "upr", "do", "shprslt", "nonesttables",
    ]

    /// Whether a paragraph begins with a mark of a list and a tab, typed by a person or a simple writer.
    static func isTypedItem(_ text: String) -> Bool {
        guard let tab = text.prefix(8).firstIndex(of: "\t") else { return false }
        let mark = text[..<tab].trimmed
        if mark.count == 1 { return "•-–*·◦▪".contains(mark) }
        return mark.count > 1 && (mark.last == "." || mark.last == ")")
            && mark.dropLast().allSatisfy(\.isNumber)
    }
}
