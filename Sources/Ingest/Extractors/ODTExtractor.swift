import Core

/// Reads OpenDocument texts: headings, lists, tables, quotes, code, notes.
enum ODTExtractor {
    /// Extracts a document from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let document = OpenDocument(container: ContainerReader(path: path, name: name, limits: limits))
        let styles = ODTStyles()
        let properties = try document.properties(styles: styles)
        let builder = ODTBodyBuilder(collector: BlockCollector(name: name, limits: limits), styles: styles)
        try document.readContent(builder)
        return try builder.collector.finish(
            title: properties.title ?? builder.title, author: properties.author, date: properties.date,
            format: .odt)
    }
}
