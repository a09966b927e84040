#if canImport(Glibc)
    internal import Glibc
#endif

/// A folder whose files are opened by plain names, and never anything outside it.
///
/// Names that come from a file, such as a list of shards, are no paths here: a separator, `..` or a symbolic link
/// that leads away is refused. One way out exists, because it is how the hub's own cache is built: the files of
/// `MODEL/snapshots/REVISION/` may be links into `MODEL/blobs/`.
package struct InputFolder: Sendable {
    /// Where it is, as the caller wrote it.
    package let path: String
    /// Real paths, ending in a separator, in which files may lie.
    private let roots: [String]

    /// The most bytes of a file name that file systems know.
    private static let longestName = 255

    /// Finds a folder.
    ///
    /// - Throws: ``TensorError`` when it does not exist or is none.
    package init(path: String) throws(TensorError) {
        guard let real = Self.realPath(path) else { throw .unreadable(path, reason: Self.lastError()) }
        guard Self.isFolder(real) else { throw .unreadable(path, reason: "it is not a folder") }
        var parts = real.split(separator: "/")
        var roots = [real.hasSuffix("/") ? real : real + "/"]
        if parts.count >= 3, parts[parts.count - 2] == "snapshots" {
            parts.removeLast(2)
            roots.append("/" + parts.joined(separator: "/") + "/blobs/")
        }
        self.init(path: path, roots: roots)
    }

    private init(path: String, roots: [String]) {
        self.path = path
        self.roots = roots
    }

    /// Says whether there is a folder at a path.
    package static func isFolder(_ path: String) -> Bool {
        var information = stat()
        return unsafe stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    /// Says whether a name could be that of a file in a folder, and nothing else.
    package static func isPlain(_ name: String) -> Bool {
        let bytes = name.utf8
        return !bytes.isEmpty && bytes.count <= longestName && name != "." && name != ".."
            && !bytes.contains { $0 == 0 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    }

    /// Opens a file.
    ///
    /// - Returns: Nil when there is none of this name.
    /// - Throws: ``TensorError`` when the name is not a plain one, leads out of the folder or cannot be read.
    package func file(named name: String) throws(TensorError) -> MappedFile? {
        guard let real = try place(of: name) else { return nil }
        return try MappedFile(path: real, name: path + "/" + name)
    }

    /// Finds a folder within this one, which may not lead out of it either.
    ///
    /// - Returns: Nil when there is none of this name.
    /// - Throws: ``TensorError`` when the name is not a plain one, leads out of the folder or is not that of a folder.
    package func folder(named name: String) throws(TensorError) -> InputFolder? {
        guard let real = try place(of: name) else { return nil }
        guard Self.isFolder(real) else {
            throw .unreadable(path + "/" + name, reason: "it is not a folder")
        }
        return InputFolder(path: path + "/" + name, roots: roots)
    }

    /// Finds where a file really lies, links followed.
    ///
    /// - Returns: Nil when there is none of this name.
    /// - Throws: ``TensorError`` when the name is not a plain one, leads out of the folder or cannot be looked up.
    package func place(of name: String) throws(TensorError) -> String? {
        guard Self.isPlain(name) else { throw .outside(path, name) }
        guard let real = Self.realPath(path + "/" + name) else {
            if errno == ENOENT { return nil }
            throw .unreadable(path + "/" + name, reason: Self.lastError())
        }
        guard roots.contains(where: { real.hasPrefix($0) }) else { throw .outside(path, name) }
        return real
    }

    /// Says whether there is something of this name.
    package func contains(_ name: String) -> Bool {
        guard Self.isPlain(name) else { return false }
        return unsafe access(path + "/" + name, F_OK) == 0
    }

    /// The path without links and dots; nil when it leads to nothing, and `errno` says why.
    private static func realPath(_ path: String) -> String? {
        guard let text = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(text) }
        return unsafe String(cString: text)
    }

    private static func lastError() -> String { unsafe String(cString: strerror(errno)) }
}
