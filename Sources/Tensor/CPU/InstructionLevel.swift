internal import CKernels

#if canImport(Glibc)
    internal import Glibc
#endif

/// Which instructions the kernels of a device may use, from the plainest on.
enum InstructionLevel: String, CaseIterable {
    /// Plain C for the compiler's baseline.
    case portable
    /// AVX2, FMA and F16C.
    case avx2
    /// AVX-512 with its products of integers (VNNI).
    case avx512

    /// The best level of this processor.
    static var best: InstructionLevel {
        let level = ck_best_level()
        return allCases.last { $0.kernelLevel == level } ?? .portable
    }

    /// The levels that this processor can run, from the plainest on.
    static var available: [InstructionLevel] {
        let best = best
        return allCases.filter { $0.kernelLevel.rawValue <= best.kernelLevel.rawValue }
    }

    /// The best level, or the one that the environment variable `DIAPASON_CPU` names when this processor has it.
    static var chosen: InstructionLevel {
        guard let name = unsafe getenv("DIAPASON_CPU") else { return best }
        let wanted = unsafe InstructionLevel(rawValue: String(cString: name))
        return wanted.flatMap { available.contains($0) ? $0 : nil } ?? best
    }

    /// What the kernels call it.
    var kernelLevel: ck_level {
        switch self {
        case .portable: CK_PORTABLE
        case .avx2: CK_AVX2
        case .avx512: CK_AVX512
        }
    }
}
