/// A sum of matrix products with one result: what linear layers and their low-rank pairs are computed by.
@safe
struct ProductSum {
    /// One product: packed rows times stored rows, or times the columns of these.
    @safe
    struct Term {
        /// The left operand, `[rows, inner]`.
        let left: PackedRows
        /// The right operand, `[lanes, inner]`, or with `across` `[inner, lanes]`.
        let right: StoredRows
        /// Whether the columns of `right` are the lanes.
        let across: Bool
    }

    /// What becomes of the sum.
    enum Mode {
        /// It overwrites the target, `[rows, lanes]`.
        case overwrite
        /// It is added to the target, `[rows, lanes]`.
        case add
        /// It is turned over and added to the target, `[lanes, rows]`.
        case addTransposed
    }

    /// The products; at least one.
    let terms: [Term]
    /// Rows of the left operands.
    let rows: Int
    /// Lanes of the right operands.
    let lanes: Int
    /// The first float of the result.
    let target: UnsafeMutablePointer<Float>
    /// Floats from one row of the result to the next.
    let stride: Int
    /// What becomes of the sum.
    let mode: Mode

    /// Names a sum whose result is a matrix or neighbouring columns of one.
    init(_ terms: [Term], rows: Int, into target: MatrixSlice, _ mode: Mode) {
        self.terms = terms
        self.rows = rows
        lanes = mode == .addTransposed ? target.rows : target.columns
        unsafe self.target = target.base
        stride = target.stride
        self.mode = mode
    }

    /// The largest inner dimension.
    var inner: Int { terms.reduce(1) { max($0, $1.left.inner) } }

    /// Lanes that are not cut apart: a panel, or a block of weights whose columns are the lanes.
    var laneStep: Int {
        terms.reduce(PackedKernels.lanesPerPanel) { $1.across ? max($0, $1.right.format.blockWeights) : $0 }
    }
}
