import Core

/// Reads Word documents: headings by style or outline level, lists, tables, quotes, code, notes.
///
/// Deleted and moved-away text of tracked changes, field codes, tables of contents and headers and footers
/// are left out.
enum DOCXExtractor {
    /// Extracts a document from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let container = ContainerReader(path: path, name: name, limits: limits)
        let properties = OfficeProperties()
        let relations = PartRelations(of: "")
        // The styles may stand behind the text in the file, so small parts are read in a pass of their own.
        let names = try container.read(
            { $0 == "_rels/.rels" || $0 == "docProps/core.xml" },
            { part, content throws(IngestError) in
                try content.parseXML(part == "_rels/.rels" ? relations : properties)
            })
        let mainPart = relations.first("/officeDocument") ?? "word/document.xml"
        guard names.contains(mainPart) else {
            throw IngestError(
                .corrupt, name: name,
                "is no complete Word document (\(mainPart) is missing); save it again from Word")
        }
        let folder = PartName.folder(of: mainPart)
        let styles = DOCXStyles()
        let footnotes = DOCXNotes()
        let endnotes = DOCXNotes()
        let comments = DOCXNotes()
        let side: [String: any MarkupHandler] = [
            folder + "styles.xml": styles, folder + "footnotes.xml": footnotes,
            folder + "endnotes.xml": endnotes, folder + "comments.xml": comments,
        ]
        try container.read(
            { side[$0] != nil },
            { part, content throws(IngestError) in
                if let handler = side[part] { try content.parseXML(handler) }
            })
        let builder = DOCXBodyBuilder(
            collector: BlockCollector(name: name, limits: limits), styles: styles, footnotes: footnotes,
            endnotes: endnotes, comments: comments)
        try container.read(
            { $0 == mainPart }, { _, content throws(IngestError) in try content.parseXML(builder) })
        return try builder.collector.finish(
            title: properties.title ?? builder.title, author: properties.author, date: properties.date,
            format: .docx)
    }
}
