internal import Foundation

/// How much memory a run may take.
enum MachineMemory {
    /// Share of the free memory that a run may take, so that the rest of the machine stays usable.
    private static let share = 0.8

    /// Bytes, by what the kernel says is available; nil when it does not say.
    static var available: Int? {
        // Not being told is not an error: the planner then sets no limit.
        guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
            let kilobytes = line.split(separator: " ").compactMap { Int($0) }.first
            return kilobytes.map { Int(Double($0 * 1024) * share) }
        }
        return nil
    }
}
