import Core

/// The parts that every OpenDocument file has.
struct OpenDocument {
    /// The file.
    let container: ContainerReader

    /// Reads the metadata, and makes sure that the file is whole and not protected.
    ///
    /// - Parameter styles: Takes the named styles, when they matter.
    /// - Returns: Title, author and date.
    /// - Throws: ``IngestError`` `encrypted`, `corrupt`, or a limit.
    func properties(styles: (any MarkupHandler)? = nil) throws(IngestError) -> OfficeProperties {
        let properties = OfficeProperties()
        let manifest = EncryptionFinder()
        let names = try container.read(
            { ["meta.xml", "META-INF/manifest.xml"].contains($0) || ($0 == "styles.xml" && styles != nil) },
            { part, content throws(IngestError) in
                switch part {
                case "meta.xml": try content.parseXML(properties)
                case "styles.xml": if let styles { try content.parseXML(styles) }
                default: try content.parseXML(allowsDoctype: true, manifest)
                }
            })
        if manifest.isEncrypted {
            throw IngestError.encryptedDocument(name: container.name)
        }
        guard names.contains("content.xml") else {
            throw IngestError(
                .corrupt, name: container.name,
                "is no complete OpenDocument file (content.xml is missing); save it again")
        }
        return properties
    }

    /// Parses the content.
    func readContent(_ handler: any MarkupHandler) throws(IngestError) {
        try container.read(
            { $0 == "content.xml" }, { _, content throws(IngestError) in try content.parseXML(handler) })
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
