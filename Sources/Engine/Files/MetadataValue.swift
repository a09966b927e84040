/// One value of a GGUF file's metadata.
package enum MetadataValue: Sendable, Hashable {
    /// A whole number that fits into `Int`.
    case integer(Int)
    /// A whole number above `Int.max`.
    case unsigned(UInt64)
    /// A number with a fraction.
    case float(Double)
    /// Yes or no.
    case bool(Bool)
    /// Text.
    case string(String)
    /// A list of whole numbers.
    case integers([Int])
    /// A list of numbers with fractions.
    case floats([Double])
    /// A list of yes or no.
    case bools([Bool])
    /// A list of texts.
    case strings([String])

    /// The whole number, if it is one.
    package var integer: Int? { if case .integer(let value) = self { value } else { nil } }

    /// The number, whole or not, if it is one.
    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .float(let value): value
        default: nil
        }
    }

    /// The truth value, if it is one.
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The text, if it is one.
    package var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The list of whole numbers, if it is one.
    package var integers: [Int]? { if case .integers(let value) = self { value } else { nil } }

    /// The list of numbers, if it is one.
    package var floats: [Double]? { if case .floats(let value) = self { value } else { nil } }

    /// The list of texts, if it is one.
    package var strings: [String]? { if case .strings(let value) = self { value } else { nil } }
}
