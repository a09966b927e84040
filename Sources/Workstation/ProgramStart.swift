internal import Tensor

/// What the process sets for itself before anything else happens.
package enum ProgramStart {
    /// Called once, before a second thread allocates memory.
    package static func prepare() {
        ProcessMemory.limitHeaps()
    }
}
