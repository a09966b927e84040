import Core

/// Reads PowerPoint presentations: slides in the order of the show, their titles as headings, lists, tables, notes.
enum PPTXExtractor {
    /// Extracts a presentation from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let container = ContainerReader(path: path, name: name, limits: limits)
        let properties = OfficeProperties()
        let package = PartRelations(of: "")
        let names = try container.read(
            { $0 == "_rels/.rels" || $0 == "docProps/core.xml" },
            { part, content throws(IngestError) in
                try content.parseXML(part == "_rels/.rels" ? package : properties)
            })
        let mainPart = package.first("/officeDocument") ?? "ppt/presentation.xml"
        guard names.contains(mainPart) else {
            throw IngestError(
                .corrupt, name: name,
                "is no complete presentation (\(mainPart) is missing); save it again from its program")
        }
        let order = SlideOrder()
        let relations = PartRelations(of: mainPart)
        var slideRelations: [String: PartRelations] = [:]
        try container.read(
            {
                $0 == mainPart
                    || $0.hasSuffix(".rels") && ($0.contains("slides/") || $0.contains("presentation"))
            },
            { part, content throws(IngestError) in
                if part == mainPart { return try content.parseXML(order) }
                if part == PartName.relations(of: mainPart) { return try content.parseXML(relations) }
                let own = PartRelations(of: part.replacing("_rels/", with: ""))
                slideRelations[part] = own
                try content.parseXML(own)
            })
        let slides = order.ids.compactMap { relations[$0] }
        return try read(slides, of: container, notes: slideRelations, names: names, properties: properties)
    }

    private static func read(
        _ slides: [String], of container: ContainerReader, notes: [String: PartRelations], names: Set<String>,
        properties: OfficeProperties
    ) throws(IngestError) -> ExtractedDocument {
        func notePart(_ slide: String) -> String? {
            notes[PartName.relations(of: slide)]?.first("/notesSlide")
        }
        let wanted = Set(slides).union(slides.compactMap(notePart))
        let noteParts = Set(slides.compactMap(notePart))
        var parts: [String: BlockCollector] = [:]
        // Slides lie in the file in any order, so each is held until its turn.
        try container.read(
            { wanted.contains($0) },
            { part, content throws(IngestError) in
                let builder = PPTXSlideBuilder(
                    collector: BlockCollector(name: container.name, limits: container.limits),
                    isNotes: noteParts.contains(part))
                try content.parseXML(builder)
                parts[part] = builder.finished
            })
        var show = BlockCollector(name: container.name, limits: container.limits)
        var missing = 0
        for (index, slide) in slides.enumerated() {
            show.context.page = index + 1
            if let content = parts.removeValue(forKey: slide) {
                show.append(contentsOf: content)
            } else if !names.contains(slide) {
                missing += 1
            }
            if let part = notePart(slide), let content = parts.removeValue(forKey: part) {
                show.append(contentsOf: content)
            }
        }
        if missing > 0 { show.note("The presentation lists \(missing) slides that are missing from it.") }
        let title = properties.title ?? show.blocks.first { $0.kind == .heading }?.text
        return try show.finish(
            title: title, author: properties.author, date: properties.date, format: .pptx,
            emptyMeans: "holds no text on its slides; nothing can be learned from it")
    }

    /// The slides' identifiers in the order of the show.
    private final class SlideOrder: MarkupHandler {
        private(set) var ids: [String] = []
        func start(_ name: String, _ attributes: [String: String]) {
            if name == "p:sldId", let id = attributes["r:id"], ids.count < 100_000 { ids.append(id) }
        }
        func end(_ name: String) {}
        func text(_ text: String) {}
    }
}
