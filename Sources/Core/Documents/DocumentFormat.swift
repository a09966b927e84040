/// The formats that documents are read from, decided by content; the name only breaks ties.
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
    /// Office Open XML presentation (PowerPoint).
    case pptx
    /// Office Open XML spreadsheet (Excel).
    case xlsx
    /// OpenDocument presentation (LibreOffice).
    case odp
    /// OpenDocument spreadsheet (LibreOffice).
    case ods
    /// Rich Text Format.
    case rtf
    /// FictionBook, an electronic book in one XML file.
    case fb2
    /// A mail message, or the messages of one thread.
    case email
    /// An exported chat: WhatsApp, KakaoTalk, Telegram or ChatGPT.
    case chat
    /// LaTeX.
    case latex
    /// reStructuredText.
    case restructuredText
    /// AsciiDoc.
    case asciidoc
    /// GNU Info, the manuals of many programs.
    case info
    /// A Jupyter notebook.
    case notebook
    /// Any other XML document, DocBook among them.
    case xml
    /// Subtitles of a film or talk.
    case subtitles
    /// Program code.
    case code
    /// A Word document from before 2007.
    case doc
    /// An Excel workbook from before 2007.
    case xls
    /// A PowerPoint presentation from before 2007.
    case ppt
}
