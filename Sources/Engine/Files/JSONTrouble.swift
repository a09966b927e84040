/// What ``JSONCursor`` did not find, and where; a caller makes a sentence with the file's name of it.
struct JSONTrouble: Error {
    /// What had to be there, such as `a comma`.
    let wanted: String
    /// The place in the JSON, in bytes.
    let position: Int

    /// The reason as a part of a sentence.
    var reason: String { "\(wanted) is missing at byte \(position) of its JSON" }
}
