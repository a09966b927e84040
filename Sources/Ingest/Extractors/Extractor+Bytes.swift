package import Core

extension Extractor {
    /// Extracts a document from bytes in memory.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - format: What it is; only formats that are read whole, and Rich Text.
    ///   - name: Relative name, for messages.
    ///   - limits: What it may cost.
    /// - Returns: A document with at least one block that holds a letter or a digit.
    /// - Throws: ``IngestError``; `unsupported_format` for formats that are read as files only.
    package static func extract(
        _ bytes: [UInt8], as format: DocumentFormat, name: String,
        limits: ExtractionLimits = ExtractionLimits()
    ) throws(IngestError) -> ExtractedDocument {
        switch format {
        case .html: return try HTMLExtractor.extract(bytes, name: name, limits: limits)
        case .email: return try MailExtractor.extract(bytes, name: name, limits: limits)
        case .rtf: return try RTFExtractor.extract(ByteSource(bytes: bytes), name: name, limits: limits)
        default: break
        }
        guard let decoded = TextDecoder.decode(bytes) else {
            throw IngestError(
                .unsupportedFormat, name: name,
                "is text in an encoding that is not recognised; save it as UTF-8")
        }
        return try extract(decoded.text, as: format, name: name, limits: limits).noting(decoded)
    }

    private static func extract(
        _ text: String, as format: DocumentFormat, name: String, limits: ExtractionLimits
    ) throws(IngestError) -> ExtractedDocument {
        switch format {
        case .text: try PlainTextExtractor.extract(text, name: name, limits: limits)
        case .markdown: try MarkdownExtractor.extract(text, name: name, limits: limits)
        case .csv: try CSVExtractor.extract(text, name: name, limits: limits)
        case .json: try JSONExtractor.extract(text, name: name, limits: limits)
        case .jsonl: try JSONExtractor.extractLines(text, name: name, limits: limits)
        case .chat: try extractChat(text, name: name, limits: limits)
        case .latex: try LaTeXExtractor.extract(text, name: name, limits: limits)
        case .restructuredText: try RestructuredTextExtractor.extract(text, name: name, limits: limits)
        case .asciidoc: try AsciiDocExtractor.extract(text, name: name, limits: limits)
        case .info: try InfoExtractor.extract(text, name: name, limits: limits)
        case .notebook: try NotebookExtractor.extract(text, name: name, limits: limits)
        case .subtitles: try SubtitleExtractor.extract(text, name: name, limits: limits)
        case .code: try PlainTextExtractor.extractCode(text, name: name, limits: limits)
        case .html, .pdf, .docx, .odt, .epub, .pptx, .xlsx, .odp, .ods, .rtf, .fb2, .email, .xml, .doc, .xls,
            .ppt:
            throw IngestError(.unsupportedFormat, name: name, "is read as a file only")
        }
    }

    /// A chat is text or JSON; JSON that only looked like a chat is read as any other.
    private static func extractChat(
        _ text: String, name: String, limits: ExtractionLimits
    ) throws(IngestError) -> ExtractedDocument {
        guard let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[",
            !ChatTextExtractor.matches(text)
        else { return try ChatTextExtractor.extract(text, name: name, limits: limits) }
        let value = try JSONExtractor.parse(text, name: name, limits: limits, line: 1)
        if let chat = try ChatJSONExtractor.extract(value, name: name, limits: limits) { return chat }
        return try JSONExtractor.extract(text, name: name, limits: limits)
    }
}

extension ExtractedDocument {
    /// The same document with a note when the encoding had to be guessed or bytes were replaced.
    fileprivate func noting(_ decoded: TextDecoder.Decoded) -> ExtractedDocument {
        guard let note = decoded.note else { return self }
        var document = self
        document.notes.append(note)
        return document
    }
}
