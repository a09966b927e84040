extension String {
    /// The words in lower case with one space around each, so that whole words are compared; empty without any.
    var comparedWords: String {
        let words = lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "" : " " + words.joined(separator: " ") + " "
    }
}
