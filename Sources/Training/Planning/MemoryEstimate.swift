package import Core
package import Engine

/// Counts the bytes that a run keeps in memory at once.
package struct MemoryEstimate: Sendable {
    /// What the program takes before it holds a model: code, threads, buffers of files.
    private static let programBytes = 96 << 20
    private static let floatBytes = 4

    /// Bytes kept for the backward pass with everything that products gave.
    let keptBytes: Int
    /// Bytes kept for it when only the input of each block stays and the block is computed again.
    let recomputedBytes: Int
    /// Everything else: model, adapter with gradient and moments, one block's working memory, the head's chunk.
    let fixedBytes: Int

    /// Counts for one model and the settings of a run.
    package init(
        configuration: ModelConfiguration, modelBytes: Int, settings: TrainingSettings, longestRow: Int
    ) {
        let tokens = max(settings.microBatchTokens, longestRow)
        let keyValue = configuration.keyValueHeadCount * configuration.headDimension
        let query = configuration.headCount * configuration.headDimension
        let hidden = configuration.hiddenSize
        let inner = configuration.intermediateSize
        let style = configuration.style
        // Norms after a block and norms of heads keep what they read as well.
        let plain = (style.normsAfter ? 2 * hidden : 0) + (style.queryKeyNorm == .none ? 0 : query + keyValue)
        let inners = style.isGated ? 2 : 1
        let block =
            2 * hidden + 2 * query + 2 * keyValue + inners * inner + plain
            + configuration.modules.count * settings.rank
        let working = 4 * hidden + 2 * query + 2 * keyValue + 3 * inner
        let adapter = Int(WorkEstimate(configuration: configuration, rank: settings.rank).adapterWeights)
        keptBytes = Self.floatBytes * tokens * block * configuration.layerCount
        recomputedBytes = Self.floatBytes * tokens * (hidden * configuration.layerCount + block)
        fixedBytes =
            Self.programBytes + modelBytes + Self.floatBytes * (tokens * working + 5 * adapter)
            + Self.floatBytes * HeadLoss.chunkRows * configuration.vocabulary
            + Self.floatBytes * max(hidden * inner, hidden * query)
    }

    /// Whether blocks must be computed again to stay within a budget.
    package func recomputes(within budget: Int?) -> Bool {
        guard let budget else { return false }
        return fixedBytes + keptBytes > budget
    }

    /// Bytes in all, for a budget.
    package func totalBytes(within budget: Int?) -> Int {
        fixedBytes + (recomputes(within: budget) ? recomputedBytes : keptBytes)
    }
}
