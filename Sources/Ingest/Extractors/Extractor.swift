package import Core

/// Turns one file into a document with structure, in this process.
///
/// The product calls it only inside the worker process (``ExtractionWorker``), because some formats are
/// parsed by C libraries; tests and benchmarks may call it directly.
package enum Extractor {
    /// Extracts the text and structure of a file.
    ///
    /// - Parameters:
    ///   - path: Absolute path of a regular file; symbolic links are followed, so the caller has checked it.
    ///   - name: Relative name, for ties between text-like formats and for messages.
    ///   - limits: What the file may cost.
    /// - Returns: A document with at least one block that holds a letter or a digit.
    /// - Throws: ``IngestError``: unsupported, encrypted, corrupt, too large, without text.
    package static func extract(
        path: String, name: String, limits: ExtractionLimits = ExtractionLimits()
    ) throws(IngestError) -> ExtractedDocument {
        switch try FormatDetector.detect(path: path, name: name) {
        case .empty:
            throw IngestError(.noText, name: name, "is empty; nothing can be learned from it")
        case .encrypted:
            throw IngestError.encryptedDocument(name: name)
        case .archive:
            throw IngestError(
                .unsupportedFormat, name: name,
                "is an archive inside the limit of nesting; unpack it and add its folder")
        case .other(let what, let remedy):
            throw IngestError(.unsupportedFormat, name: name, "is \(what); \(remedy)")
        case .document(let format):
            var document = try extract(format, path: path, name: name, limits: limits)
            if format != .code { document.language = DocumentLanguage.language(of: document) }
            return document
        }
    }

    private static func extract(
        _ format: DocumentFormat, path: String, name: String, limits: ExtractionLimits
    ) throws(IngestError) -> ExtractedDocument {
        switch format {
        case .text, .markdown, .csv, .json, .jsonl, .html, .chat, .email, .latex, .restructuredText,
            .asciidoc, .info, .notebook, .subtitles, .code:
            let bytes = try FileBytes.read(
                path: path, name: name, limit: format == .email ? limits.mailFileBytes : limits.textFileBytes)
            return try extract(bytes, as: format, name: name, limits: limits)
        case .docx: return try DOCXExtractor.extract(path: path, name: name, limits: limits)
        case .odt: return try ODTExtractor.extract(path: path, name: name, limits: limits)
        case .epub: return try EPUBExtractor.extract(path: path, name: name, limits: limits)
        case .pdf: return try PDFExtractor.extract(path: path, name: name, limits: limits)
        case .pptx: return try PPTXExtractor.extract(path: path, name: name, limits: limits)
        case .xlsx: return try XLSXExtractor.extract(path: path, name: name, limits: limits)
        case .odp: return try ODPExtractor.extract(path: path, name: name, limits: limits)
        case .ods: return try ODSExtractor.extract(path: path, name: name, limits: limits)
        case .rtf: return try RTFExtractor.extract(path: path, name: name, limits: limits)
        case .fb2: return try FB2Extractor.extract(path: path, name: name, limits: limits)
        case .xml: return try XMLExtractor.extract(path: path, name: name, limits: limits)
        case .doc, .xls, .ppt:
            return try OldOfficeExtractor.extract(format, path: path, name: name, limits: limits)
        }
    }
}
