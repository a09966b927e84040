package import Core
import Foundation

/// A row as it is kept: its JSON, which its digest names.
package enum ExampleContent {
    /// The digest that names a row.
    ///
    /// - Throws: ``StoreError`` when the row cannot be written as JSON.
    package static func digest(of example: Example) throws -> String { Digest.sha256(try bytes(of: example)) }

    static func bytes(of example: Example) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(example))
        } catch {
            throw StoreError(
                .invalidInput, "example_unreadable", "A row cannot be written as JSON; leave it out.",
                cause: String(describing: error))
        }
    }
}
