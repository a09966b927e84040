internal import CKernels
internal import Core

/// Linear layers in packed numbers: 16-bit ones where ``Numerics/fast`` allows it, else 32-bit floats.
extension CPUDevice {
    /// Whether products of several tokens with these weights are rounded.
    func rounds(_ weight: WeightMatrix) -> Bool {
        roundsProducts && weight.format != .f32
    }

    /// Whether products of few tokens with these weights use activations in 16-bit integers.
    func usesIntegers(_ weight: WeightMatrix) -> Bool {
        numerics == .fast && instructions != .portable && ck_has_int16(Int32(weight.format.rawValue)) != 0
    }

    /// What products of several tokens with weights are computed by; nil when BLAS does it better.
    func kernels(for weights: [WeightMatrix]) -> PackedKernels? {
        if weights.allSatisfy({ rounds($0) }) { return PackedKernels(numbers: .int16, level: level) }
        // BLAS has kernels for what the plain loops would be used for.
        return instructions == .portable ? nil : PackedKernels(numbers: .float32, level: level)
    }

    /// `y = x · Wᵀ` for weights that are all rounded, or none.
    func linearPacked(_ x: Matrix, _ weights: [WeightMatrix], _ ys: [Matrix], _ kernels: PackedKernels) {
        guard !weights.isEmpty else { return }
        let rows = unsafe pack(
            MatrixSlice(x), kernels, into: shared.bytes(kernels.rowBytes(x.rows, inner: x.columns)))
        let sums = zip(weights, ys).map { weight, y in
            ProductSum(
                [ProductSum.Term(left: rows, right: StoredRows(weight), across: false)], rows: x.rows,
                into: MatrixSlice(y), .overwrite)
        }
        multiply(sums, kernels)
    }

    /// `dx (+)= dy · W`.
    func inputGradientPacked(
        _ dy: Matrix, _ weight: WeightMatrix, _ dx: Matrix, accumulate: Bool, _ kernels: PackedKernels
    ) {
        let rows = unsafe pack(
            MatrixSlice(dy), kernels, into: shared.bytes(kernels.rowBytes(dy.rows, inner: dy.columns)))
        let sum = ProductSum(
            [ProductSum.Term(left: rows, right: StoredRows(weight), across: true)], rows: dy.rows,
            into: MatrixSlice(dx), accumulate ? .add : .overwrite)
        multiply([sum], kernels)
    }
}
