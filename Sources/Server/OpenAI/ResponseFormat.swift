import Core
import Workstation

/// The field `response_format`: free text, any JSON object, or an object by a schema.
struct ResponseFormat: Decodable, Sendable {
    private static let field = "response_format"
    private static let longestName = 64

    private enum Kind: String, Decodable {
        case text
        case object = "json_object"
        case schema = "json_schema"
    }

    private struct Named: Decodable {
        var name: String
    }

    private let kind: Kind
    private let name: String?

    private enum CodingKeys: String, CodingKey { case type, jsonSchema }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        kind = try fields.decode(Kind.self, forKey: .type)
        name = kind == .schema ? try fields.decode(Named.self, forKey: .jsonSchema).name : nil
    }

    /// The shape of the answer; nil for free text.
    ///
    /// - Parameter body: The whole request, whose schema is read in the order in which it is written.
    /// - Returns: The shape.
    /// - Throws: ``ServerError`` with the code `invalid_json_schema` for a schema that an answer cannot be held to.
    func shape(in body: [UInt8]) throws -> JSONShape? {
        switch kind {
        case .text: return nil
        case .object: return .anyObject
        case .schema:
            guard let name, (1...Self.longestName).contains(name.count), name.utf8.allSatisfy(Self.isAllowed)
            else {
                throw ServerError(
                    .invalidInput, "invalid_value",
                    "The name in \"\(Self.field)\" must have 1 to \(Self.longestName) letters, digits, underscores or dashes.",
                    parameter: Self.field)
            }
            do {
                return try JSONSchema.shape(
                    in: String(decoding: body, as: UTF8.self), at: [Self.field, "json_schema", "schema"])
            } catch let error as WorkstationError {
                throw ServerError(
                    .invalidInput, "invalid_json_schema",
                    "Invalid schema for \"\(Self.field)\" \"\(name)\": \(error.message)",
                    parameter: Self.field)
            }
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
