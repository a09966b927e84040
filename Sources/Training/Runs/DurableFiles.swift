import FoundationEssentials
import Glibc

/// Writes that are either whole or absent, also after a power cut: staging, fsync, rename, fsync of the folder.
enum DurableFiles {
    /// Writes a small file so that a reader sees the old bytes or the new ones, nothing between.
    static func write(_ data: Data, to path: String) throws(TrainingError) {
        let staging = path + ".staging"
        let descriptor = open(staging, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        do {
            defer { close(descriptor) }
            try append(data, to: descriptor, name: path)
            guard fsync(descriptor) == 0 else { throw failure(path) }
        }
        try publish(staging, as: path)
    }

    /// Writes bytes to an open file, however many calls that takes.
    static func append(_ data: Data, to descriptor: Int32, name: String) throws(TrainingError) {
        var rest = data[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw failure(name)
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Forces a file or the entries of a folder to the disk.
    static func synchronize(_ path: String) throws(TrainingError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    /// Forces every file of a folder and then the folder itself to the disk.
    static func synchronize(folder: String) throws(TrainingError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw failure(folder)
        }
        for name in names {
            try synchronize(folder + "/" + name)
        }
        try synchronize(folder)
    }

    /// Moves a finished file or folder from staging to its place and makes the move durable.
    ///
    /// A folder cannot be renamed over one that is not empty, so the old one steps aside first. A process that
    /// dies between the two renames leaves none in place: the caller writes it again when it goes on.
    static func publish(_ staging: String, as path: String) throws(TrainingError) {
        if rename(staging, path) != 0 {
            guard errno == ENOTEMPTY || errno == EEXIST else { throw failure(path) }
            let old = path + ".old"
            try remove(old)
            guard rename(path, old) == 0, rename(staging, path) == 0 else { throw failure(path) }
            try remove(old)
        }
        try synchronize(parent(of: path))
    }

    /// Removes a file or a folder with all it holds; nothing happens when there is none.
    static func remove(_ path: String) throws(TrainingError) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .unwritable(name(of: path), reason: "it cannot be removed")
        }
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(TrainingError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw failure(path)
        }
    }

    /// The error of the system call that just failed, naming the file without the folders above the run.
    static func failure(_ path: String) -> TrainingError {
        .unwritable(name(of: path), reason: String(cString: strerror(errno)))
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }
}
