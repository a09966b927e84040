/// Names and their values: one level of a template's scopes, or a namespace.
final class JinjaScope {
    /// The values of this level.
    var values: [String: JinjaValue]
    /// The level around it.
    private(set) var parent: JinjaScope?

    init(_ values: [String: JinjaValue] = [:], parent: JinjaScope? = nil) {
        self.values = values
        self.parent = parent
    }

    /// Finds a name here or further out.
    func value(of name: String) -> JinjaValue? {
        var scope: JinjaScope? = self
        while let level = scope {
            if let value = level.values[name] { return value }
            scope = level.parent
        }
        return nil
    }

    /// Lets go of everything, so that scopes and the macros in them do not keep each other alive.
    func clear() {
        values.removeAll()
        parent = nil
    }
}
