import Foundation
import Store

/// A prepared data home in a folder of its own, removed with the value.
final class TemporaryHome: Sendable {
    let home: DataHome

    init() throws {
        home = DataHome(path: NSTemporaryDirectory() + "diapason-store-" + UUID().uuidString.prefix(8))
        try home.prepare()
    }

    deinit {
        // Only a leftover in the temporary folder when this fails.
        try? FileManager.default.removeItem(atPath: home.path)
    }

    func library() throws -> LibraryStore { try LibraryStore(home) }

    /// Permission bits of something in the home.
    func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}
