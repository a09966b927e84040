import Core

/// Reads Rich Text: headings by style or outline level, lists, tables, footnotes; hidden and deleted text is dropped.
enum RTFExtractor {
    /// Extracts a document from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        try extract(
            try ByteSource(path: path, name: name, limit: limits.fileBytes), name: name, limits: limits)
    }

    /// Extracts a document from its bytes.
    static func extract(_ source: ByteSource, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var tokens = RTFTokenizer(source)
        var builder = RTFBuilder(collector: BlockCollector(name: name, limits: limits))
        while let token = tokens.next(), builder.collector.failure == nil {
            builder.take(token)
            if case .word("bin", let count?) = token { tokens.skip(count) }
        }
        if let failure = tokens.failure { throw failure }
        builder.finish()
        return try builder.collector.finish(
            title: builder.information["title"] ?? builder.title, author: builder.information["author"],
            date: builder.date, format: .rtf)
    }
}
