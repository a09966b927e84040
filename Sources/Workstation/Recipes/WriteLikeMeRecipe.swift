package import Core
import Ingest

/// *Write like me*: a short instruction made from each passage's heading and opening, the passage as the answer.
///
/// The instruction names the subject, the length and the opening in several wordings.
/// The passage is the writer's text, character by character. Tables and code are left out: they hold no style.
package struct WriteLikeMeRecipe: DatasetRecipe {
    private static let shortest = 160

    /// Makes the recipe.
    package init() {}

    /// The goal.
    package var name: RecipeName { .writeLikeMe }

    /// Makes the rows.
    package func build(_ documents: [RecipeDocument], _ options: RecipeOptions) -> RecipeOutput {
        var output = RecipeOutput()
        var drops = DropTally()
        var seen = NearDuplicates(threshold: options.duplicateThreshold)
        var sections: [(Int, DocumentSection)] = []
        for (index, document) in documents.enumerated() {
            sections += SectionReader.sections(of: document).map { (index, $0) }
        }
        let heldOut = HoldOut(documents: documents, sections: sections, share: options.heldOutShare)
        let builder = PassageBuilder(longest: options.passageCharacters, includesTables: false)
        for (position, (index, section)) in sections.enumerated() {
            let blocks = documents[index].document.blocks
            drops.add(
                "table or program code, which holds no style",
                section.blocks.count { blocks[$0].kind == .table || blocks[$0].kind == .code })
            for (number, passage) in builder.passages(of: section, blocks: blocks).enumerated() {
                guard passage.text.count >= Self.shortest else {
                    drops.add("passage too short to show a style")
                    continue
                }
                guard seen.add(passage.text) == nil else {
                    drops.add("passage nearly repeats an earlier one")
                    continue
                }
                let row = Example(
                    kind: .instruction,
                    messages: [
                        Message(
                            role: .user,
                            content: StyleInstruction(passage: passage, section: section, number: number).text
                        ),
                        Message(role: .assistant, content: passage.text),
                    ], source: passage.source, evidence: evidence(passage, blocks))
                if heldOut.sections.contains(position) {
                    output.heldOut.append(row)
                } else {
                    output.train.append(row)
                }
            }
        }
        output.drops = drops.drops
        output.removeLeaks()
        output.counts = [
            RecipeCount(name: "documents", count: documents.count),
            RecipeCount(name: "sections", count: sections.count),
            RecipeCount(name: "characters", count: documents.reduce(0) { $0 + $1.document.characterCount }),
            RecipeCount(name: "passages learned", count: output.train.count),
            RecipeCount(name: "held-out rows, never learned", count: output.heldOut.count),
        ]
        output.counts += heldOut.counts()
        return output
    }

    /// The passage's first sentence as its source writes it; nil for one that begins with a list.
    private func evidence(_ passage: Passage, _ blocks: [DocumentBlock]) -> String? {
        guard let first = SentenceSplitter.sentences(of: passage.text).first else { return nil }
        let quote = SourceText.normalized(first.hasPrefix("- ") ? first.dropFirst(2) : first[...])
        let source = SourceText.of(blocks[passage.source.firstBlock...passage.source.lastBlock])
        return Evidence.occurs(quote, in: source) ? quote : nil
    }
}
