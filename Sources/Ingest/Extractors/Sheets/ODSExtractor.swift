import Core

/// Reads OpenDocument spreadsheets: each sheet a heading with its tables.
enum ODSExtractor {
    /// Extracts a spreadsheet from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let container = OpenDocument(container: ContainerReader(path: path, name: name, limits: limits))
        let properties = try container.properties()
        let builder = ODSBuilder(collector: BlockCollector(name: name, limits: limits))
        try container.readContent(builder)
        return try builder.collector.finish(
            title: properties.title, author: properties.author, date: properties.date, format: .ods,
            emptyMeans: "holds no filled cells; nothing can be learned from it")
    }
}
