internal import Core
internal import Store

extension LibraryStore {
    /// The rows of a version without those to learn from that a person rated bad.
    ///
    /// - Parameters:
    ///   - name: The dataset.
    ///   - version: The version.
    /// - Returns: The rows, by position.
    /// - Throws: `StoreError` when there is no such version.
    func learnableExamples(of name: String, version: Int) async throws -> [ExampleRecord] {
        let ratings = try await ratings(of: name)
        return try await allExamples(of: name, version: version).filter { row in
            // What a person says here counts more than what an imported file says.
            let isBad = ratings[row.digest].map { $0 < 0 } ?? (row.example.rating == .down)
            return row.split != .train || !isBad
        }
    }
}
