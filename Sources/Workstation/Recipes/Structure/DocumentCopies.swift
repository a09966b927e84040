import Core
import Ingest

/// Finds documents that say the same as others in another format: a manual as pages, as a book and as plain text.
///
/// Runs of words are compared, so that line breaks, marks and the cut into files do not matter: the chapters of a
/// manual cover the book that holds them all. Documents of one format are never copies of each other, because two
/// versions of a text differ in what matters.
enum DocumentCopies {
    /// Words in a run.
    private static let runWords = 6
    /// Share of a document's runs that others must hold.
    private static let share = 0.85
    /// Of the runs one in so many is compared; their hashes choose them, the same ones in every document.
    private static let sampling: UInt64 = 4
    /// Documents with fewer chosen runs are too short to tell.
    private static let fewestRuns = 16

    /// Returns the positions of documents that repeat others of a format with more structure, or of a lower rank.
    ///
    /// - Complexity: O(n) in the length of all texts.
    static func positions(in documents: [RecipeDocument]) -> Set<Int> {
        guard Set(documents.map(\.document.format)).count > 1 else { return [] }
        let order = documents.indices.sorted { one, other in
            let (first, second) = (documents[one].document, documents[other].document)
            return (rank(first.format), first.characterCount, one)
                < (rank(second.format), second.characterCount, other)
        }
        var held: [DocumentFormat: Set<UInt64>] = [:]
        var copies: Set<Int> = []
        for index in order {
            let format = documents[index].document.format
            let runs = runs(of: documents[index].document)
            let others = held.filter { $0.key != format }.map(\.value)
            let common = runs.count { run in others.contains { $0.contains(run) } }
            if runs.count >= fewestRuns, Double(common) >= share * Double(runs.count) {
                copies.insert(index)
            } else {
                held[format, default: []].formUnion(runs)
            }
        }
        return copies
    }

    /// Formats whose headings, lists and tables are marked come first, pages without structure last.
    private static func rank(_ format: DocumentFormat) -> Int {
        switch format {
        case .html, .epub, .docx, .odt, .xml, .fb2: 0
        case .markdown, .restructuredText, .asciidoc, .latex, .rtf, .info, .notebook, .doc: 1
        case .pdf: 3
        case .text, .code: 4
        default: 2
        }
    }

    private static func runs(of document: ExtractedDocument) -> Set<UInt64> {
        let text = document.blocks.map { SourceText.of([$0]) }.joined(separator: "\n")
        let words = WordShingles.words(text)
        guard words.count >= runWords else { return [] }
        return Set(WordShingles.runs(of: words, count: runWords).lazy.filter { $0 % sampling == 0 })
    }
}
