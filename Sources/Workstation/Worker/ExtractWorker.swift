internal import Ingest

/// The body of `diapason worker extract`.
package enum ExtractWorker {
    /// Serves requests on standard input until it ends, inside the sandbox.
    ///
    /// - Returns: The exit status.
    package static func run() -> Int32 {
        ExtractionWorker.main()
    }
}
