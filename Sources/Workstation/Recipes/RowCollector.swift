import Core
import Ingest

/// Collects the rows of a recipe part by part, holds whole documents or parts out, and keeps the account.
struct RowCollector {
    private let documents: [RecipeDocument]
    private let options: RecipeOptions
    private var parts: [(Int, DocumentSection)] = []
    private var rows: [(part: Int, example: Example)] = []
    /// What was left out.
    var drops = DropTally()

    init(_ documents: [RecipeDocument], _ options: RecipeOptions) {
        self.documents = documents
        self.options = options
    }

    /// Begins a part that is held out as a whole, such as a section or a conversation.
    mutating func begin(_ document: Int, path: [String] = [], blocks: Range<Int>) {
        let section = DocumentSection(
            documentId: documents[document].id, documentTitle: documents[document].title, path: path,
            blocks: blocks)
        parts.append((document, section))
    }

    /// Adds a row to the part that was begun last, unless its evidence is not in its source.
    mutating func add(_ example: Example) {
        guard let part = parts.last, let source = example.source, example.completion?.isEmpty == false else {
            drops.add("row without an answer or a source")
            return
        }
        let document = documents[part.0].document
        guard source.documentId == documents[part.0].id, Evidence.isVerified(example, in: document) else {
            drops.add("answer not found in its source")
            return
        }
        rows.append((parts.count - 1, example))
    }

    /// The rows with what is held out, and the figures.
    ///
    /// `noun`: What a row is called in the counts, such as "documents with fields".
    func output(_ noun: String) -> RecipeOutput {
        var output = RecipeOutput()
        var drops = drops
        // Only parts that gave a row count for the share.
        let used = Set(rows.map(\.part)).sorted()
        let heldOut = HoldOut(
            documents: documents, sections: used.map { parts[$0] },
            share: rows.count >= 2 ? options.heldOutShare : 0)
        let held = Set(heldOut.sections.map { used[$0] })
        // What is learned comes first: a held-out row that repeats it would measure nothing.
        var seen: Set<[Message]> = []
        for isHeldOut in [false, true] {
            for row in rows where held.contains(row.part) == isHeldOut {
                guard seen.insert(row.example.messages).inserted else {
                    drops.add("row repeats an earlier one")
                    continue
                }
                if isHeldOut { output.heldOut.append(row.example) } else { output.train.append(row.example) }
            }
        }
        output.drops = drops.drops
        output.removeLeaks()
        output.counts = [
            RecipeCount(name: "documents", count: documents.count),
            RecipeCount(name: "characters", count: documents.reduce(0) { $0 + $1.document.characterCount }),
            RecipeCount(name: "\(noun) learned", count: output.train.count),
            RecipeCount(name: "held-out rows, never learned", count: output.heldOut.count),
        ]
        output.counts += heldOut.counts()
        return output
    }
}
