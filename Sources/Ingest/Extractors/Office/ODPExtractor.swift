import Core

/// Reads OpenDocument presentations: slides with their titles as headings, lists, tables, notes.
enum ODPExtractor {
    /// Extracts a presentation from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let document = OpenDocument(container: ContainerReader(path: path, name: name, limits: limits))
        let properties = try document.properties()
        let builder = ODPBuilder(collector: BlockCollector(name: name, limits: limits))
        try document.readContent(builder)
        let title = properties.title ?? builder.collector.blocks.first { $0.kind == .heading }?.text
        return try builder.collector.finish(
            title: title, author: properties.author, date: properties.date, format: .odp,
            emptyMeans: "holds no text on its slides; nothing can be learned from it")
    }
}
