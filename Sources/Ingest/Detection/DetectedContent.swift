package import Core

/// What a file's bytes say that it is.
package enum DetectedContent: Sendable, Hashable {
    /// A format that an extractor reads.
    case document(DocumentFormat)
    /// An archive whose members are documents of their own.
    case archive
    /// No bytes at all.
    case empty
    /// Something else: what it is, with an article, and what the user can do.
    case other(what: String, remedy: String)
    /// Protected by a password as a whole.
    case encrypted
}
