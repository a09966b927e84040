/// The relations of one part of an Office Open XML package: which other parts it refers to, and as what.
final class PartRelations: MarkupHandler {
    private let folder: String
    private var targets: [String: String] = [:]
    private var types: [(type: String, target: String)] = []
    /// Most relations that are kept.
    private static let most = 100_000

    /// Starts the relations of a part.
    ///
    /// - Parameter part: The part's name, which the targets are relative to; empty for the package itself.
    init(of part: String) { folder = PartName.folder(of: part) }

    func start(_ name: String, _ attributes: [String: String]) {
        guard name == "rel:Relationship", attributes["TargetMode"] != "External", types.count < Self.most,
            let target = attributes["Target"]
        else { return }
        let part = PartName.resolve(target, in: folder)
        if let id = attributes["Id"] { targets[id] = part }
        types.append((attributes["Type"] ?? "", part))
    }

    func end(_ name: String) {}
    func text(_ text: String) {}

    /// The part with an identifier.
    subscript(id: String?) -> String? { id.flatMap { targets[$0] } }

    /// The first part of a kind, named by the end of its type: `/officeDocument`.
    func first(_ type: String) -> String? { types.first { $0.type.hasSuffix(type) }?.target }
}
