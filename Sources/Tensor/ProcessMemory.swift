internal import CKernels

/// The memory that this process holds.
package enum ProcessMemory {
    /// Gives back what starting and loading have used and nothing uses any more: freed memory, pages of code.
    ///
    /// For the moment after something large was loaded; costs less than a millisecond. Does nothing in builds for
    /// debugging, because it would take a debugger's breakpoints away.
    package static func release() {
        #if !DEBUG
            ck_release_memory()
        #endif
    }
}
