/// Something that a template can call.
final class JinjaFunction {
    /// What is called.
    enum Kind {
        /// A macro with the scope it was written in.
        case macro(JinjaStatement.Macro, JinjaScope)
        /// A function that Jinja or the program provides.
        case global(String)
        /// A method of a value.
        case method(JinjaValue, String)
        /// `loop(…)` of a recursive loop.
        case recursion(JinjaStatement.Loop, JinjaScope)
        /// `cycler(…)`
        case cycler(Counter, JinjaList)
        /// `joiner(…)`
        case joiner(Counter, JinjaList)
    }

    /// A position that calls move on.
    final class Counter { var value = 0 }

    /// What is called.
    let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    /// Levels of nesting inside the function, as for a list.
    var depth: Int {
        switch kind {
        case .macro, .global, .recursion: 0
        case .method(let receiver, _): receiver.depth
        case .cycler(_, let list), .joiner(_, let list): list.depth
        }
    }
}
