/// A sentence with places, such as `{count} rows edited`.
struct PhraseTemplate: Sendable {
    private enum Piece {
        case literal(String)
        case place(String)
    }

    private let pieces: [Piece]
    /// The names of the places, in order.
    let places: [String]

    init(_ text: String) {
        var pieces: [Piece] = []
        var places: [String] = []
        for (index, part) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let end = part.firstIndex(of: "}") else {
                if !part.isEmpty { pieces.append(.literal(String(part))) }
                continue
            }
            places.append(String(part[..<end]))
            pieces.append(.place(String(part[..<end])))
            let rest = part[part.index(after: end)...]
            if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        }
        self.pieces = pieces
        self.places = places
    }

    /// What the places hold in a sentence; nil when the sentence is another one.
    ///
    /// A place ends where the words after it come first; the last words must end the sentence.
    func match(_ text: String) -> [String: Substring]? {
        var values: [String: Substring] = [:]
        var rest = text[...]
        var open: String?
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .place(let name): open = name
            case .literal(let words):
                let isLast = index == pieces.count - 1
                guard let start = start(of: words, in: rest, isOpen: open != nil, isLast: isLast) else {
                    return nil
                }
                if let name = open { values[name] = rest[..<start] }
                open = nil
                rest = rest[start...].dropFirst(words.count)
            }
        }
        if let name = open {
            values[name] = rest
        } else if !rest.isEmpty {
            return nil
        }
        return values.values.contains(where: \.isEmpty) ? nil : values
    }

    private func start(
        of words: String, in rest: Substring, isOpen: Bool, isLast: Bool
    ) -> Substring.Index? {
        if !isOpen { return rest.hasPrefix(words) ? rest.startIndex : nil }
        if isLast {
            return rest.hasSuffix(words) ? rest.index(rest.endIndex, offsetBy: -words.count) : nil
        }
        return rest.firstRange(of: words)?.lowerBound
    }
}
