package import Core
package import Engine

/// What the planner looks at: the model, the amount of data and the speed of the machine.
package struct PlanningInput: Sendable {
    /// The base model.
    package var configuration: ModelConfiguration
    /// Bytes of the base model's file, which stays mapped.
    package var modelBytes: Int
    /// The goal of the run.
    package var recipe: RecipeName
    /// Tokens of each training row.
    package var trainLengths: [Int]
    /// Training tokens that carry loss.
    package var trainLossTokens: Int
    /// The share of the training rows' tokens that is computed; see ``Packer/computedShare(of:settings:steps:)``.
    package var computedShare: Double
    /// Tokens of all held-out rows.
    package var heldOutTokens: Int
    /// Prompts answered at every evaluation.
    package var samplePrompts: Int
    /// What the machine computes, from ``MachineSpeed``.
    package var flopsPerSecond: Double
    /// Memory that a run may take; nil is no limit.
    package var memoryBudget: Int?

    /// Gathers what the planner looks at.
    package init(
        configuration: ModelConfiguration, modelBytes: Int, recipe: RecipeName, trainLengths: [Int],
        trainLossTokens: Int, heldOutTokens: Int, samplePrompts: Int, flopsPerSecond: Double,
        computedShare: Double = 1, memoryBudget: Int? = nil
    ) {
        self.configuration = configuration
        self.modelBytes = modelBytes
        self.recipe = recipe
        self.trainLengths = trainLengths
        self.trainLossTokens = trainLossTokens
        self.heldOutTokens = heldOutTokens
        self.samplePrompts = samplePrompts
        self.flopsPerSecond = flopsPerSecond
        self.computedShare = computedShare
        self.memoryBudget = memoryBudget
    }
}
