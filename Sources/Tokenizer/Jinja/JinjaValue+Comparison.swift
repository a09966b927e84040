/// Equality, order and membership as in Python.
extension JinjaValue {
    /// Whether two values are equal; numbers and booleans compare by value.
    func isEqual(to other: JinjaValue) -> Bool {
        switch (self, other) {
        case (.undefined, .undefined), (.none, .none): true
        case (.text(let left), .text(let right)): left == right
        case (.list(let left), .list(let right)):
            left.isTuple == right.isTuple && left.items.count == right.items.count
                && zip(left.items, right.items).allSatisfy { $0.isEqual(to: $1) }
        case (.dictionary(let left), .dictionary(let right)):
            left.keys.count == right.keys.count
                && zip(left.keys, left.values).allSatisfy { key, value in
                    right[key].map { value.isEqual(to: $0) } ?? false
                }
        case (.namespace(let left), .namespace(let right)): left === right
        case (.function(let left), .function(let right)): left === right
        case (.loop(let left), .loop(let right)): left === right
        case (.integer(let left), .integer(let right)): left == right
        default:
            if let left = number, let right = other.number { left == right } else { false }
        }
    }

    /// Whether the value sorts before another.
    func precedes(_ other: JinjaValue) throws -> Bool {
        switch (self, other) {
        case (.text(let left), .text(let right)): return left.precedes(right)
        case (.integer(let left), .integer(let right)): return left < right
        case (.list(let left), .list(let right)) where left.isTuple == right.isTuple:
            for (one, two) in zip(left.items, right.items) where !one.isEqual(to: two) {
                return try one.precedes(two)
            }
            return left.items.count < right.items.count
        default:
            guard let left = number, let right = other.number else {
                throw TokenizerError.template("\(kindName) and \(other.kindName) have no order")
            }
            return left < right
        }
    }

    /// Whether a value is an element, a key or a part of this one.
    func contains(_ element: JinjaValue) throws -> Bool {
        switch self {
        case .undefined: return false
        case .text(let text):
            guard case .text(let part) = element else {
                throw TokenizerError.template("\(element.kindName) cannot be in a string")
            }
            return text.contains(part)
        case .list(let list): return list.items.contains { $0.isEqual(to: element) }
        case .dictionary(let dictionary): return dictionary[element] != nil
        default: throw TokenizerError.template("nothing can be in \(kindName)")
        }
    }

    /// The value as a number; true is 1.
    var number: Double? {
        switch self {
        case .boolean(let value): value ? 1 : 0
        case .integer(let value): Double(value)
        case .float(let value): value
        default: nil
        }
    }

    /// The value as a whole number; true is 1.
    var wholeNumber: Int? {
        switch self {
        case .boolean(let value): value ? 1 : 0
        case .integer(let value): value
        default: nil
        }
    }
}
