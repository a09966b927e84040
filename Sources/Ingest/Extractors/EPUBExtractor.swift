import Core

/// Reads electronic books: the chapters in reading order, each as a web page.
enum EPUBExtractor {
    /// Extracts a book from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let container = ContainerReader(path: path, name: name, limits: limits)
        let root = RootFinder()
        let protection = ProtectionFinder()
        try container.read(
            { $0 == "META-INF/container.xml" || $0 == "META-INF/encryption.xml" },
            {
                part, content throws(IngestError) in
                try content.parseXML(
                    allowsDoctype: true, part == "META-INF/container.xml" ? root : protection)
            })
        if protection.isProtected {
            throw IngestError(
                .encrypted, name: name, "is protected by rights management; only books without it can be read"
            )
        }
        guard let packagePart = root.part else {
            throw IngestError(
                .corrupt, name: name, "is no complete EPUB (it names no package file); download it again")
        }
        let package = EPUBPackage(part: packagePart)
        let names = try container.read(
            { $0 == packagePart },
            { _, content throws(IngestError) in
                try content.parseXML(allowsDoctype: true, package)
            })
        guard names.contains(packagePart) else {
            throw IngestError(
                .corrupt, name: name, "is no complete EPUB (\(packagePart) is missing); download it again")
        }
        return try readChapters(package, of: container, names: names)
    }

    private static func readChapters(
        _ package: EPUBPackage, of container: ContainerReader, names: Set<String>
    ) throws(IngestError) -> ExtractedDocument {
        let chapters = package.chapters
        let wanted = Set(chapters.map(\.part))
        var pages: [String: BlockCollector] = [:]
        // Chapters may lie in the file in any order, so each is held until its turn.
        try container.read(
            { wanted.contains($0) },
            { part, content throws(IngestError) in
                let page = try HTMLExtractor.build(
                    try content.bytes(), name: container.name, limits: container.limits)
                pages[part] = page.collected()
            })
        var book = BlockCollector(name: container.name, limits: container.limits)
        var missing: [String] = []
        for chapter in chapters {
            // A chapter that is listed twice is read once.
            if let page = pages.removeValue(forKey: chapter.part) {
                book.append(contentsOf: page)
            } else if !names.contains(chapter.part) {
                missing.append(chapter.part)
            }
        }
        if !missing.isEmpty {
            let list = missing.prefix(5).map { MemberName.display($0) }.joined(separator: ", ")
            book.note("The book lists \(missing.count) files that are missing from it: \(list).")
        }
        return try book.finish(
            title: package.title, author: package.author, date: package.date, format: .epub)
    }

    /// Finds the package file's name.
    private final class RootFinder: MarkupHandler {
        private(set) var part: String?
        func start(_ name: String, _ attributes: [String: String]) {
            if name == "container:rootfile", part == nil { part = attributes["full-path"] }
        }
        func end(_ name: String) {}
        func text(_ text: String) {}
    }

    /// Tells rights management from obfuscated fonts, which hide no text.
    private final class ProtectionFinder: MarkupHandler {
        private(set) var isProtected = false
        func start(_ name: String, _ attributes: [String: String]) {
            guard name == "enc:EncryptionMethod", let method = attributes["Algorithm"] else { return }
            let hidesFontsOnly =
                method.contains("idpf.org/2008/embedding") || method.contains("ns.adobe.com/pdf/enc#RC")
            if !hidesFontsOnly { isProtected = true }
        }
        func end(_ name: String) {}
        func text(_ text: String) {}
    }
}
