import Core

/// Reads XML that no other extractor knows: DocBook and its like by their names, anything else by its text.
enum XMLExtractor {
    /// Extracts a document from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var source = try ByteSource(path: path, name: name, limit: limits.fileBytes)
        let builder = XMLBuilder(collector: BlockCollector(name: name, limits: limits))
        let parser = try XMLPushParser(
            name: name, part: "the text", depthLimit: limits.depth, allowsDoctype: true, handler: builder)
        while let piece = source.nextPiece() {
            try parser.feed(piece)
            if builder.collector.failure != nil { break }
        }
        if let failure = source.failure { throw failure }
        if builder.collector.failure == nil { try parser.finish() }
        builder.finish()
        return try builder.collector.finish(
            title: builder.title, author: builder.author, date: builder.date, format: .xml)
    }
}
