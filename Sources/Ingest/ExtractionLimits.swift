/// How much one file may cost; every limit that is passed ends in a stated reason, never in a cut text.
///
/// The defaults are meant to keep a worker below 300 MB; docs/documents.md has what was measured.
package struct ExtractionLimits: Codable, Sendable, Hashable {
    /// Bytes of a text that is read whole: a file or chapter of HTML, a text, table or JSON that cannot be cut
    /// (``LongText``), one text of a mail.
    package var textFileBytes = 16 << 20
    /// Bytes of a mail with everything that is attached to it.
    package var mailFileBytes = 64 << 20
    /// Bytes of a container or PDF file.
    package var fileBytes = 2 << 30
    /// Inflated bytes of one part of a container (`word/document.xml`, one EPUB chapter).
    package var partBytes = 256 << 20
    /// Inflated bytes of all parts of a container that are read.
    package var containerBytes = 512 << 20
    /// Entries of a container.
    package var containerEntries = 50_000
    /// How many times larger than the file the inflated bytes may be, once they exceed ``ratioFloorBytes``.
    package var ratio = 200
    /// Inflated bytes below which the ratio does not matter.
    package var ratioFloorBytes = 16 << 20
    /// Depth of nested elements or JSON values.
    package var depth = 256
    /// UTF-8 bytes of text in one document.
    package var documentBytes = 24 << 20
    /// Blocks of one document.
    package var blocks = 400_000
    /// Cells of one document's tables.
    package var cells = 1_000_000
    /// Seconds of processor time for one file; the worker process ends when it is passed.
    package var cpuSeconds = 120
    /// Address space of the worker process, in bytes.
    package var memoryBytes = 3 << 30
    /// Seconds of wall-clock time for one file, enforced by the parent.
    package var wallSeconds = 180

    /// The limits that the product uses.
    package init() {}
}
