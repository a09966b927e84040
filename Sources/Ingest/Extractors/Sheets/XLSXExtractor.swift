import Core

/// Reads Excel workbooks: each sheet a heading with its tables; dates and percentages as they are shown.
enum XLSXExtractor {
    /// Extracts a workbook from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let container = ContainerReader(path: path, name: name, limits: limits)
        let properties = OfficeProperties()
        let package = PartRelations(of: "")
        let names = try container.read(
            { $0 == "_rels/.rels" || $0 == "docProps/core.xml" },
            { part, content throws(IngestError) in
                try content.parseXML(part == "_rels/.rels" ? package : properties)
            })
        let mainPart = package.first("/officeDocument") ?? "xl/workbook.xml"
        guard names.contains(mainPart) else {
            throw IngestError(
                .corrupt, name: name,
                "is no complete workbook (\(mainPart) is missing); save it again from its program")
        }
        guard !mainPart.hasSuffix(".bin") else {
            throw IngestError(
                .unsupportedFormat, name: name, "is a binary workbook (XLSB); save it as XLSX")
        }
        let workbook = XLSXWorkbook()
        let relations = PartRelations(of: mainPart)
        try container.read(
            { $0 == mainPart || $0 == PartName.relations(of: mainPart) },
            { part, content throws(IngestError) in
                try content.parseXML(part == mainPart ? workbook : relations)
            })
        let strings = XLSXStrings(mostBytes: limits.documentBytes)
        let styles = XLSXStyles()
        let stringPart = relations.first("/sharedStrings")
        let stylePart = relations.first("/styles")
        try container.read(
            { $0 == stringPart || $0 == stylePart },
            { part, content throws(IngestError) in
                try content.parseXML(part == stringPart ? strings : styles)
            })
        guard !strings.isTooLarge else {
            throw IngestError(
                .tooLarge, name: name,
                "holds more than \(ByteCount.text(limits.documentBytes)) of text; split it into smaller files"
            )
        }
        let reader = SheetReader(
            workbook: workbook, strings: strings, styles: styles, container: container, names: names)
        var collector = try reader.read { relations[$0] }
        if workbook.hiddenCount > 0 {
            collector.note("Hidden sheets were left out: \(workbook.hiddenCount).")
        }
        return try collector.finish(
            title: properties.title, author: properties.author, date: properties.date, format: .xlsx,
            emptyMeans: "holds no filled cells; nothing can be learned from it")
    }

    /// Reads the sheets in the order of their tabs.
    private struct SheetReader {
        let workbook: XLSXWorkbook
        let strings: XLSXStrings
        let styles: XLSXStyles
        let container: ContainerReader
        let names: Set<String>

        func read(_ part: (String) -> String?) throws(IngestError) -> BlockCollector {
            var titles: [String: String] = [:]
            for sheet in workbook.sheets { if let part = part(sheet.id) { titles[part] = sheet.name } }
            var sheets: [String: BlockCollector] = [:]
            try container.read(
                { titles[$0] != nil },
                { part, content throws(IngestError) in
                    let handler = XLSXSheet(
                        sheet: SheetBuilder(name: titles[part] ?? "", limits: container.limits),
                        strings: strings, styles: styles, startsIn1904: workbook.startsIn1904)
                    try content.parseXML(handler)
                    var collector = BlockCollector(name: container.name, limits: container.limits)
                    handler.sheet.finish(into: &collector)
                    sheets[part] = collector
                })
            var result = BlockCollector(name: container.name, limits: container.limits)
            var missing = 0
            for (index, sheet) in workbook.sheets.enumerated() {
                guard let part = part(sheet.id) else { continue }
                result.context.page = index + 1
                if let content = sheets.removeValue(forKey: part) {
                    result.append(contentsOf: content)
                } else if !names.contains(part) {
                    missing += 1
                }
            }
            if missing > 0 { result.note("The workbook lists \(missing) sheets that are missing from it.") }
            return result
        }
    }
}
