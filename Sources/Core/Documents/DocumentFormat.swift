/// The formats that documents are read from, decided by content and never by name alone.
package enum DocumentFormat: String, Codable, Sendable, CaseIterable {
    /// Plain text.
    case text
    /// Markdown.
    case markdown
    /// A web page.
    case html
    /// A page-description document with a text layer.
    case pdf
    /// Office Open XML text (Word).
    case docx
    /// OpenDocument text (LibreOffice).
    case odt
    /// An electronic book.
    case epub
    /// Comma- or tab-separated values.
    case csv
    /// One JSON value.
    case json
    /// One JSON value a line.
    case jsonl
}
