package import Tensor

/// A sequence of tokens that a model has seen: its pages of keys and values, and the adapters that made them.
///
/// A sequence belongs to one thread at a time.
package final class CachedSequence {
    /// The adapters over the model.
    package let mix: AdapterMix
    /// Tokens that the sequence holds.
    package private(set) var position = 0
    /// How many tokens it may come to hold.
    let reach: Int
    let overlay: AdapterOverlay
    let table: CacheTable

    /// Starts an empty sequence.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - mix: Adapters that fit the model.
    ///   - reach: How many tokens it may come to hold.
    ///   - budget: Where its pages come from.
    /// - Throws: ``EngineError`` when an adapter does not fit the model.
    package init(
        model: LanguageModel, mix: AdapterMix, reach: Int, budget: CacheBudget
    ) throws(EngineError) {
        self.mix = mix
        self.reach = reach
        overlay = try AdapterOverlay(mix, configuration: model.configuration)
        table = CacheTable(model.cacheLayout, budget: budget)
    }

    /// Makes room for more tokens.
    ///
    /// - Returns: Whether the budget had enough left; if not, the sequence is as it was.
    func reserve(adding count: Int) -> Bool { table.reserve(position + count, used: position) }

    /// Counts tokens whose keys and values were written.
    func advance(by count: Int) { position += count }

    /// Starts with pages that another sequence has filled.
    func adopt(_ pages: [CachePage]) {
        precondition(position == 0, "Only an empty sequence can start with the pages of another.")
        for page in pages { table.append(page) }
        position = pages.count * CacheLayout.positions
    }

    /// Forgets everything after the first `count` tokens and lets go of their pages.
    func truncate(to count: Int) {
        precondition(count >= 0 && count <= position, "The sequence holds \(position) tokens, not \(count).")
        position = count
        table.truncate(toPages: CacheLayout.pages(for: count))
    }
}
