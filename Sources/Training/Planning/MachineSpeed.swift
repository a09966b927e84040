package import Tensor

/// How fast a machine multiplies matrices, measured in a moment.
package enum MachineSpeed {
    /// Sides of the product: about those of a small model's layers with a full micro-batch.
    private static let rows = 512
    private static let inputs = 576
    private static let outputs = 1536
    /// The measurement stops after this long.
    private static let enough = Duration.milliseconds(150)

    /// Multiplies until the figure is steady enough for a plan.
    ///
    /// - Parameter device: What will compute the run.
    /// - Returns: Floating-point operations a second, of the fastest product with frozen weights.
    package static func measure(_ device: any Device) -> Double {
        let x = Matrix(rows: rows, columns: inputs)
        let y = Matrix(rows: rows, columns: outputs)
        x.fill(0.5)
        // A quarter in the upper half of a float: stored in 16 bits, so that the device's numerics count.
        let bytes = [[UInt8]](repeating: [0x80, 0x3e], count: outputs * inputs).flatMap { $0 }
        guard let weight = try? WeightMatrix(format: .bf16, rows: outputs, columns: inputs, bytes: bytes)
        else {
            preconditionFailure("Weights of a fixed shape hold their own bytes.")
        }
        let clock = ContinuousClock()
        let start = clock.now
        var best = Duration.seconds(1000)
        repeat {
            let took = clock.measure {
                device.linear(x, weight, into: y)
            }
            best = min(best, took)
        } while start.duration(to: clock.now) < enough
        return 2 * Double(rows * inputs * outputs) / max(best / .seconds(1), 1e-9)
    }
}
