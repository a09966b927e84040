internal import Core
internal import Store

/// What a collection knows of its files before a folder is read again: only what changed has to be read.
struct KnownFiles {
    /// What is to be done with a file.
    enum Decision: Hashable {
        /// Read it.
        case read
        /// Keep the document, under this name.
        case keep(DocumentRecord)
    }

    /// The version of the readers: a file that another one read is read again.
    static let reader = ProductVersion.current

    private let byName: [String: DocumentRecord]
    private let usedByDigest: [String: DocumentRecord]
    private let found: Set<String>

    /// - Parameters:
    ///   - documents: What the collection holds.
    ///   - found: Names of all files that were found now.
    init(_ documents: [DocumentRecord], found: Set<String>) {
        byName = Dictionary(documents.map { ($0.name, $0) }) { first, _ in first }
        let used = documents.filter { $0.state == .used }.compactMap { document in
            document.digest.map { ($0, document) }
        }
        usedByDigest = Dictionary(used) { first, _ in first }
        self.found = found
    }

    /// Decides about a file by its name and bytes.
    ///
    /// A document whose name is gone and whose bytes turn up under another was renamed: it keeps its identifier, so that rows
    /// still show where they come from. So does one that is read again because its bytes changed.
    func decision(name: String, digest: String) -> Decision {
        guard let known = usedByDigest[digest], known.reader == Self.reader else { return .read }
        if known.name == name { return .keep(known) }
        return isGone(known) ? .keep(known) : .read
    }

    /// Whether the document of this name is the one that is used for these bytes.
    func isUsed(_ name: String, digest: String?) -> Bool {
        digest.map { usedByDigest[$0]?.name == name } ?? false
    }

    /// Whether a file is no longer there: its folder was read without it; a file that comes alone says nothing of others.
    private func isGone(_ known: DocumentRecord) -> Bool {
        guard !found.contains(known.name) else { return false }
        if known.vanishedAt != nil { return true }
        let folder = known.name.prefix { $0 != "/" } + "/"
        return known.name.hasPrefix(folder) && found.contains { $0.hasPrefix(folder) }
    }
}
