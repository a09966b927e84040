/// What becomes of the places at which text is split.
enum DelimiterBehavior: String, Sendable, Hashable {
    /// They are left out.
    case removed = "Removed"
    /// Each is a word of its own.
    case isolated = "Isolated"
    /// Each belongs to the word in front of it.
    case mergedWithPrevious = "MergedWithPrevious"
    /// Each belongs to the word behind it.
    case mergedWithNext = "MergedWithNext"
    /// Neighbours make one word.
    case contiguous = "Contiguous"

    /// Calls the body with each word of a range.
    ///
    /// - Parameters:
    ///   - range: The range to split.
    ///   - next: Returns where the first delimiter at or behind an offset lies; an empty range at the end of `range` when
    ///     there is none.
    ///   - body: Takes the words in order.
    @inline(__always)
    func forEachWord(_ range: Range<Int>, next: (Int) -> Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        var delimiter = next(start)
        if self == .mergedWithNext {
            if start < delimiter.lowerBound { body(start..<delimiter.lowerBound) }
            while !delimiter.isEmpty {
                let following = next(delimiter.upperBound)
                body(delimiter.lowerBound..<following.lowerBound)
                delimiter = following
            }
            return
        }
        while !delimiter.isEmpty {
            if self == .mergedWithPrevious {
                body(start..<delimiter.upperBound)
            } else {
                if start < delimiter.lowerBound { body(start..<delimiter.lowerBound) }
                if self == .isolated { body(delimiter) }
            }
            var end = delimiter.upperBound
            var following = next(end)
            if self == .contiguous {
                while !following.isEmpty, following.lowerBound == end {
                    end = following.upperBound
                    following = next(end)
                }
                body(delimiter.lowerBound..<end)
            }
            start = end
            delimiter = following
        }
        if start < range.upperBound { body(start..<range.upperBound) }
    }
}
