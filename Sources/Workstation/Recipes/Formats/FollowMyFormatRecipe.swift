package import Core

/// *Follow my format*: inputs and outputs that documents hold side by side.
///
/// Pairs come from tables (the columns that the user maps, else columns whose names are a known pair, else the two
/// columns of a table with a header), from labelled pairs such as "Input: …" and "Output: …", and from templates:
/// blocks of labels that recur, whose values are the input and whose whole is the output.
package struct FollowMyFormatRecipe: DatasetRecipe {
    /// Makes the recipe.
    package init() {}

    /// The goal.
    package var name: RecipeName { .followMyFormat }

    /// Makes the rows.
    package func build(_ documents: [RecipeDocument], _ options: RecipeOptions) -> RecipeOutput {
        var collector = RowCollector(documents, options)
        let templates = LabelTemplates(documents)
        for (index, document) in documents.enumerated() {
            let blocks = document.document.blocks
            for section in SectionReader.sections(of: document) {
                collector.begin(index, path: section.path, blocks: section.blocks)
                for block in section.blocks where blocks[block].kind == .table {
                    TablePairs(documentId: document.id, mapping: options.columns)
                        .add(blocks[block], block, to: &collector)
                }
                guard options.columns == nil else { continue }
                LabelledPairs(documentId: document.id).add(section.blocks, of: blocks, to: &collector)
                for run in templates.runs(in: section.blocks, of: blocks) {
                    collector.add(templates.row(run, documentId: document.id))
                }
            }
        }
        return collector.output("pairs")
    }
}
