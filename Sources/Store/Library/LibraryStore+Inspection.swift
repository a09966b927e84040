import GRDB

extension LibraryStore {
    /// Executes a statement and returns the first column of what it gives, as text.
    ///
    /// For tests, which look behind the named methods; the product has no use for free statements.
    @discardableResult
    func inspect(_ sql: String) async throws -> [String?] {
        try await write { try String?.fetchAll($0, sql: sql) }
    }
}
