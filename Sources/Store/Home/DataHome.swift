import Core
import Foundation
import Glibc

/// The folder that holds everything of one library, and the names inside it.
package struct DataHome: Sendable, Hashable {
    /// The folder itself, absolute.
    package let path: String

    /// Names the home at a path; nothing is made yet.
    ///
    /// - Parameter path: Absolute or relative to the working folder.
    package init(path: String) {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        self.path = (absolute as NSString).standardizingPath
    }

    /// Chooses the home: the flag, else `DIAPASON_HOME`, else `$XDG_DATA_HOME/diapason`, else
    /// `~/.local/share/diapason`.
    ///
    /// - Throws: ``StoreError`` when nothing of that is set.
    package static func choose(flag: String?, environment: [String: String]) throws -> DataHome {
        if let flag, !flag.isEmpty { return DataHome(path: flag) }
        if let home = environment["DIAPASON_HOME"], !home.isEmpty { return DataHome(path: home) }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return DataHome(path: data + "/diapason")
        }
        guard let user = environment["HOME"], user.hasPrefix("/") else {
            throw StoreError(
                .invalidInput, "no_home", "No data home is known: HOME is not set; give one with --home.")
        }
        return DataHome(path: user + "/.local/share/diapason")
    }

    /// The database.
    package var database: String { path + "/library.sqlite" }
    /// Immutable content named by its digest.
    package var blobs: String { path + "/blobs" }
    /// Imported weights, one folder a model.
    package var models: String { path + "/models" }
    /// One folder a run.
    package var runs: String { path + "/runs" }
    /// Adapter versions, one folder an adapter with one folder a version.
    package var adapters: String { path + "/adapters" }
    /// What models have written about documents, one file a dataset, so that a build goes on where it was cut off.
    package var drafts: String { path + "/drafts" }
    /// Half-arrived things; emptied at start.
    package var staging: String { path + "/staging" }
    /// The access token and the signing key.
    package var secrets: String { path + "/secrets" }
    /// The file that says who uses the home.
    package var lock: String { path + "/lock" }
    /// The running server's socket.
    package var socket: String { path + "/diapason.sock" }

    /// The folder of a run.
    package func runFolder(_ id: String) -> String { runs + "/" + id }
    /// The folder of a model.
    package func modelFolder(_ name: String) -> String { models + "/" + name }
    /// The folder of an adapter version.
    package func adapterFolder(_ name: String, version: Int) -> String { adapters + "/\(name)/\(version)" }
    /// A path in the home as the database keeps it; the path itself when it lies outside.
    package func relative(_ absolute: String) -> String {
        absolute.hasPrefix(path + "/") ? String(absolute.dropFirst(path.utf8.count + 1)) : absolute
    }
    /// The absolute path of what the database keeps as relative.
    package func absolute(_ relative: String) -> String {
        relative.hasPrefix("/") ? relative : path + "/" + relative
    }

    /// Makes the home and its folders, readable by their owner alone.
    ///
    /// A folder that holds other things is refused, because staging is emptied at every start and a mistyped
    /// `--home` must not cost anybody their files.
    ///
    /// - Throws: ``StoreError`` when the folder holds other things or cannot be made.
    package func prepare() throws {
        try FileTree.makeFolder(path)
        let present = Set(try FileTree.names(in: path))
        guard present.isEmpty || present.contains("lock") || present.isSubset(of: Self.knownNames) else {
            throw StoreError(
                .conflict, "not_a_data_home",
                "The folder \(path) holds other things and is no data home; "
                    + "give an empty or new folder with --home.")
        }
        for folder in [blobs, models, runs, adapters, drafts, staging, secrets] {
            try FileTree.makeFolder(folder)
        }
        guard chmod(secrets, 0o700) == 0 else { throw SystemError.make(errno, "protected", secrets) }
    }

    /// Removes everything in staging; only for the one who holds the home's lock.
    package func emptyStaging() throws {
        for name in try FileTree.names(in: staging) { try FileTree.remove(staging + "/" + name) }
    }

    /// A fresh path in staging; nothing is made there yet.
    package func stagingPath(_ prefix: String = "part") -> String {
        staging + "/" + Identifier.make(prefix)
    }

    private static let knownNames: Set<String> = [
        "adapters", "blobs", "drafts", "library.sqlite", "library.sqlite-shm", "library.sqlite-wal", "lock",
        "models",
        "prompts", "runs",
        "secrets", "staging", "diapason.sock", "workstation.toml",
    ]
}
