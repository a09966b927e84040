/// Where a running server answers.
package struct ServerAddress: Sendable, Hashable {
    /// The port on 127.0.0.1.
    package let port: Int
    /// The page.
    package let url: String
    /// A link that signs one browser in, once, within ten minutes.
    package let loginLink: String
    /// The socket in the data home.
    package let socketPath: String
}
