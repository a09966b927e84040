import Engine
import Tensor

/// The output norm and head over the positions that carry loss, a chunk at a time.
///
/// Logits are as wide as the vocabulary, so they exist for one chunk only: its loss and the gradient of its
/// hidden states are done before the next begins.
struct HeadLoss {
    /// Positions in one chunk.
    static let chunkRows = 256

    let device: any Device
    let configuration: ModelConfiguration
    let weights: DecoderWeights

    /// Computes the loss, and the gradient of the residual stream when asked for.
    ///
    /// - Parameters:
    ///   - hidden: The residual stream after the last layer, `[T, C]`.
    ///   - batch: Which positions carry loss, their targets and weights.
    ///   - gradientScale: What the gradient is multiplied by, such as 1 / total weight; nil asks for none.
    ///   - gradient: Receives the gradient of `hidden`, all rows; needed when the scale is given.
    /// - Returns: The weighted sum of the losses.
    func loss(
        _ hidden: Matrix, batch: PackedBatch, gradientScale: Float?, into gradient: Matrix?
    ) -> Double {
        let count = batch.lossPositions.count
        let rows = min(count, Self.chunkRows)
        let columns = configuration.hiddenSize
        let gathered = Matrix(rows: rows, columns: columns)
        let normed = Matrix(rows: rows, columns: columns)
        let dNormed = Matrix(rows: rows, columns: columns)
        let logits = Matrix(rows: rows, columns: configuration.vocabulary)
        let cap = configuration.style.logitSoftCap
        // The loss writes its gradient over the logits, but that of the cap needs them.
        let capped =
            cap == nil || gradientScale == nil ? nil : Matrix(rows: rows, columns: configuration.vocabulary)
        if gradientScale != nil { gradient?.fill(0) }
        var sum = 0.0
        for start in stride(from: 0, to: count, by: Self.chunkRows) {
            let range = start..<min(count, start + Self.chunkRows)
            let x = gathered.prefix(range.count)
            let y = normed.prefix(range.count)
            let z = logits.prefix(range.count)
            for (row, position) in batch.lossPositions[range].enumerated() {
                x.copyRows(from: hidden, position..<position + 1, to: row)
            }
            device.norm(x, weights.outputNorm, into: y)
            device.linear(y, weights.head, into: z)
            if let cap { device.softCap(z, cap: cap) }
            capped?.copyRows(from: z, 0..<range.count)
            sum += device.crossEntropy(
                z, targets: batch.targets[range].map { Int($0) }, weights: Array(batch.weights[range]),
                gradientScale: gradientScale)
            guard gradientScale != nil, let gradient else { continue }
            let dy = dNormed.prefix(range.count)
            if let cap, let capped { device.softCapGradient(capped.prefix(range.count), cap: cap, dy: z) }
            device.linearInputGradient(z, weights.head, into: dy, accumulate: false)
            device.normGradient(x, weights.outputNorm, dy: dy, into: dy, accumulate: false)
            for (row, position) in batch.lossPositions[range].enumerated() {
                gradient.copyRows(from: dy, row..<row + 1, to: position)
            }
        }
        return sum
    }
}
