import Testing

@testable import Tensor

@Suite struct MatrixTests {
    @Test func `starts as zeros and keeps what is written`() {
        let matrix = Matrix(rows: 2, columns: 3)
        #expect(matrix.elements == [0, 0, 0, 0, 0, 0])
        matrix[1, 2] = 5
        #expect(matrix.row(1) == [0, 0, 5])
        matrix.fill(2)
        #expect(matrix.withSpan { $0[3] } == 2)
        matrix.withMutableSpan { $0[0] = 7 }
        #expect(matrix[0, 0] == 7)
    }

    @Test func `copies rows`() {
        let source = Matrix(rows: 3, columns: 2, [1, 2, 3, 4, 5, 6])
        let target = Matrix(rows: 4, columns: 2)
        target.copyRows(from: source, 1..<3, to: 2)
        #expect(target.elements == [0, 0, 0, 0, 3, 4, 5, 6])
    }

    @Test func `traps outside`() async {
        await #expect(processExitsWith: .failure) { _ = Matrix(rows: 2, columns: 3)[2, 0] }
        await #expect(processExitsWith: .failure) { _ = Matrix(rows: 2, columns: 3)[0, -1] }
        await #expect(processExitsWith: .failure) { _ = Matrix(rows: Int.max, columns: 3) }
        await #expect(processExitsWith: .failure) {
            Matrix(rows: 2, columns: 2).copyRows(from: Matrix(rows: 2, columns: 2), 0..<2, to: 1)
        }
    }

    @Test func `traps on shapes that do not fit`() async {
        await #expect(processExitsWith: .failure) {
            let x = Matrix(rows: 2, columns: 3)
            CPUDevice(threads: 1).siluMultiply(x, Matrix(rows: 3, columns: 2), into: x)
        }
        await #expect(processExitsWith: .failure) {
            let x = Matrix(rows: 2, columns: 3)
            CPUDevice(threads: 1).gemm(
                x, transposeA: false, x, transposeB: false, alpha: 1, beta: 0, into: x)
        }
    }
}
