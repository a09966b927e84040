/// What somebody wrote for those who cannot see a picture, as it stands in the text.
enum PictureDescription {
    private static let suffixes = [
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".svg", ".emf", ".wmf",
    ]
    /// What Word adds to a description that it guessed.
    private static let guessed = "Description automatically generated"

    /// The description in square brackets; nil when there is none, or only the name of a file.
    static func text(_ description: String?) -> String? {
        let text = TextCleaner.line((description ?? "").replacing(guessed, with: ""))
        let lower = text.lowercased()
        guard !text.isEmpty, !suffixes.contains(where: { lower.hasSuffix($0) }) else { return nil }
        return "[\(text)]"
    }
}
