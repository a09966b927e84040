import Core
import Foundation
import Glibc

/// The few operations on folders that the data home needs, with errors in sentences.
package enum FileTree {
    /// Makes a folder that only its owner can enter, and the folders above it; one that exists stays as it is.
    package static func makeFolder(_ path: String) throws {
        if Glibc.mkdir(path, 0o700) == 0 { return }
        let number = errno
        switch number {
        case EEXIST where isFolder(path):
            return
        case EEXIST:
            throw StoreError(
                .conflict, "not_a_folder", "\(path) is a file where a folder is needed; move it away.")
        case ENOENT where path.contains("/") && path != "/":
            let parent = (path as NSString).deletingLastPathComponent
            guard !parent.isEmpty, parent != path else { throw SystemError.make(number, "made", path) }
            try makeFolder(parent)
            guard Glibc.mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw SystemError.make(errno, "made", path)
            }
        default:
            throw SystemError.make(number, "made", path)
        }
    }

    /// Whether there is a folder at the path.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether there is a regular file at the path.
    package static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Size of the file in bytes.
    package static func size(of path: String) throws -> Int {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemError.make(errno, "read", path) }
        return Int(status.st_size)
    }

    /// Names in a folder, sorted.
    package static func names(in folder: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw SystemError.make(isFolder(folder) ? EACCES : ENOENT, "read", folder)
        }
    }

    /// Moves a file or folder within one file system; what was at the target is replaced when it is a file.
    ///
    /// The move survives a power cut: the target's folder is on the disk before this returns.
    package static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else { throw SystemError.make(errno, "moved", path) }
        try synchronizeFolder((target as NSString).deletingLastPathComponent)
    }

    /// Puts a file's content under a new name: a second link where the file system has them, else a copy.
    ///
    /// A symbolic link is followed: what is kept is the content. The content is on the disk before this returns, the
    /// name once the folder is (see ``synchronizeFolder(_:)``).
    ///
    /// - Throws: ``StoreError`` when the file cannot be read or the disk is full; nothing is left at the target.
    package static func linkOrCopy(_ path: String, to target: String) throws {
        guard linkat(AT_FDCWD, path, AT_FDCWD, target, AT_SYMLINK_FOLLOW) != 0 else { return }
        let source = try FileHandle(reading: path)
        defer { source.close() }
        let copy = try FileHandle(creating: target)
        defer { copy.close() }
        do {
            while let piece = try source.read() { try copy.write(piece) }
            try copy.synchronize()
        } catch {
            unlink(target)
            throw error
        }
    }

    /// Removes a file, or a folder with what is in it; links are removed, not followed.
    ///
    /// Nothing there is no error.
    package static func remove(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw SystemError.make(errno, "removed", path)
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in try names(in: path) { try remove(path + "/" + name) }
            guard rmdir(path) == 0 else { throw SystemError.make(errno, "removed", path) }
        } else {
            guard unlink(path) == 0 else { throw SystemError.make(errno, "removed", path) }
        }
    }

    /// Writes a small file that only its owner can read: to a name beside it, to the disk, then renamed.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        let partial = path + "." + Identifier.make("partial")
        do {
            let file = try FileHandle(creating: partial)
            defer { file.close() }
            try file.write(bytes)
            try file.synchronize()
            try move(partial, to: path)
        } catch {
            unlink(partial)
            throw error
        }
    }

    /// Reads a small file whole.
    ///
    /// - Throws: ``StoreError`` when it cannot be read or is longer than `limit`.
    package static func read(_ path: String, limit: Int = 64 << 20) throws -> [UInt8] {
        let file = try FileHandle(reading: path)
        defer { file.close() }
        var bytes: [UInt8] = []
        while let piece = try file.read() {
            bytes += piece
            guard bytes.count <= limit else {
                throw StoreError(
                    .tooLarge, "file_too_large", "\(path) is longer than \(limit) bytes; use a smaller file.")
            }
        }
        return bytes
    }

    /// Waits until the names in a folder are on the disk.
    package static func synchronizeFolder(_ path: String) throws {
        let descriptor = Glibc.open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError.make(errno, "opened", path) }
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemError.make(errno, "written", path) }
    }
}
