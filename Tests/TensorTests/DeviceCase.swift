import Testing

@testable import Tensor

/// A device of a test: kernels of one level on some threads.
struct DeviceCase: CustomTestStringConvertible, Sendable {
    let level: InstructionLevel
    let threads: Int

    var device: CPUDevice { CPUDevice(threads: threads, instructions: level) }
    var testDescription: String { "\(level.rawValue), \(threads) threads" }

    /// Every level that this processor has, alone and with threads.
    static let all = InstructionLevel.available.flatMap { level in
        [1, 3].map { DeviceCase(level: level, threads: $0) }
    }
}
