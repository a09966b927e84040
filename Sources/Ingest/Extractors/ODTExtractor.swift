import Core

/// Reads OpenDocument texts: headings, lists, tables, quotes, code, notes.
enum ODTExtractor {
    /// Extracts a document from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let container = ContainerReader(path: path, name: name, limits: limits)
        let metadata = TextElements(["dc:title"])
        let manifest = EncryptionFinder()
        let styles = ODTStyles()
        let names = try container.read(
            { ["meta.xml", "META-INF/manifest.xml", "styles.xml"].contains($0) },
            {
                part, content throws(IngestError) in
                switch part {
                case "meta.xml": try content.parseXML(metadata)
                case "styles.xml": try content.parseXML(styles)
                default: try content.parseXML(allowsDoctype: true, manifest)
                }
            })
        if manifest.isEncrypted {
            throw IngestError(
                .encrypted, name: name, "is protected by a password; save it without one and add it again")
        }
        guard names.contains("content.xml") else {
            throw IngestError(
                .corrupt, name: name,
                "is no complete OpenDocument text (content.xml is missing); save it again")
        }
        let builder = ODTBodyBuilder(collector: BlockCollector(name: name, limits: limits), styles: styles)
        try container.read(
            { $0 == "content.xml" }, { _, content throws(IngestError) in try content.parseXML(builder) })
        return try builder.collector.finish(title: metadata.first("dc:title") ?? builder.title, format: .odt)
    }

    private final class EncryptionFinder: MarkupHandler {
        private(set) var isEncrypted = false
        func start(_ name: String, _ attributes: [String: String]) {
            if name == "manifest:encryption-data" { isEncrypted = true }
        }
        func end(_ name: String) {}
        func text(_ text: String) {}
    }
}
