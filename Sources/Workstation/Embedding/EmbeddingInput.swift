/// One text of which a vector is wanted.
package enum EmbeddingInput: Sendable, Hashable {
    /// A text; the model's own tokens go around it.
    case text(String)
    /// Token ids, taken as they are.
    case tokens([Int])
}
