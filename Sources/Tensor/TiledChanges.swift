internal import CKernels

/// Low-rank changes in the two orders in which the kernels of rounded weights need them.
@safe
final class TiledChanges {
    /// By rows: first those of the first span.
    let byRows: UnsafeMutableBufferPointer<TiledChange>
    /// By output.
    let byOutput: UnsafeMutableBufferPointer<TiledChange>
    /// For each row, its changes in ``byRows``; beyond the last row with a change there are none.
    private let ofRow: UnsafeMutableBufferPointer<Range<Int>>
    /// For each output, its changes in ``byOutput``.
    private let ofOutput: UnsafeMutableBufferPointer<Range<Int>>
    /// Products of rows with A.
    let lowCount: Int
    private let changeCount: Int
    /// What the addresses point to.
    private let weights: [LowRankWeights]
    /// Bytes of all matrices A in the order of ``byRows``.
    let downBytes: Int

    /// Arranges changes; nil when one of them has no rounded weights.
    init?(_ changes: [LowRankChange], spans: [Range<Int>]) {
        guard changes.allSatisfy({ $0.weights != nil }) else { return nil }
        var place = 0
        let tiled = changes.compactMap { change in
            change.weights.map { weights in
                defer { place += change.rows.count }
                return unsafe TiledChange(
                    rows: change.rows, output: change.output, inputs: change.a.columns, rank: change.a.rows,
                    outputs: change.b.rows, scale: change.scale, down: weights.down.address,
                    up: weights.up.address, place: place,
                    downBytes: ck_tiles_bytes(change.a.rows, change.a.columns))
            }
        }
        weights = changes.compactMap(\.weights)
        lowCount = place
        var rows = [Range<Int>](repeating: 0..<0, count: spans.last?.upperBound ?? 0)
        var byRows: [TiledChange] = []
        for span in spans {
            let start = byRows.count
            byRows += tiled.filter { $0.rows == span }
            for row in span { rows[row] = start..<byRows.count }
        }
        var outputs: [Range<Int>] = []
        var byOutput: [TiledChange] = []
        for output in 0..<(tiled.map { $0.output + 1 }.max() ?? 0) {
            let start = byOutput.count
            byOutput += tiled.filter { $0.output == output }
            outputs.append(start..<byOutput.count)
        }
        changeCount = byRows.count
        downBytes = byRows.reduce(0) { $0 + $1.downBytes }
        unsafe self.byRows = Self.copy(byRows)
        unsafe self.byOutput = Self.copy(byOutput)
        unsafe ofRow = Self.copy(rows)
        unsafe ofOutput = Self.copy(outputs)
    }

    deinit {
        unsafe byRows.deallocate()
        unsafe byOutput.deallocate()
        unsafe ofRow.deallocate()
        unsafe ofOutput.deallocate()
    }

    /// Places in ``byRows`` of what a row wants.
    func places(ofRow row: Int) -> Range<Int> {
        unsafe row < ofRow.count ? ofRow[row] : 0..<0
    }

    /// Places in ``byOutput`` of what is added to an output.
    func places(ofOutput output: Int) -> Range<Int> {
        unsafe output < ofOutput.count ? ofOutput[output] : 0..<0
    }

    /// Most pieces that ``pieces(output:first:count:before:share:of:into:)`` gives.
    func pieceCount(before next: TiledChanges?) -> Int {
        Int(CK_TILE_PIECES) * changeCount + (next?.changeCount ?? 0)
    }

    /// The memory to ask for while some outputs of a layer are computed: their rows of the matrices B, and a share of the
    /// matrices A that are wanted next.
    ///
    /// - Parameters:
    ///   - output: The layer's place.
    ///   - outputs: Outputs of the layer.
    ///   - next: What is wanted next.
    ///   - share: The outputs' place among those of all layers of the call.
    ///   - total: Outputs of all layers.
    ///   - pieces: Room for ``pieceCount(before:)``.
    /// - Returns: How many pieces there are.
    @unsafe
    func pieces(
        output: Int, _ outputs: Range<Int>, before next: TiledChanges?, share: Range<Int>, of total: Int,
        into pieces: UnsafeMutablePointer<ck_piece>
    ) -> Int {
        var count = 0
        for index in places(ofOutput: output) {
            let change = unsafe byOutput[index]
            unsafe ck_tiles_pieces(
                change.up, change.outputs, change.rank, outputs.lowerBound, outputs.count, pieces + count)
            count += Int(CK_TILE_PIECES)
        }
        guard let next else { return count }
        let bytes = next.downBytes * share.lowerBound / total..<next.downBytes * share.upperBound / total
        var start = 0
        for index in 0..<next.changeCount where start < bytes.upperBound {
            let change = unsafe next.byRows[index]
            let own = bytes.clamped(to: start..<start + change.downBytes)
            if !own.isEmpty {
                unsafe pieces[count] = ck_piece(
                    start: change.down + (own.lowerBound - start), bytes: own.count)
                count += 1
            }
            start += change.downBytes
        }
        return count
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = unsafe memory.initialize(from: elements)
        return unsafe memory
    }
}
