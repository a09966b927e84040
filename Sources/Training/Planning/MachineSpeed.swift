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
    /// - Returns: Floating-point operations a second, of the fastest product.
    package static func measure(_ device: any Device) -> Double {
        let x = Matrix(rows: rows, columns: inputs)
        let weight = Matrix(rows: outputs, columns: inputs)
        let y = Matrix(rows: rows, columns: outputs)
        x.fill(0.5)
        weight.fill(0.25)
        let clock = ContinuousClock()
        let start = clock.now
        var best = Duration.seconds(1000)
        repeat {
            let took = clock.measure {
                device.gemm(x, transposeA: false, weight, transposeB: true, alpha: 1, beta: 0, into: y)
            }
            best = min(best, took)
        } while start.duration(to: clock.now) < enough
        return 2 * Double(rows * inputs * outputs) / max(best / .seconds(1), 1e-9)
    }
}
