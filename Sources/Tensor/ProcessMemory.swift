internal import CKernels

#if canImport(Glibc)
    internal import Glibc
#endif

/// The memory that this process holds.
package enum ProcessMemory {
    /// Lets the threads of the process share one heap a core, which counts for threads that start later.
    package static func limitHeaps() {
        ck_limit_heaps(Int32(clamping: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }

    /// Gives freed memory back to the system; costs a fraction of a millisecond.
    package static func trimHeap() { ck_trim_heap() }

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
