/// What is done with personal data or a secret.
package enum SensitiveAction: String, Codable, Sendable, CaseIterable {
    /// Puts a placeholder such as `[EMAIL_1]` in its place; the same value gets the same one in a document.
    case mask
    /// Takes the whole row out.
    case drop
    /// Names it in the report alone.
    case keep
}
