/// The product's version: the one source for `--version`, `/api/health` and the web UI.
package enum ProductVersion {
    /// Semantic version without a prefix.
    package static let current = "0.1.0"
}
