#if canImport(Glibc)
    import Glibc
#endif

/// Lends a list of strings to a C function that starts a program.
enum CArguments {
    /// Calls `body` with a null-terminated array of C strings that live as long as the call.
    static func with<Result>(
        _ arguments: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
    ) -> Result {
        var copies = unsafe arguments.map { unsafe strdup($0) }
        unsafe copies.append(nil)
        defer { while let copy = unsafe copies.popLast() { unsafe free(copy) } }
        return unsafe copies.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
    }
}
