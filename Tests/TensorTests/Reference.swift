@testable import Tensor

/// Plain loops in double precision that the kernels are compared with, and random inputs.
enum Reference {
    /// Linear congruential numbers from -1 to 1: the same for every run.
    static func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
        Matrix(rows: rows, columns: columns, numbers(rows * columns, seed: seed))
    }

    static func numbers(_ count: Int, seed: UInt64) -> [Float] {
        var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 23) - 1
        }
    }

    /// `op(a) · op(b)`.
    static func product(_ a: Matrix, _ transposeA: Bool, _ b: Matrix, _ transposeB: Bool) -> Matrix {
        let rows = transposeA ? a.columns : a.rows
        let inner = transposeA ? a.rows : a.columns
        let columns = transposeB ? b.rows : b.columns
        let result = Matrix(rows: rows, columns: columns)
        for i in 0..<rows {
            for j in 0..<columns {
                var sum = 0.0
                for k in 0..<inner {
                    sum += Double(transposeA ? a[k, i] : a[i, k]) * Double(transposeB ? b[j, k] : b[k, j])
                }
                result[i, j] = Float(sum)
            }
        }
        return result
    }

    /// Attention of every sequence, head by head, with the shape's direction, window and cap.
    static func attention(
        _ queries: Matrix, _ keys: Matrix, _ values: Matrix, _ shape: AttentionShape, _ sequences: [Int]
    ) -> Matrix {
        let result = Matrix(rows: queries.rows, columns: queries.columns)
        let d = shape.dimension
        for (start, end) in zip(sequences, sequences.dropFirst()) {
            for row in start..<end {
                for head in 0..<shape.headCount {
                    let group = head / (shape.headCount / shape.keyValueHeadCount)
                    let first = max(start, row + 1 - (shape.window ?? Int.max / 2))
                    let scores = (first..<(shape.isCausal ? row + 1 : end)).map { other in
                        let product = (0..<d).reduce(0.0) {
                            $0 + Double(queries[row, head * d + $1]) * Double(keys[other, group * d + $1])
                        }
                        let score = Double(shape.scale) * product
                        return shape.softCap.map { Double($0) * tangent(score / Double($0)) } ?? score
                    }
                    let largest = scores.max() ?? 0
                    let weights = scores.map { exponential($0 - largest) }
                    let total = weights.reduce(0, +)
                    for column in 0..<d {
                        var sum = 0.0
                        for (index, weight) in weights.enumerated() {
                            sum += weight / total * Double(values[first + index, group * d + column])
                        }
                        result[row, head * d + column] = Float(sum)
                    }
                }
            }
        }
        return result
    }

    /// The largest difference of two matrices, relative to the largest element of the second.
    static func difference(_ a: Matrix, _ b: Matrix) -> Float {
        precondition(a.rows == b.rows && a.columns == b.columns)
        let largest = max(1e-6, b.elements.map(abs).max() ?? 0)
        return (zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0) / largest
    }

    /// How far a device's linear layer with random weights of a format is from plain loops.
    static func linearDifference(
        _ device: CPUDevice, _ format: WeightFormat, tokens: Int, inputs: Int, outputs: Int
    ) throws -> Float {
        let weight = try WeightBytes.random(format, rows: outputs, columns: inputs, seed: 7)
        let x = matrix(tokens, inputs, seed: 8)
        let y = Matrix(rows: tokens, columns: outputs)
        device.linear(x, weight, into: y)
        return difference(y, product(x, false, try WeightBytes.expand(weight), true))
    }

    /// The slope of `loss` in each element of `x`, by central differences.
    static func slopes(_ x: Matrix, step: Float = 1e-2, _ loss: () -> Double) -> Matrix {
        let result = Matrix(rows: x.rows, columns: x.columns)
        for row in 0..<x.rows {
            for column in 0..<x.columns {
                let kept = x[row, column]
                x[row, column] = kept + step
                let above = loss()
                x[row, column] = kept - step
                let below = loss()
                x[row, column] = kept
                result[row, column] = Float((above - below) / (2 * Double(step)))
            }
        }
        return result
    }

    /// `Σ a · b`, a loss whose gradient in a is b.
    static func dot(_ a: Matrix, _ b: Matrix) -> Double {
        zip(a.elements, b.elements).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    }
}
