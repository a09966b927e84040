import Foundation
import TestSupport

/// The committed fixtures of this target.
enum TestFiles {
    /// Reads a JSON fixture.
    static func fixture<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        let path = PackageRoot.path + "Tests/TokenizerTests/Fixtures/" + name
        return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
    }
}
