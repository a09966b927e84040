/// The tests behind `is`.
extension JinjaInterpreter {
    /// Returns whether a value passes a test.
    func test(_ name: String, _ value: JinjaValue, _ arguments: JinjaArguments, line: Int) throws -> Bool {
        switch name {
        case "defined": return !value.isUndefined
        case "undefined": return value.isUndefined
        case "none": if case .none = value { return true }
        case "string": if case .text = value { return true }
        case "mapping": if case .dictionary = value { return true }
        case "boolean": if case .boolean = value { return true }
        case "integer": if case .integer = value { return true }
        case "float": if case .float = value { return true }
        case "number": return value.number != nil
        case "true": if case .boolean(true) = value { return true }
        case "false": if case .boolean(false) = value { return true }
        case "callable": if case .function = value { return true }
        case "iterable", "sequence":
            switch value {
            case .text, .list, .dictionary, .undefined: return true
            default: return false
            }
        case "odd", "even", "divisibleby":
            guard let number = value.wholeNumber else {
                throw TokenizerError.template(
                    "\(value.kindName) cannot be tested as a whole number", line: line)
            }
            guard name == "divisibleby" else { return (number & 1 == 1) == (name == "odd") }
            guard let divisor = try arguments.integer(0, "num"), divisor != 0 else {
                throw TokenizerError.template("divisibleby needs a number other than zero", line: line)
            }
            return divisor == -1 || number % divisor == 0
        case "lower": return Self.cased(value, isUpper: false)
        case "upper": return Self.cased(value, isUpper: true)
        case "sameas":
            let other = try argument(arguments, name, line)
            return value.kindName == other.kindName && value.isEqual(to: other)
        case "filter": return Self.filterNames.contains(value.printed.string)
        case "test": return Self.testNames.contains(value.printed.string)
        case "escaped": return false
        default:
            guard let comparison = Self.comparisons[name] else {
                throw TokenizerError.template(
                    "the test \(TokenizerError.quoted(name)) is not known", line: line)
            }
            return try compare(comparison, value, argument(arguments, name, line), line: line)
        }
        return false
    }

    private func argument(_ arguments: JinjaArguments, _ name: String, _ line: Int) throws -> JinjaValue {
        guard let value = arguments.positional.first else {
            throw TokenizerError.template(
                "the test \(TokenizerError.quoted(name)) needs an argument", line: line)
        }
        return value
    }

    private static let comparisons: [String: JinjaExpression.Comparison] = [
        "==": .equal, "eq": .equal, "equalto": .equal, "!=": .unequal, "ne": .unequal, "<": .less,
        "lt": .less,
        "lessthan": .less, "<=": .lessOrEqual, "le": .lessOrEqual, ">": .greater, "gt": .greater,
        "greaterthan": .greater, ">=": .greaterOrEqual, "ge": .greaterOrEqual, "in": .in,
    ]

    private static let testNames = Set(comparisons.keys).union([
        "defined", "undefined", "none", "string", "mapping", "boolean", "integer", "float", "number", "true",
        "false",
        "callable", "iterable", "sequence", "odd", "even", "divisibleby", "lower", "upper", "sameas",
        "filter", "test",
        "escaped",
    ])

    /// Whether a text has letters of one case and none of the other.
    private static func cased(_ value: JinjaValue, isUpper: Bool) -> Bool {
        let scalars = value.printed.string.unicodeScalars
        let hasWanted = scalars.contains { isUpper ? $0.properties.isUppercase : $0.properties.isLowercase }
        return hasWanted
            && !scalars.contains { isUpper ? $0.properties.isLowercase : $0.properties.isUppercase }
    }
}
