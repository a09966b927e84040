import Core

/// Reads a web page: its main content with headings, lists, tables, code and quotes.
enum HTMLExtractor {
    /// Extracts a page from its bytes; the encoding comes from the mark, the declaration or the bytes themselves.
    static func extract(_ bytes: [UInt8], name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let builder = try build(bytes, name: name, limits: limits)
        var collector = builder.collected()
        if let note = builder.encodingNote { collector.note(note) }
        return try collector.finish(
            title: builder.title, format: .html,
            emptyMeans: "holds no text besides navigation; nothing can be learned from it")
    }

    /// Parses a page into a builder, which knows the blocks and the title.
    ///
    /// - Parameters:
    ///   - bytes: The page.
    ///   - name: The name for messages.
    ///   - limits: What the page may cost.
    ///   - declared: The encoding, when it is stated outside the page.
    /// - Returns: The builder, finished.
    /// - Throws: ``IngestError`` for an encoding that is not recognised, or a limit.
    static func build(
        _ bytes: [UInt8], name: String, limits: ExtractionLimits, declared: String? = nil
    ) throws(IngestError) -> HTMLBlockBuilder {
        guard let decoded = TextDecoder.decode(bytes, declared: declared ?? declaredEncoding(bytes)) else {
            throw IngestError(
                .unsupportedFormat, name: name,
                "is a web page in an encoding that is not recognised; save it as UTF-8")
        }
        let utf8 = Array(decoded.text.utf8)
        var builder = try parse(utf8, keepsFurniture: false, name: name, limits: limits)
        // A page whose text stands in a box with an unlucky name is read again as a whole.
        if builder.missedTheText {
            builder = try parse(utf8, keepsFurniture: true, name: name, limits: limits)
        }
        builder.encodingNote = decoded.note
        return builder
    }

    private static func parse(
        _ utf8: [UInt8], keepsFurniture: Bool, name: String, limits: ExtractionLimits
    ) throws(IngestError) -> HTMLBlockBuilder {
        let builder = HTMLBlockBuilder(
            collector: BlockCollector(name: name, limits: limits), keepsFurniture: keepsFurniture)
        let parser = try HTMLPushParser(name: name, depthLimit: limits.depth, handler: builder)
        try parser.parse(utf8)
        builder.finish()
        return builder
    }

    /// The encoding that the page names in its first 2 KiB: `charset=…` in a meta element or an XML declaration.
    static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(2048), as: UTF8.self).lowercased()
        for mark in ["charset=", "encoding="] {
            guard let range = head.firstRange(of: mark) else { continue }
            let value = head[range.upperBound...].drop { "\"' ".contains($0) }
            let name = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            if !name.isEmpty { return String(name) }
        }
        return nil
    }
}
