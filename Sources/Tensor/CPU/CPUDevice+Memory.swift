internal import CKernels

extension CPUDevice {
    /// Reads every element once, on all threads, to measure how fast this machine can.
    ///
    /// - Parameter x: Rows of an even number of columns.
    /// - Returns: The sum of the elements' bits, taken two by two, modulo 2⁶⁴; it shows that all were read.
    @discardableResult
    package func readAll(_ x: Matrix) -> UInt64 {
        precondition(x.columns % 2 == 0, "Rows of \(x.columns) elements are not pairs.")
        let words = x.columns / 2
        var sums = [UInt64](repeating: 0, count: x.rows)
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            guard let sums = sums.baseAddress else { return }
            overRows(x.rows, elements: x.columns) { range in
                for row in range {
                    let start = unsafe UnsafeRawPointer(x.base + row * x.columns)
                    unsafe sums[row] = ck_sum_u64(level, start.assumingMemoryBound(to: UInt64.self), words)
                }
            }
        }
        return sums.reduce(0, &+)
    }
}
