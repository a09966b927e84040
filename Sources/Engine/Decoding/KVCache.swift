internal import Tensor

/// Keys and values of the tokens that a session has seen, one pair of matrices for each layer.
///
/// Rows are positions. The matrices grow as tokens arrive, so a short chat over a model with a long context costs
/// little; they keep 32-bit floats, so that a token gives the same result whether it comes alone or in a batch.
struct KVCache {
    /// Keys of each layer, `[rows, G · D]`, already turned.
    private(set) var keys: [Matrix]
    /// Values of each layer, `[rows, G · D]`.
    private(set) var values: [Matrix]
    /// Positions that the matrices have room for.
    private(set) var room: Int
    /// The most positions that they may grow to.
    let capacity: Int

    private static let firstRoom = 128

    init(configuration: ModelConfiguration, capacity: Int) {
        self.capacity = capacity
        room = min(capacity, Self.firstRoom)
        let columns = configuration.keyValueColumns
        let rows = room
        keys = (0..<configuration.layerCount).map { _ in Matrix(rows: rows, columns: columns) }
        values = (0..<configuration.layerCount).map { _ in Matrix(rows: rows, columns: columns) }
    }

    /// Makes room for `count` positions, keeping the first `used`.
    mutating func reserve(_ count: Int, used: Int) {
        precondition(count <= capacity, "A cache of \(capacity) positions cannot hold \(count).")
        guard count > room else { return }
        let rows = min(capacity, max(count, 2 * room))
        func grown(_ matrix: Matrix) -> Matrix {
            let larger = Matrix(rows: rows, columns: matrix.columns)
            larger.copyRows(from: matrix, 0..<used)
            return larger
        }
        for layer in keys.indices {
            keys[layer] = grown(keys[layer])
            values[layer] = grown(values[layer])
        }
        room = rows
    }
}
