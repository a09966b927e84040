internal import CKernels

/// Packing and products of packed operands, in numbers of one kind.
///
/// A left operand is rows, one every ``rowStride(_:)`` numbers; a right operand is panels of ``lanesPerPanel`` lanes, the
/// columns of the result. Sums are 32-bit floats for either kind.
struct PackedKernels {
    /// What packed operands hold.
    enum Numbers {
        /// 12 bits below the largest of a block, multiplied in pairs.
        case int16
        /// 24 significant bits.
        case float32
    }

    /// What packed operands hold.
    let numbers: Numbers
    /// Which instructions are used.
    let level: ck_level

    /// Lanes of one panel.
    static let lanesPerPanel = Int(CK_PANEL)

    /// Bytes of one packed number.
    var numberBytes: Int { numbers == .float32 ? 4 : 2 }

    /// Numbers from one packed row of `inner` numbers to the next: whole cache lines, an odd number of them, so that
    /// neighbouring rows never compete for the same places of a cache.
    func rowStride(_ inner: Int) -> Int {
        switch numbers {
        case .int16: ck_int16_stride(inner)
        case .float32: 16 * ((inner + 15) / 16 | 1)
        }
    }

    /// Bytes of packed rows.
    func rowBytes(_ rows: Int, inner: Int) -> Int { rows * rowStride(inner) * numberBytes }

    /// Bytes of packed panels; for at most one panel of lanes also the distance from one panel to the next.
    func panelBytes(inner: Int, lanes: Int) -> Int {
        switch numbers {
        case .int16: numberBytes * ck_int16_panel_count(inner, lanes)
        case .float32: numberBytes * ck_f32_panel_count(inner, lanes)
        }
    }

    /// Packs rows of floats, one every `stride` floats, as rows.
    @unsafe
    func packRows(
        _ x: UnsafePointer<Float>, stride: Int, rows: Int, inner: Int, into target: UnsafeMutableRawPointer
    ) {
        let step = rowStride(inner)
        switch numbers {
        case .int16:
            unsafe ck_int16_pack_rows(
                level, x, stride, rows, inner, target.assumingMemoryBound(to: Int16.self), step)
        case .float32:
            let target = unsafe target.assumingMemoryBound(to: Float.self)
            for row in 0..<rows { unsafe (target + row * step).update(from: x + row * stride, count: inner) }
        }
    }

    /// Packs the columns of floats `[rows, columns]` as rows.
    ///
    /// Integers, whose scales need whole rows, need `room` for `rows · columns` floats.
    @unsafe
    func packColumns(
        _ x: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int,
        into target: UnsafeMutableRawPointer, targetStride: Int, room: UnsafeMutablePointer<Float>? = nil
    ) {
        switch numbers {
        case .int16:
            guard let room = unsafe room else { preconditionFailure("Integers need room to turn columns.") }
            unsafe ck_f32_pack_columns(level, x, stride, rows, columns, room, rows)
            unsafe packRows(room, stride: rows, rows: columns, inner: rows, into: target)
        case .float32:
            unsafe ck_f32_pack_columns(
                level, x, stride, rows, columns, target.assumingMemoryBound(to: Float.self), targetStride)
        }
    }

    /// Packs stored rows as panels: the rows are the lanes, or with `across` the columns are.
    @unsafe
    func packPanels(_ source: StoredRows, across: Bool, into target: UnsafeMutableRawPointer) {
        let format = Int32(source.format.rawValue)
        let (rows, columns, bytes) = (source.rows, source.columns, source.rowBytes)
        switch (numbers, across) {
        case (.int16, false):
            unsafe ck_int16_pack_weights(
                level, format, source.address, bytes, rows, columns,
                target.assumingMemoryBound(to: Int16.self))
        case (.int16, true):
            unsafe ck_int16_pack_weights_across(
                level, format, source.address, bytes, rows, columns,
                target.assumingMemoryBound(to: Int16.self))
        case (.float32, false):
            unsafe ck_f32_pack_weights(
                level, format, source.address, bytes, rows, columns,
                target.assumingMemoryBound(to: Float.self))
        case (.float32, true):
            unsafe ck_f32_pack_weights_across(
                level, format, source.address, bytes, rows, columns,
                target.assumingMemoryBound(to: Float.self))
        }
    }

    /// `c = a · b`, or with `accumulate` `c += a · b`, for packed rows `[rows, inner]` and panels `[inner, lanes]`.
    ///
    /// For integers `scales` is the scale of the first block of the first row.
    @unsafe
    func product(
        rows: Int, lanes: Int, inner: Int, _ a: UnsafeRawPointer, stride: Int,
        scales: UnsafePointer<Float>? = nil, _ b: UnsafeRawPointer, into c: UnsafeMutablePointer<Float>,
        stride cStride: Int, accumulate: Bool
    ) {
        switch numbers {
        case .int16:
            unsafe ck_int16_product(
                level, rows, lanes, inner, a.assumingMemoryBound(to: Int16.self), stride, scales,
                b.assumingMemoryBound(to: Int16.self), c, cStride, accumulate ? 1 : 0)
        case .float32:
            unsafe ck_f32_product(
                level, rows, lanes, inner, a.assumingMemoryBound(to: Float.self), stride,
                b.assumingMemoryBound(to: Float.self), c, cStride, accumulate ? 1 : 0)
        }
    }
}
