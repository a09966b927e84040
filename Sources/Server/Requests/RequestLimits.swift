/// The most bytes of a request's body, by what it is; uploads have a limit in the configuration.
enum RequestLimits {
    /// A JSON value.
    static let json = 16 << 20
    /// A dataset file, which is read whole.
    static let datasetFile = 256 << 20
    /// An adapter bundle, which is streamed.
    static let adapterBundle = 2 << 30
}
