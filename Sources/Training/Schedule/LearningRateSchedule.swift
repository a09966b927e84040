import Core

/// The learning rate of each step: a linear rise to the peak, then a linear fall that ends just above 0.
package struct LearningRateSchedule: Sendable {
    /// The highest rate.
    package let peak: Float
    /// Steps in all.
    package let steps: Int
    /// Steps of the rise; the last of them runs at the peak.
    package let warmupSteps: Int

    /// Makes the schedule of a run.
    package init(peak: Float, steps: Int, warmupFraction: Float) {
        self.peak = peak
        self.steps = max(steps, 1)
        warmupSteps = min(self.steps, max(1, Int((Float(self.steps) * warmupFraction).rounded(.up))))
    }

    /// The rate of a step, counted from 0.
    ///
    /// Step `s` of `W` warm-up steps runs at `peak · (s + 1) / W`, so that no step is wasted at rate 0; after
    /// them it runs at `peak · (N − s) / (N − W + 1)`, so that none of the last does nothing either.
    package func rate(atStep step: Int) -> Float {
        if step < warmupSteps {
            return peak * Float(step + 1) / Float(warmupSteps)
        }
        return peak * Float(steps - step) / Float(steps - warmupSteps + 1)
    }
}
