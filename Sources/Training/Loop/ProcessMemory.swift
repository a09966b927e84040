import FoundationEssentials

/// What the system says about this process's memory.
package enum ProcessMemory {
    /// The most memory that the process has had in RAM, in bytes; 0 where the system does not say.
    package static var peakBytes: Int { kilobytes("VmHWM:", in: "/proc/self/status") << 10 }

    /// Share of the free memory that a run plans with, so that the rest of the machine can go on.
    private static let usableShare = 0.8

    /// Memory that a run may plan with, in bytes; nil where the system does not say.
    ///
    /// That is most of what programs can still get without swapping, and less where a container sets a limit.
    package static var usableBytes: Int? {
        let available = kilobytes("MemAvailable:", in: "/proc/meminfo") << 10
        guard available > 0 else { return nil }
        let limit = number(in: "/sys/fs/cgroup/memory.max").map {
            $0 - (number(in: "/sys/fs/cgroup/memory.current") ?? 0)
        }
        return Int(Double(max(0, min(available, limit ?? available))) * usableShare)
    }

    private static func number(in path: String) -> Int? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return Int(String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace })
    }

    private static func kilobytes(_ key: String, in path: String) -> Int {
        guard let data = FileManager.default.contents(atPath: path) else { return 0 }
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") where line.hasPrefix(key) {
            return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return 0
    }
}
