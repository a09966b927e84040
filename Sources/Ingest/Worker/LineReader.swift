import CSandbox
import Core

#if canImport(Glibc)
    import Glibc
#endif

/// Reads lines and counted bytes from a descriptor, with a deadline.
final class LineReader {
    private let descriptor: Int32
    private let longestLine: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var chunk = [UInt8](repeating: 0, count: 128 << 10)

    /// Reads from a descriptor that someone else closes.
    init(descriptor: Int32, longestLine: Int) {
        self.descriptor = descriptor
        self.longestLine = longestLine
    }

    /// The next line without its end, or nil at the end of input.
    ///
    /// - Parameter timeout: When to give up.
    ///
    /// - Returns: The line without its end; nil at the end of input.
    /// - Throws: ``IngestError`` `took_too_long`, `worker_failed` for an overlong line.
    func line(timeout: ContinuousClock.Instant?) throws(IngestError) -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) {
                let line = Array(buffer[start..<end])
                start = end + 1
                return line
            }
            searched = buffer.count
            guard buffer.count - start <= longestLine else {
                throw IngestError(
                    .workerFailed, message: "A line is longer than \(ByteCount.text(longestLine)).")
            }
            let shift = start
            guard try fill(timeout: timeout) else { return nil }
            if start != shift { searched -= shift }
        }
    }

    /// The next `count` bytes, or nil when the input ends before.
    func bytes(_ count: Int, timeout: ContinuousClock.Instant?) throws(IngestError) -> ArraySlice<UInt8>? {
        while buffer.count - start < count {
            guard try fill(timeout: timeout) else { return nil }
        }
        let result = buffer[start..<start + count]
        start += count
        return result
    }

    /// Reads more; false at the end of input.
    private func fill(timeout: ContinuousClock.Instant?) throws(IngestError) -> Bool {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        while true {
            if let timeout {
                let left = timeout - .now
                guard left > .zero else {
                    throw IngestError(.tookTooLong, message: "The deadline has passed.")
                }
                let milliseconds =
                    left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
                let ready = unsafe cs_wait_readable([descriptor], 1, Int32(clamping: milliseconds + 1))
                if ready == 0 { continue }
            }
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            // A reset connection is the end of a killed worker.
            guard count > 0 else { return false }
            buffer.append(contentsOf: chunk[..<count])
            return true
        }
    }
}
