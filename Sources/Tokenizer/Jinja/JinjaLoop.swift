/// The state of a running loop, which the template sees as `loop`.
final class JinjaLoop {
    /// All elements of the loop.
    let list: JinjaList
    /// Position of the current element, from 0.
    var index = 0
    /// Recursive loops around this one.
    let level: Int
    /// Calls the loop again on other elements, in a recursive loop.
    let recursion: JinjaFunction?
    private var lastChange: TaggedText?

    init(_ list: JinjaList, level: Int, recursion: JinjaFunction?) {
        self.list = list
        self.level = level
        self.recursion = recursion
    }

    /// The elements themselves.
    var items: [JinjaValue] { list.items }

    /// The value of an attribute such as `loop.index`.
    func attribute(_ name: String) -> JinjaValue? {
        switch name {
        case "index": .integer(index + 1)
        case "index0": .integer(index)
        case "revindex": .integer(items.count - index)
        case "revindex0": .integer(items.count - index - 1)
        case "first": .boolean(index == 0)
        case "last": .boolean(index == items.count - 1)
        case "length": .integer(items.count)
        case "depth": .integer(level + 1)
        case "depth0": .integer(level)
        case "previtem": index > 0 ? items[index - 1] : .undefined("there is no previous item")
        case "nextitem": index + 1 < items.count ? items[index + 1] : .undefined("there is no next item")
        case "cycle", "changed": .function(JinjaFunction(.method(.loop(self), name)))
        default: nil
        }
    }

    /// Whether a value differs from the one given before.
    func changed(_ value: JinjaValue) -> Bool {
        // The printed form is kept, not the value: a value could hold this loop.
        let text = value.represented
        defer { lastChange = text }
        return text != lastChange
    }
}
