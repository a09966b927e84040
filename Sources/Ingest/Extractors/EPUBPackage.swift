import Core

/// What an EPUB's package file says: title, files and their reading order.
final class EPUBPackage: MarkupHandler {
    /// One file of the book.
    struct Item {
        /// Name of the part in the container.
        var part: String
        /// Media type as stated.
        var mediaType: String
        /// Whether it is the table of contents.
        var isNavigation: Bool
    }

    /// The book's title.
    var title: String? { titles.first("dc:title") }
    /// Who wrote it.
    var author: String? { titles.first("dc:creator") }
    /// When it appeared, as stated.
    var date: String? { titles.first("dc:date") }
    private let titles = TextElements(["dc:title", "dc:creator", "dc:date"])
    private let folder: String
    private var items: [String: Item] = [:]
    private var order: [String] = []
    /// Most chapters that are read.
    private static let mostChapters = 20_000

    /// Starts a package.
    ///
    /// - Parameter part: Name of the package file, which the names in it are relative to.
    init(part: String) { folder = PartName.folder(of: part) }

    /// The chapters in reading order, without the table of contents.
    var chapters: [Item] {
        order.compactMap { items[$0] }.filter { !$0.isNavigation && Self.isText($0.mediaType) }
    }

    func start(_ name: String, _ attributes: [String: String]) {
        titles.start(name, attributes)
        switch name {
        case "opf:item":
            guard let id = attributes["id"], let reference = attributes["href"] else { return }
            let properties = attributes["properties"]?.split(separator: " ") ?? []
            items[id] = Item(
                part: PartName.resolve(reference, in: folder), mediaType: attributes["media-type"] ?? "",
                isNavigation: properties.contains("nav"))
        case "opf:itemref":
            if let id = attributes["idref"], order.count < Self.mostChapters { order.append(id) }
        default: break
        }
    }

    func end(_ name: String) { titles.end(name) }

    func text(_ text: String) { titles.text(text) }

    private static func isText(_ mediaType: String) -> Bool {
        mediaType.isEmpty || mediaType.contains("html") || mediaType == "text/x-oeb1-document"
    }
}
