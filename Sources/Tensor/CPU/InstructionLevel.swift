internal import CKernels

#if canImport(Glibc)
    internal import Glibc
#endif

/// Which instructions the kernels of a device may use.
enum InstructionLevel: String, CaseIterable {
    /// Plain C for the compiler's baseline.
    case portable
    /// AVX2, FMA and F16C.
    case avx2

    /// The best level of this processor.
    static var best: InstructionLevel { ck_best_level() == CK_AVX2 ? .avx2 : .portable }

    /// The levels that this processor can run.
    static var available: [InstructionLevel] { best == .avx2 ? [.portable, .avx2] : [.portable] }

    /// The best level, or the one that the environment variable `DIAPASON_CPU` names when this processor has it.
    static var chosen: InstructionLevel {
        guard let name = unsafe getenv("DIAPASON_CPU") else { return best }
        let wanted = unsafe InstructionLevel(rawValue: String(cString: name))
        return wanted.flatMap { available.contains($0) ? $0 : nil } ?? best
    }

    /// What the kernels call it.
    var kernelLevel: ck_level { self == .avx2 ? CK_AVX2 : CK_PORTABLE }
}
