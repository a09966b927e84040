import Core
import Testing

@testable import Tensor

/// Attention over pages, against the plain loops over whole matrices.
@Suite struct CachedAttentionTests {
    /// Scores, softmax and sums in 32 bits, relative to the largest result.
    static let tolerance: Float = 5e-6
    /// Keys of 11 significant bits move a score of a few units by about a thousandth.
    static let halfTolerance: Float = 4e-3

    static let shapes =
        AttentionTests.shapes + AttentionLimitsTests.shapes + [
            AttentionShape(headCount: 2, keyValueHeadCount: 2, dimension: 80),
            AttentionShape(headCount: 7, keyValueHeadCount: 1, dimension: 96, window: 33),
            AttentionShape(headCount: 2, keyValueHeadCount: 1, dimension: 256, softCap: 3),
        ]

    /// Queries, keys and values of one sequence.
    private struct Inputs {
        let q: Matrix
        let k: Matrix
        let v: Matrix

        init(_ tokens: Int, _ shape: AttentionShape, seed: UInt64 = 1) {
            q = Reference.matrix(tokens, shape.queryColumns, seed: seed)
            q.elements = q.elements.map { $0 * 3 }
            k = Reference.matrix(tokens, shape.keyValueColumns, seed: seed + 1)
            v = Reference.matrix(tokens, shape.keyValueColumns, seed: seed + 2)
        }

        /// A table that holds the first `count` keys and values, stored in two pieces.
        func table(_ device: CPUDevice, _ shape: AttentionShape, count: Int) -> CacheTable {
            let table = CachedAttentionTests.table(device, shape)
            for (start, end) in [(0, count / 2), (count / 2, count)] where end > start {
                #expect(table.reserve(end, used: start))
                let rows = start..<end
                device.store(
                    keys: k.view(rows), values: v.view(rows), layer: 1,
                    in: [CacheSegment(rows: 0..<rows.count, table: table, length: end)])
            }
            return table
        }
    }

    private static func table(
        _ device: CPUDevice, _ shape: AttentionShape, budget: CacheBudget = CacheBudget()
    ) -> CacheTable {
        CacheTable(
            CacheLayout(
                layerCount: 2, keyValueHeadCount: shape.keyValueHeadCount, dimension: shape.dimension,
                format: device.cacheFormat), budget: budget)
    }

    @Test(arguments: shapes, DeviceCase.all)
    func `attends over pages as over the whole`(_ shape: AttentionShape, _ device: DeviceCase) {
        for (numerics, tolerance) in [
            (Numerics.exact, Self.tolerance), (.fast, Self.halfTolerance),
        ] {
            let device = CPUDevice(threads: device.threads, instructions: device.level, numerics: numerics)
            // More than one run of positions, and a last page that is not full.
            let length = 275
            let inputs = Inputs(length, shape)
            let expected = Reference.attention(inputs.q, inputs.k, inputs.v, shape, [0, length])
            let table = inputs.table(device, shape, count: length)
            for tokens in [1, 3, 4, 140] {
                let rows = length - tokens..<length
                let output = Matrix(rows: tokens, columns: inputs.q.columns)
                device.attentionCached(
                    queries: inputs.q.view(rows), layer: 1,
                    segments: [CacheSegment(rows: 0..<tokens, table: table, length: length)], shape: shape,
                    into: output)
                #expect(
                    Reference.difference(output, expected.view(rows)) < tolerance,
                    "\(tokens) tokens, \(numerics)")
            }
        }
    }

    @Test(arguments: DeviceCase.all, [Numerics.exact, .fast])
    func `gives a sequence the same bytes in any company`(_ device: DeviceCase, _ numerics: Numerics) {
        let shape = AttentionShape(headCount: 9, keyValueHeadCount: 3, dimension: 64)
        let device = CPUDevice(threads: device.threads, instructions: device.level, numerics: numerics)
        let single = CPUDevice(threads: 1, instructions: device.instructions, numerics: numerics)
        let lengths = [1, 31, 32, 33, 256, 257, 600]
        let inputs = lengths.enumerated().map { Inputs($1, shape, seed: UInt64(10 * $0 + 1)) }
        let tables = zip(inputs, lengths).map { $0.table(device, shape, count: $1) }
        let queries = Matrix(rows: lengths.count, columns: shape.queryColumns)
        for (row, length) in lengths.enumerated() {
            queries.copyRows(from: inputs[row].q, length - 1..<length, to: row)
        }
        let together = Matrix(rows: lengths.count, columns: shape.queryColumns)
        device.attentionCached(
            queries: queries, layer: 1,
            segments: lengths.indices.map {
                CacheSegment(rows: $0..<$0 + 1, table: tables[$0], length: lengths[$0])
            }, shape: shape, into: together)
        for (row, length) in lengths.enumerated() {
            let alone = Matrix(rows: 1, columns: shape.queryColumns)
            single.attentionCached(
                queries: queries.view(row..<row + 1), layer: 1,
                segments: [CacheSegment(rows: 0..<1, table: tables[row], length: length)], shape: shape,
                into: alone)
            #expect(alone.elements == together.row(row), "\(length) positions")
        }
    }

    @Test func `keeps numbers beyond the range of halves finite`() {
        let shape = AttentionShape(headCount: 1, keyValueHeadCount: 1, dimension: 16)
        for level in InstructionLevel.available {
            let device = CPUDevice(threads: 1, instructions: level, numerics: .fast)
            let table = Self.table(device, shape)
            #expect(table.reserve(1, used: 0))
            let large = Matrix(rows: 1, columns: 16)
            large.elements = (0..<16).map { $0 % 2 == 0 ? 1e9 : -65_519 }
            let segment = CacheSegment(rows: 0..<1, table: table, length: 1)
            device.store(keys: large, values: large, layer: 0, in: [segment])
            let output = Matrix(rows: 1, columns: 16)
            device.attentionCached(
                queries: large, layer: 0, segments: [segment], shape: shape, into: output)
            #expect(output.elements == (0..<16).map { $0 % 2 == 0 ? 65_504 : -65_504 })
        }
    }

    @Test func `copies a shared page before it is written, and only then`() throws {
        let shape = AttentionShape(headCount: 2, keyValueHeadCount: 1, dimension: 16)
        let device = CPUDevice(threads: 1)
        let inputs = Inputs(80, shape)
        let budget = CacheBudget()
        let one = inputs.table(device, shape, count: 40)
        let two = Self.table(device, shape, budget: budget)
        for page in one.pages { two.append(page) }
        #expect(two.reserve(64, used: 64) && two.pages[1] === one.pages[1] && budget.used == 0)
        #expect(two.reserve(41, used: 40))
        #expect(two.pages[0] === one.pages[0] && two.pages[1] !== one.pages[1])
        #expect(budget.used == two.layout.pageBytes)
        // What the copy writes does not reach the original.
        let rows = 40..<41
        device.store(
            keys: inputs.q.view(rows).halved, values: inputs.v.view(rows), layer: 1,
            in: [CacheSegment(rows: 0..<1, table: two, length: 41)])
        let expected = Reference.attention(
            inputs.q.view(0..<40), inputs.k.view(0..<40), inputs.v.view(0..<40), shape, [0, 40])
        let output = Matrix(rows: 1, columns: inputs.q.columns)
        device.attentionCached(
            queries: inputs.q.view(39..<40), layer: 1,
            segments: [CacheSegment(rows: 0..<1, table: one, length: 40)], shape: shape, into: output)
        #expect(Reference.difference(output, expected.view(39..<40)) < Self.tolerance)
    }

    @Test func `takes no more pages than the budget has, and gives them back`() {
        let shape = AttentionShape(headCount: 1, keyValueHeadCount: 1, dimension: 16)
        let device = CPUDevice(threads: 1)
        let pageBytes = Self.table(device, shape).layout.pageBytes
        let budget = CacheBudget(bytes: 3 * pageBytes + 1)
        var one: CacheTable? = Self.table(device, shape, budget: budget)
        let two = Self.table(device, shape, budget: budget)
        #expect(one?.reserve(33, used: 0) == true && budget.used == 2 * pageBytes)
        #expect(!two.reserve(64, used: 0) && two.pages.isEmpty && budget.used == 2 * pageBytes)
        #expect(two.reserve(32, used: 0) && budget.used == 3 * pageBytes)
        one = nil
        #expect(budget.used == pageBytes && two.reserve(96, used: 32))
        two.truncate(toPages: 0)
        #expect(budget.used == 0)
    }
}

extension Matrix {
    /// The first half of the columns: a row of keys for half as many columns.
    fileprivate var halved: Matrix {
        let result = Matrix(rows: rows, columns: columns / 2)
        for row in 0..<rows {
            for column in 0..<columns / 2 { result[row, column] = self[row, column] }
        }
        return result
    }
}
