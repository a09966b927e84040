extension Substring {
    /// Without white space at both ends.
    var trimmed: Substring { trimming(while: \.isWhitespace) }

    /// Without the characters that fulfil a condition at both ends.
    func trimming(while condition: (Character) -> Bool) -> Substring {
        trimmingPrefix(while: condition).trimmingSuffix(condition)
    }

    /// Without the characters that fulfil a condition at the end.
    func trimmingSuffix(_ condition: (Character) -> Bool) -> Substring {
        var end = endIndex
        while end > startIndex {
            let before = index(before: end)
            guard condition(self[before]) else { break }
            end = before
        }
        return self[startIndex..<end]
    }
}
