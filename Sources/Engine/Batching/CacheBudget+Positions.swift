package import Tensor

extension CacheBudget {
    /// Positions of one sequence that the whole budget holds for a model.
    package func positions(of model: LanguageModel) -> Int {
        let pages = bytes / model.cacheLayout.pageBytes
        return pages > Int.max / CacheLayout.positions ? .max : pages * CacheLayout.positions
    }
}
