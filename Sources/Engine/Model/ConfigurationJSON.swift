internal import Foundation

/// A `config.json` as settings by key.
///
/// Objects within objects become keys with dots (`rope_parameters.rope_theta`), `null` is as if the key were not
/// there, and lists keep their elements when all are of one kind; other lists and empty ones are left out, because
/// no mapping reads them.
package enum ConfigurationJSON {
    /// Objects within objects that are followed.
    private static let deepest = 8
    /// A `config.json` is far smaller; a larger one is not read.
    private static let largest = 8_000_000

    /// One value of the file, before the keys are joined.
    private enum Node: Decodable {
        case object([String: Node])
        case list([Node])
        case bool(Bool)
        case integer(Int)
        case number(Double)
        case text(String)
        case nothing

        init(from decoder: any Decoder) throws {
            guard decoder.codingPath.count <= deepest else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "nested too deeply"))
            }
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .nothing
            } else if let value = try? container.decode(Bool.self) {  // A failure means: not of this kind.
                self = .bool(value)
            } else if let value = try? container.decode(Int.self) {
                self = .integer(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .text(value)
            } else if let value = try? container.decode([String: Node].self) {
                self = .object(value)
            } else {
                self = .list(try container.decode([Node].self))
            }
        }
    }

    /// Reads a `config.json`.
    ///
    /// - Parameters:
    ///   - bytes: The file's bytes.
    ///   - path: Where they come from, for messages.
    /// - Returns: The settings by key.
    /// - Throws: ``EngineError`` when they are not a JSON object.
    package static func settings(_ bytes: [UInt8], path: String) throws(EngineError) -> [String:
        MetadataValue]
    {
        guard bytes.count <= largest else { throw .corrupt(path, "its settings are too long") }
        let root: [String: Node]
        do {
            root = try JSONDecoder().decode([String: Node].self, from: Data(bytes))
        } catch {
            throw .corrupt(path, "it is not the configuration of a model in JSON")
        }
        var result: [String: MetadataValue] = [:]
        for (key, node) in root { add(node, key, to: &result) }
        return result
    }

    private static func add(_ node: Node, _ key: String, to result: inout [String: MetadataValue]) {
        switch node {
        case .object(let members):
            for (name, member) in members { add(member, key + "." + name, to: &result) }
        case .list(let nodes): result[key] = list(nodes)
        case .bool(let value): result[key] = .bool(value)
        case .integer(let value): result[key] = .integer(value)
        case .number(let value): result[key] = .float(value)
        case .text(let value): result[key] = .string(value)
        case .nothing: break
        }
    }

    private static func list(_ nodes: [Node]) -> MetadataValue? {
        guard !nodes.isEmpty else { return nil }
        let integers = nodes.compactMap { if case .integer(let value) = $0 { value } else { nil } }
        if integers.count == nodes.count { return .integers(integers) }
        let numbers = nodes.compactMap { node -> Double? in
            switch node {
            case .integer(let value): Double(value)
            case .number(let value): value
            default: nil
            }
        }
        if numbers.count == nodes.count { return .floats(numbers) }
        let texts = nodes.compactMap { if case .text(let value) = $0 { value } else { nil } }
        if texts.count == nodes.count { return .strings(texts) }
        let bools = nodes.compactMap { if case .bool(let value) = $0 { value } else { nil } }
        return bools.count == nodes.count ? .bools(bools) : nil
    }
}
