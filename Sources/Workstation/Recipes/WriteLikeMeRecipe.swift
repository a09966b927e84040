package import Core
import Ingest

/// *Write like me*: a short instruction made from each passage's heading and opening, the passage as the answer.
///
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
                        Message(role: .user, content: instruction(passage, section, number: number)),
                        Message(role: .assistant, content: passage.text),
                    ], source: passage.source)
                if heldOut.sections.contains(position) {
                    output.heldOut.append(row)
                } else {
                    output.train.append(row)
                }
            }
        }
        output.drops = drops.drops
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

    private func instruction(_ passage: Passage, _ section: DocumentSection, number: Int) -> String {
        let opening = opening(passage.text)
        if Korean.isKorean(passage.text) {
            return "‘\(section.topic)’에 대해 써 주세요. 첫머리는 “\(opening)…”입니다."
        }
        let place =
            section.path.isEmpty
            ? "“\(section.documentTitle)”" : "“\(section.topic)” in “\(section.documentTitle)”"
        if number > 0 { return "Go on with \(place). The next part opens with “\(opening)…”." }
        switch StableHash.of(opening) % 3 {
        case 0: return "Write the text for \(place). Open with “\(opening)…”."
        case 1: return "Write about \(place). It starts with “\(opening)…”."
        default: return "I need a passage for \(place), beginning with “\(opening)…”."
        }
    }

    /// The first words of a text, up to eight, without a list's mark.
    private func opening(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).drop { $0 == "-" }.prefix(8)
        let ending = words.firstIndex { $0.last.map { ".!?:;".contains($0) } == true }
        let cut = ending.map { words[words.startIndex...$0] } ?? words
        return English.unstopped((cut.count >= 3 ? cut : words).joined(separator: " "))
    }
}
