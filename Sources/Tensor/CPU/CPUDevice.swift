internal import CKernels
internal import COpenBLAS
package import Core
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// The processor of this machine: its vector kernels, OpenBLAS and a pool of threads.
///
/// OpenBLAS is held to one thread for the whole process, and the pool's threads each call it for their own
/// piece of a product, so that the two never compete for cores.
package final class CPUDevice: Device {
    /// Which instructions the kernels use.
    let instructions: InstructionLevel
    /// The same for the kernels.
    let level: ck_level
    /// How exactly products are computed.
    package let numerics: Numerics
    /// Whether products of several tokens are computed in 16-bit integers.
    let roundsProducts: Bool
    /// The threads.
    let pool: ThreadPool
    /// One piece of memory for each worker.
    let scratch: [Scratch]
    /// Memory that all workers read, such as expanded weights.
    let shared = Scratch()
    /// Cached keys and values as rows, for one attention at a time.
    let gathered = Mutex(GatheredRows())

    /// Elements below which an operation is not worth another thread.
    static let parallelElements = 16_384
    /// Multiply-adds below which a product is not worth another thread.
    static let parallelProducts = 131_072

    /// Sets up a device.
    ///
    /// The environment variable `DIAPASON_CPU` (`portable`, `avx2` or `avx512`) lowers the level of the kernels, for tests.
    ///
    /// - Parameters:
    ///   - threads: Threads that compute; 0 is one a core.
    ///   - numerics: How exactly products are computed.
    package convenience init(threads: Int = 0, numerics: Numerics = .exact) {
        self.init(threads: threads, instructions: .chosen, numerics: numerics)
    }

    /// Sets up a device with kernels of a given level.
    ///
    /// `roundsProducts` asks for rounded products at a level that has no instructions for them, to test the plain loops.
    init(
        threads: Int, instructions: InstructionLevel, numerics: Numerics = .exact,
        roundsProducts: Bool? = nil
    ) {
        Self.holdBLASToOneThread
        let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        pool = ThreadPool(threadCount: min(threads > 0 ? threads : cores, Self.mostThreads))
        scratch = (0..<pool.threadCount).map { _ in Scratch() }
        self.instructions = instructions
        level = instructions.kernelLevel
        self.numerics = numerics
        // The plain loops are slower in rounded numbers than BLAS is in floats.
        self.roundsProducts = numerics == .fast && (roundsProducts ?? (instructions != .portable))
    }

    /// Threads that compute.
    package var threadCount: Int { pool.threadCount }

    /// The name of the kernels' level: `portable`, `avx2` or `avx512`.
    package var levelName: String { instructions.rawValue }

    /// More threads than this are taken for a mistake.
    private static let mostThreads = 256

    /// Evaluated once in the life of the process.
    private static let holdBLASToOneThread: Void = openblas_set_num_threads(1)

    /// Runs `body` over ranges that together cover `0..<rows`, on all threads when the work is worth it.
    ///
    /// - Parameters:
    ///   - rows: Number of rows.
    ///   - elements: Elements that a row touches.
    ///   - body: Gets a range of rows; ranges do not depend on which thread runs them.
    func overRows(_ rows: Int, elements: Int, _ body: (Range<Int>) -> Void) {
        guard rows > 1, threadCount > 1, rows * elements >= Self.parallelElements else {
            if rows > 0 { body(0..<rows) }
            return
        }
        let pieces = min(rows, threadCount * 4, max(1, rows * elements / (Self.parallelElements / 4)))
        let size = (rows + pieces - 1) / pieces
        pool.exclusively {
            pool.dispatch((rows + size - 1) / size) { item, _ in
                body(item * size..<min(rows, (item + 1) * size))
            }
        }
    }
}
