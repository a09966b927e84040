import Foundation

/// The files of the page: a closed set that is listed once, at start.
///
/// A request's path is looked up in the set and never becomes a path on the disk, so there is nothing to escape
/// from. Links, hidden files, files of other types and the page's own tests are not in the set.
struct StaticFiles: Sendable {
    /// One file of the page.
    struct File: Sendable {
        let path: String
        let type: String
    }

    private static let hiddenFolders: Set<String> = ["tests", "node_modules"]
    private static let maximumDepth = 8

    private let files: [String: File]

    /// Lists the files under a folder; none when there is no such folder.
    init(root: String) {
        var files: [String: File] = [:]
        Self.list(root, address: "", depth: 0, into: &files)
        if let index = files["/index.html"] { files["/"] = index }
        self.files = files
    }

    /// The addresses of all files.
    var addresses: [String] { files.keys.sorted() }

    /// The file at an address, exactly as it was listed.
    subscript(address: String) -> File? { files[address] }

    private static func list(_ folder: String, address: String, depth: Int, into files: inout [String: File])
    {
        // A folder that cannot be read has no files for us; `diapason doctor` reports a missing page.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where !name.hasPrefix(".") {
            let path = folder + "/" + name
            // What vanished since it was listed is not served.
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            switch attributes?[.type] as? FileAttributeType {
            case .typeDirectory? where depth < maximumDepth && !hiddenFolders.contains(name):
                list(path, address: address + "/" + name, depth: depth + 1, into: &files)
            case .typeRegular?:
                guard let type = MediaTypes.type(of: name) else { continue }
                files[address + "/" + name] = File(path: path, type: type)
            default: continue
            }
        }
    }
}
