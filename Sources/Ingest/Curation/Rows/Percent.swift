/// Writes shares for people.
enum Percent {
    /// A share from 0 to 1 as whole percent.
    static func of(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
