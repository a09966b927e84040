/// How few or many rows a linear layer is computed for: what the caller does, rather than how many rows there happen to be.
package enum LinearPath: Sendable {
    /// The cheaper of the other two for the number of rows.
    case byCount
    /// A row gives the same bytes whichever rows are computed with it, and however many; best for up to some tens of rows.
    case decoding
    /// Weights are expanded once for all rows; best for many.
    case prefill
}
