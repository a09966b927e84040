import Core

/// Reads FictionBook files: sections with their titles as headings, verse and citations as quotes, notes.
enum FB2Extractor {
    /// Extracts a book from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var source = try ByteSource(path: path, name: name, limit: limits.fileBytes)
        let builder = FB2Builder(collector: BlockCollector(name: name, limits: limits))
        let parser = try XMLPushParser(
            name: name, part: "the book", depthLimit: limits.depth, allowsDoctype: true, handler: builder)
        while let piece = source.nextPiece() {
            try parser.feed(piece)
            if builder.collector.failure != nil { break }
        }
        if let failure = source.failure { throw failure }
        if builder.collector.failure == nil { try parser.finish() }
        return try builder.collector.finish(
            title: builder.title, author: builder.author, date: builder.date, format: .fb2)
    }
}
