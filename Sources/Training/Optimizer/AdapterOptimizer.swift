import Core
import Tensor

/// AdamW over all values of an adapter, with the gradient cut to a global norm first.
final class AdapterOptimizer {
    /// First moments, in the flat shape of the parameters.
    let firstMoment: Matrix
    /// Second moments, in the flat shape of the parameters.
    let secondMoment: Matrix
    /// Steps done.
    var step = 0
    private let settings: TrainingSettings
    private let device: any Device

    /// Starts with moments of zero.
    init(count: Int, settings: TrainingSettings, device: any Device) {
        firstMoment = AdapterParameters.flat(count)
        secondMoment = AdapterParameters.flat(count)
        self.settings = settings
        self.device = device
    }

    /// Applies the gradient and sets it back to zero.
    ///
    /// - Returns: The global norm of the gradient before it was cut. When it is not a number nothing was applied.
    func apply(to parameters: AdapterParameters, learningRate: Float) -> Double {
        let norm = device.sumOfSquares(parameters.gradients).squareRoot()
        guard norm.isFinite else { return norm }
        step += 1
        let clip = Double(settings.gradientClip)
        // As PyTorch does, a hair is added to the norm so that the division is always sound.
        let scale = clip > 0 ? min(1, clip / (norm + 1e-6)) : 1
        device.adamW(
            AdamWStep(
                learningRate: learningRate, beta1: settings.beta1, beta2: settings.beta2,
                weightDecay: settings.weightDecay, step: step, gradientScale: Float(scale)),
            parameters: parameters.values, gradients: parameters.gradients, firstMoment: firstMoment,
            secondMoment: secondMoment)
        parameters.gradients.fill(0)
        return norm
    }
}
