/// Comparison of secrets whose duration does not tell how much of a guess was right.
enum ConstantTime {
    /// Whether the texts have the same bytes.
    static func equal(_ given: some StringProtocol, _ secret: String) -> Bool {
        let given = Array(given.utf8)
        let secret = Array(secret.utf8)
        var difference = given.count ^ secret.count
        for index in secret.indices {
            difference |= Int(secret[index] ^ (index < given.count ? given[index] : 0))
        }
        return difference == 0
    }
}
