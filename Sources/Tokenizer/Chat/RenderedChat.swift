/// What a chat template wrote, with the origin of every part.
package struct RenderedChat: Sendable, Hashable {
    /// Who wrote a part.
    package enum Origin: Sendable, Hashable {
        /// The template: only here may a control token's name become that token.
        case template
        /// A message of the system or the user, or an extra variable.
        case content
        /// A message of the assistant: what the model is to learn.
        case answer
    }

    /// A run of text of one origin.
    package struct Segment: Sendable, Hashable {
        /// The text.
        package let text: String
        /// Who wrote it.
        package let origin: Origin
    }

    /// The parts in order; neighbours differ in origin.
    package let segments: [Segment]

    /// All text.
    package var text: String { segments.map(\.text).joined() }

    init(_ text: TaggedText) {
        var segments: [Segment] = []
        var start = 0
        for index in text.units.indices {
            let isLast = index + 1 == text.count
            guard isLast || Self.origin(text.units[index + 1]) != Self.origin(text.units[index]) else {
                continue
            }
            segments.append(
                Segment(
                    text: TaggedText.string(text.units[start...index]), origin: Self.origin(text.units[index])
                ))
            start = index + 1
        }
        self.segments = segments
    }

    private static func origin(_ unit: UInt32) -> Origin {
        unit & TaggedText.answerBit != 0 ? .answer : unit & TaggedText.contentBit != 0 ? .content : .template
    }
}
