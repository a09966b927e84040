/// Counts what a template may still use up: steps for time and memory, scalars for output, calls for the stack.
///
/// A template comes out of a model file, so it is not trusted to end.
struct JinjaBudget {
    /// Steps that every rendering may take; the length of the chat comes on top.
    static let steps = 2_000_000
    /// Scalars that every rendering may write; eight times the length of the chat comes on top.
    static let output = 1 << 20
    /// Deepest nesting of blocks, calls and expressions while rendering.
    static let depth = 160

    private var stepsLeft: Int
    private let longestText: Int
    private var outputLeft: Int
    private var depthLeft = Self.depth

    /// Makes the budget for a chat.
    ///
    /// - Parameter contentCount: Scalars in the chat's messages.
    init(contentCount: Int) {
        stepsLeft = Self.steps + contentCount
        longestText = Self.output + 8 * contentCount
        outputLeft = longestText
    }

    /// Takes one step.
    mutating func step() throws { try charge(1) }

    /// Pays for new text.
    mutating func charge(text count: Int) throws {
        guard count <= longestText else {
            throw TokenizerError.templateLimit("it made a text of more than \(longestText) characters")
        }
        try charge(1 + count / 16)
    }

    /// Pays for a new list.
    mutating func charge(list count: Int) throws { try charge(1 + count / 2) }

    /// Pays for output.
    mutating func charge(output count: Int) throws {
        outputLeft -= count
        guard outputLeft >= 0 else {
            throw TokenizerError.templateLimit("it wrote more than \(longestText) characters")
        }
        try charge(1 + count / 16)
    }

    /// Goes one level deeper.
    mutating func enter() throws {
        depthLeft -= 1
        guard depthLeft >= 0 else {
            throw TokenizerError.templateLimit("its calls are nested deeper than \(Self.depth) levels")
        }
    }

    /// Comes one level back.
    mutating func leave() { depthLeft += 1 }

    private mutating func charge(_ count: Int) throws {
        stepsLeft -= count
        guard stepsLeft >= 0 else { throw TokenizerError.templateLimit("it ran for too many steps") }
    }
}
