/// Everything a run reported, in order.
package struct RunMetricsRecord: Codable, Sendable, Hashable {
    /// Figures of the steps.
    package var steps: [RunStepRecord]
    /// Measurements of the held-out loss.
    package var heldOut: [RunHeldOutRecord]
    /// Sample answers.
    package var samples: [RunSampleRecord]

    /// Makes a value.
    package init(
        steps: [RunStepRecord], heldOut: [RunHeldOutRecord], samples: [RunSampleRecord]
    ) {
        self.steps = steps
        self.heldOut = heldOut
        self.samples = samples
    }
}
