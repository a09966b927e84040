internal import Tensor

extension BenchmarkService {
    /// Measures how fast all threads together read memory.
    ///
    /// - Throws: ``WorkstationError`` when a count is out of range.
    package static func memory(megabytes: Int, runs: Int, threads: Int) throws -> MemoryBenchmarkResult {
        guard (1...65_536).contains(megabytes), runs > 0 else {
            throw WorkstationError.invalid(
                "invalid_benchmark", "Between 1 and 65536 megabytes can be read, in 1 run or more.")
        }
        let device = CPUDevice(threads: threads)
        let columns = 1 << 18
        let buffer = Matrix(rows: megabytes, columns: columns)
        // Pages of zeros that nobody has written may all be one page.
        buffer.fill(1)
        let clock = ContinuousClock()
        let bytes = buffer.count * MemoryLayout<Float>.size
        var best = 0.0
        for _ in 0..<runs {
            let seconds = clock.measure { device.readAll(buffer) } / .seconds(1)
            best = max(best, Double(bytes) / seconds)
        }
        return MemoryBenchmarkResult(threads: device.threadCount, byteCount: bytes, bytesPerSecond: best)
    }
}
