import Core

#if canImport(Glibc)
    import Glibc
#endif

/// What lies at a path.
enum PathKind {
    case folder
    case file(byteCount: Int)
    case link
    case special

    /// Looks at a path that the user named, following a link.
    static func following(_ path: String, name: String) throws(IngestError) -> PathKind {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? IngestError(.notFound, name: name, "does not exist; check the path")
                : IngestError(
                    .unreadable, name: name,
                    "cannot be opened (\(SystemFault.text(errno))); change its permissions")
        }
        return PathKind(status)
    }

    fileprivate init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: self = .folder
        case S_IFREG: self = .file(byteCount: Int(status.st_size))
        case S_IFLNK: self = .link
        default: self = .special
        }
    }
}

/// One entry of a folder; the path is kept as bytes, because a name need not be UTF-8.
struct FolderEntry {
    /// The name, decoded for people.
    let name: String
    /// Absolute path, ended by a zero.
    let path: [CChar]
    /// What it is; links are not followed.
    let kind: PathKind

    /// Whether the name starts with a dot or is a system's litter.
    var isHidden: Bool {
        name.hasPrefix(".") || name == "__MACOSX" || name == "Thumbs.db" || name == "desktop.ini"
    }
    /// Size of a file, 0 for anything else.
    var byteCount: Int { if case .file(let count) = kind { count } else { 0 } }
    /// The path as a string, or nil when it is not UTF-8.
    var stringPath: String? {
        String(validating: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Lists a folder in the order of names.
    ///
    /// `limit`: Most entries that are listed, one more to notice that there are more.
    ///
    /// - Returns: The entries, in the order of names.
    /// - Throws: What the work below it throws.
    static func list(_ path: [CChar], name: String, limit: Int) throws(IngestError) -> [FolderEntry] {
        guard
            let folder = unsafe path.withUnsafeBufferPointer({ buffer in
                unsafe buffer.baseAddress.flatMap { unsafe opendir($0) }
            })
        else {
            throw IngestError(
                .unreadable, name: name,
                "cannot be opened (\(SystemFault.text(errno))); change its permissions")
        }
        defer { unsafe closedir(folder) }
        var names: [[CChar]] = []
        while names.count <= limit, let entry = unsafe readdir(folder) {
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                unsafe raw.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
            }
            if bytes != [46] && bytes != [46, 46] { names.append(bytes) }
        }
        let prefix = path.dropLast() + (path.dropLast().last == 47 ? [] : [47])
        return names.map { bytes in (TextDecoder.decodeName(bytes.map { UInt8(bitPattern: $0) }), bytes) }
            .sorted { $0.0 < $1.0 }
            .map { name, bytes in
                let full = prefix + bytes + [0]
                var status = stat()
                let answer = unsafe full.withUnsafeBufferPointer { buffer in
                    unsafe buffer.baseAddress.map { unsafe lstat($0, &status) }
                }
                return FolderEntry(
                    name: name, path: Array(full), kind: answer == 0 ? PathKind(status) : .special)
            }
    }
}
