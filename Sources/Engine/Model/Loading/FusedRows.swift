/// The order of the rows of a fused query, key and value layer.
enum FusedRows {
    /// For each row of all queries, all keys and all values: its row when each key/value head has its queries, its
    /// key and its value together.
    static func grouped(_ configuration: ModelConfiguration) -> [Int] {
        let dimension = configuration.headDimension
        let groups = configuration.keyValueHeadCount
        let share = configuration.headCount / groups
        func rows(_ block: Int) -> [Int] { (0..<dimension).map { block * dimension + $0 } }
        let queries = (0..<configuration.headCount).flatMap { rows($0 / share * (share + 2) + $0 % share) }
        let keys = (0..<groups).flatMap { rows($0 * (share + 2) + share) }
        let values = (0..<groups).flatMap { rows($0 * (share + 2) + share + 1) }
        return queries + keys + values
    }
}
