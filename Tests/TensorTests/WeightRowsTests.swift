import Testing

@testable import Tensor

@Suite struct WeightRowsTests {
    @Test(arguments: WeightFormat.allCases)
    func `shows rows where they lie, and copies them in another order`(_ format: WeightFormat) throws {
        let weight = try WeightBytes.random(format, rows: 7, columns: max(256, format.blockWeights), seed: 5)
        let whole = weight.expanded()
        let middle = try weight.rows(2..<5)
        #expect(middle.file === weight.file && middle.rows == 3)
        let order = [6, 0, 0, 3]
        let gathered = try weight.gathering(order).expanded()
        for row in 0..<3 { #expect(middle.expanded().row(row) == whole.row(row + 2)) }
        for (row, source) in order.enumerated() { #expect(gathered.row(row) == whole.row(source)) }
    }

    @Test(arguments: [WeightFormat.f32, .f16, .bf16])
    func `exchanges rows and columns`(_ format: WeightFormat) throws {
        let weight = try WeightBytes.random(format, rows: 3, columns: 5, seed: 6)
        let whole = weight.expanded()
        let transposed = try weight.transposed()
        #expect(transposed.format == format && transposed.rows == 5 && transposed.columns == 3)
        let expanded = transposed.expanded()
        for row in 0..<3 { for column in 0..<5 { #expect(expanded[column, row] == whole[row, column]) } }
    }

    @Test func `refuses rows that do not exist and blocks that cannot be taken apart`() throws {
        let weight = try WeightBytes.random(.q8_0, rows: 3, columns: 32, seed: 7)
        for range in [0..<4, 3..<4, -1..<2, 1..<1] {
            #expect(throws: TensorError.self) { try weight.rows(range) }
        }
        #expect(throws: TensorError.self) { try weight.gathering([0, 3]) }
        #expect(throws: TensorError.self) { try weight.gathering([-1]) }
        let error = #expect(throws: TensorError.self) { try weight.transposed() }
        #expect(error?.message.contains("Q8_0") == true)
    }
}
