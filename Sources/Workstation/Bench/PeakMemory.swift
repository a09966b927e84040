internal import Foundation

/// The most memory that processes held.
enum PeakMemory {
    /// Of this process, in bytes.
    static var bytes: Int { value(RUSAGE_SELF) }

    /// Of the largest ended child process, in bytes.
    static var childBytes: Int { value(RUSAGE_CHILDREN) }

    private static func value(_ who: __rusage_who) -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(who.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
