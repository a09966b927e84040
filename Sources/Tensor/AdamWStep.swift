/// The settings of one AdamW step.
///
/// Paper: *Decoupled Weight Decay Regularization*.
package struct AdamWStep: Sendable {
    /// Learning rate of this step.
    package var learningRate: Float
    /// Decay of the first moment.
    package var beta1: Float
    /// Decay of the second moment.
    package var beta2: Float
    /// Added to the root of the second moment.
    package var epsilon: Float
    /// Decoupled weight decay.
    package var weightDecay: Float
    /// Number of this step, from 1: it corrects the moments' bias.
    package var step: Int
    /// The gradients are multiplied by this first, for clipping and averaging.
    package var gradientScale: Float

    /// Makes the settings of a step.
    package init(
        learningRate: Float, beta1: Float, beta2: Float, epsilon: Float = 1e-8, weightDecay: Float = 0,
        step: Int, gradientScale: Float = 1
    ) {
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.step = step
        self.gradientScale = gradientScale
    }
}
