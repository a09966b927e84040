extension PhraseBook {
    /// Where a reason comes from, before the reason itself.
    static let scopes: [Entry] = [
        ("scope.written", "written: {reason}"),
        ("scope.heldOut", "held-out row: {reason}"),
        ("scope.filter", "{filter}: {reason}"),
    ]
}
