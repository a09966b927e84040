/// The evaluated arguments of a call.
struct JinjaArguments {
    /// Arguments without a name, in order.
    var positional: [JinjaValue] = []
    /// Arguments with a name, in order.
    var named: [(name: String, value: JinjaValue)] = []

    /// The argument with a name.
    subscript(name: String) -> JinjaValue? { named.first { $0.name == name }?.value }

    /// The argument at a position or with a name, whichever the template used.
    func value(_ position: Int, _ name: String) -> JinjaValue? {
        position < positional.count ? positional[position] : self[name]
    }

    /// A whole number.
    func integer(_ position: Int, _ name: String) throws -> Int? {
        switch value(position, name) {
        case nil, .some(.none): return nil
        case .some(let value):
            guard let number = value.wholeNumber else {
                throw TokenizerError.template("the argument \(name) is \(value.kindName), not a whole number")
            }
            return number
        }
    }

    /// A text.
    func text(_ position: Int, _ name: String) throws -> TaggedText? {
        switch value(position, name) {
        case nil, .some(.none): return nil
        case .some(.text(let text)): return text
        case .some(let value):
            throw TokenizerError.template("the argument \(name) is \(value.kindName), not a string")
        }
    }

    /// Whether a switch is on.
    func flag(_ position: Int, _ name: String, default standard: Bool = false) -> Bool {
        value(position, name)?.isTrue ?? standard
    }

    /// The arguments from a position on.
    func dropping(_ count: Int) -> JinjaArguments {
        JinjaArguments(positional: Array(positional.dropFirst(count)), named: named)
    }
}
