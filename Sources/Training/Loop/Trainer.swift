import Core
import Engine
import Tensor

/// Trains an adapter over a frozen decoder, one optimizer step at a time.
///
/// It knows packed batches and rates; which rows a step has, checkpoints and events are for ``TrainingRun``.
final class Trainer {
    /// The adapter.
    let parameters: AdapterParameters
    /// The optimizer.
    let optimizer: AdapterOptimizer
    private let decoder: AdaptedDecoder

    /// What a step gave.
    struct Outcome {
        /// Mean loss over the step's loss tokens, by weight.
        var loss: Double
        /// Global norm of the gradient before clipping.
        var gradientNorm: Double
    }

    /// Puts a fresh adapter on a model.
    init(model: LanguageModel, settings: TrainingSettings, recomputes: Bool) {
        parameters = AdapterParameters(
            configuration: model.configuration, rank: settings.rank, alpha: settings.alpha,
            seed: settings.seed)
        optimizer = AdapterOptimizer(
            count: parameters.layout.count, settings: settings, device: model.device)
        decoder = AdaptedDecoder(
            configuration: model.configuration, weights: model.weights, parameters: parameters,
            device: model.device, recomputes: recomputes)
    }

    /// Does one step over all micro-batches.
    ///
    /// The gradient is that of the mean over the whole step, however it is cut into micro-batches.
    ///
    /// - Parameters:
    ///   - batches: The step's micro-batches; at least one token carries loss.
    ///   - learningRate: The rate of this step.
    ///   - isCancelled: Asked before each micro-batch.
    /// - Returns: The mean loss and the gradient's norm.
    /// - Throws: ``TrainingError`` when cancelled or when the loss is not a number; the adapter is then as before.
    func step(
        _ batches: [PackedBatch], learningRate: Float, isCancelled: () -> Bool
    ) throws(TrainingError) -> Outcome {
        let total = batches.reduce(0) { $0 + $1.weightSum }
        var sum = 0.0
        for batch in batches {
            guard !isCancelled() else {
                parameters.gradients.fill(0)
                throw .cancelled
            }
            sum += decoder.lossAddingGradient(batch, scale: Float(1 / total))
        }
        let norm = optimizer.apply(to: parameters, learningRate: learningRate)
        guard sum.isFinite, norm.isFinite else {
            parameters.gradients.fill(0)
            throw .diverged(step: optimizer.step)
        }
        return Outcome(loss: sum / total, gradientNorm: norm)
    }

    /// The mean loss over batches, by weight; nil when there are none.
    ///
    /// - Throws: ``TrainingError`` when cancelled.
    func meanLoss(_ batches: [PackedBatch], isCancelled: () -> Bool) throws(TrainingError) -> Double? {
        let total = batches.reduce(0) { $0 + $1.weightSum }
        guard total > 0 else { return nil }
        var sum = 0.0
        for batch in batches {
            guard !isCancelled() else { throw .cancelled }
            sum += decoder.loss(batch)
        }
        return sum / total
    }
}
