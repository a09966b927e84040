import CSandbox

/// What the kernel keeps a worker process from doing; on an old kernel some of it may be missing.
package struct SandboxProtections: OptionSet, Sendable, Hashable {
    /// The bits of `CSandbox.h`.
    package let rawValue: UInt32

    /// Makes a set from bits.
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// No sockets, no tracing, no opening for writing: the system-call filter holds.
    package static let callsFiltered = SandboxProtections(rawValue: UInt32(CS_CALLS_FILTERED))
    /// The file system is read-only through Landlock as well.
    package static let filesReadOnly = SandboxProtections(rawValue: UInt32(CS_FILES_READ_ONLY))
    /// Signals reach only processes of the sandbox.
    package static let signalsConfined = SandboxProtections(rawValue: UInt32(CS_SIGNALS_CONFINED))

    /// Whether network and writing are denied, by one means or both.
    package var deniesNetworkAndWriting: Bool { contains(.callsFiltered) }

    /// One sentence that says what holds, for `diapason doctor`.
    package var explanation: String {
        if contains([.callsFiltered, .filesReadOnly]) {
            return "Files are read without network and without write access."
        }
        if contains(.callsFiltered) {
            return
                "Files are read without network and write access (system-call filter; this kernel has no Landlock)."
        }
        if contains(.filesReadOnly) {
            return
                "Files are read without write access, but this kernel cannot take the network away from a process."
        }
        return
            "This kernel can take neither network nor write access from a process; only resource limits hold."
    }
}

/// Gives up what a process that reads untrusted files does not need.
enum Sandbox {
    /// Enters the sandbox for good; call it before any thread is started, because Landlock holds for the
    /// calling thread and those it starts (the system-call filter holds for all threads at once).
    static func enter(limits: ExtractionLimits) -> SandboxProtections {
        // A limit that cannot be set leaves the parent's wall clock as the guard.
        _ = cs_limit_process(64)
        _ = cs_limit_memory(UInt64(limits.memoryBytes))
        return SandboxProtections(rawValue: cs_enter())
    }

    /// Sets what one file may cost.
    static func allow(_ limits: ExtractionLimits) {
        _ = cs_limit_memory(UInt64(max(64 << 20, limits.memoryBytes)))
        _ = cs_limit_cpu(UInt32(clamping: max(1, limits.cpuSeconds)))
    }
}
