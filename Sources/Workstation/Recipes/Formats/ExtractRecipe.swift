package import Core

/// *Extract*: documents of one kind with their fields as JSON.
///
/// A field is a label that stands in at least half of the documents. The question is the document's text and the
/// names of the fields, the answer a JSON object with all of them; a field that a document lacks is null.
package struct ExtractRecipe: DatasetRecipe {
    /// Makes the recipe.
    package init() {}

    /// The goal.
    package var name: RecipeName { .extract }

    /// Makes the rows.
    package func build(_ documents: [RecipeDocument], _ options: RecipeOptions) -> RecipeOutput {
        var collector = RowCollector(documents, options)
        let labels = documents.map { Self.labels(of: $0.document) }
        let fields = Self.fields(labels, share: options.fieldShare)
        for (index, document) in documents.enumerated() {
            collector.begin(index, blocks: 0..<document.document.blocks.count)
            guard fields.count >= 2 else {
                collector.drops.add("no two labels that the documents have in common")
                continue
            }
            let found = fields.compactMap { field in
                labels[index].first { Self.key($0.label) == Self.key(field) }
            }
            guard found.count * 2 >= fields.count, let last = document.document.blocks.indices.last else {
                collector.drops.add("document without most of the fields")
                continue
            }
            let text = document.document.blocks.map { PassageBuilder.text(of: $0) }.filter { !$0.isEmpty }
                .joined(separator: "\n")
            guard text.count <= options.documentCharacters else {
                collector.drops.add("document too long to be read whole")
                continue
            }
            collector.add(
                Example(
                    kind: .instruction,
                    messages: [
                        Message(role: .user, content: Self.question(fields, text)),
                        Message(role: .assistant, content: Self.object(fields, found)),
                    ], source: SourceSpan(documentId: document.id, firstBlock: 0, lastBlock: last),
                    evidence: found.map(\.value).joined(separator: "\n")))
        }
        var output = collector.output("documents with fields")
        output.counts.insert(RecipeCount(name: "fields", count: fields.count), at: 1)
        return output
    }

    /// The labelled values of a document, the first of each label; labels with an empty value are left out.
    private static func labels(of document: ExtractedDocument) -> [LabelLine] {
        var seen: Set<String> = []
        return document.blocks.flatMap(LabelTemplates.lines).filter {
            !$0.value.isEmpty && seen.insert(key($0.label)).inserted
        }
    }

    /// Labels of enough documents, in the order in which they mostly stand.
    private static func fields(_ labels: [[LabelLine]], share: Double) -> [String] {
        var counts: [String: (name: String, count: Int, place: Int)] = [:]
        for document in labels {
            for (place, line) in document.enumerated() {
                let known = counts[key(line.label)] ?? (line.label, 0, 0)
                counts[key(line.label)] = (known.name, known.count + 1, known.place + place)
            }
        }
        let fewest = max(2, Int((Double(labels.count) * share).rounded(.up)))
        func place(_ entry: (name: String, count: Int, place: Int)) -> Double {
            Double(entry.place) / Double(entry.count)
        }
        return counts.values.filter { $0.count >= fewest }
            .sorted { (place($0), $0.name) < (place($1), $1.name) }.map(\.name)
    }

    private static func key(_ label: String) -> String { label.lowercased() }

    private static func question(_ fields: [String], _ text: String) -> String {
        let names = fields.joined(separator: ", ")
        return Korean.isKorean(text)
            ? "이 문서에서 다음 항목을 JSON으로 뽑아 주세요: \(names)\n\n\(text)"
            : "Give these fields of the document as JSON: \(names)\n\n\(text)"
    }

    private static func object(_ fields: [String], _ found: [LabelLine]) -> String {
        let lines = fields.map { field in
            let value =
                found.first { key($0.label) == key(field) }.map { JSONText.quoted($0.value) } ?? "null"
            return "  \(JSONText.quoted(field)): \(value)"
        }
        return "{\n\(lines.joined(separator: ",\n"))\n}"
    }
}
