import Testing

@testable import Tensor

@Suite struct LossTests {
    /// A sum of thousands of exponentials in 32 bits.
    static let tolerance = 2e-6

    static let widths = [1, 5, 64, 1003, 49_152]

    private func reference(_ logits: Matrix, _ row: Int) -> (normaliser: Double, probabilities: [Double]) {
        let values = logits.row(row).map { Double($0) }
        let largest = values.max() ?? 0
        let total = values.reduce(0.0) { $0 + exponential($1 - largest) }
        return (largest + logarithm(total), values.map { exponential($0 - largest) / total })
    }

    @Test(arguments: widths, DeviceCase.all)
    func `gives loss, gradient and log-probabilities`(_ width: Int, _ device: DeviceCase) {
        let device = device.device
        let logits = Reference.matrix(3, width, seed: 1)
        logits.elements = logits.elements.map { $0 * 20 }
        let targets = [0, width - 1, width / 2]
        let weights: [Float] = [1, 0, 0.25]
        var loss = 0.0
        let gradient = Matrix(rows: 3, columns: width)
        var logProbabilities: [Double] = []
        for row in 0..<3 {
            let (normaliser, probabilities) = reference(logits, row)
            logProbabilities.append(Double(logits[row, targets[row]]) - normaliser)
            loss -= Double(weights[row]) * logProbabilities[row]
            for column in 0..<width {
                let target = column == targets[row] ? 1.0 : 0
                gradient[row, column] = 0.5 * weights[row] * Float(probabilities[column] - target)
            }
        }
        let found = device.logProbabilities(logits, targets: targets)
        for (value, expected) in zip(found, logProbabilities) {
            #expect(abs(Double(value) - expected) < 1e-5)
        }
        let untouched = logits.elements
        let plain = device.crossEntropy(logits, targets: targets, weights: weights, gradientScale: nil)
        #expect(abs(plain - loss) < 1e-5 && logits.elements == untouched)
        let result = device.crossEntropy(logits, targets: targets, weights: weights, gradientScale: 0.5)
        #expect(result == plain)
        for (value, expected) in zip(logits.elements, gradient.elements) {
            #expect(abs(Double(value) - Double(expected)) < Self.tolerance)
        }
    }

    @Test(arguments: DeviceCase.all)
    func `takes AdamW's steps`(_ device: DeviceCase) {
        let device = device.device
        let parameters = Reference.matrix(7, 33, seed: 1)
        let first = Matrix(rows: 7, columns: 33)
        let second = Matrix(rows: 7, columns: 33)
        var expected = parameters.elements.map { Double($0) }
        var m = [Double](repeating: 0, count: 231)
        var v = m
        for step in 1...10 {
            let gradients = Reference.matrix(7, 33, seed: UInt64(step + 5))
            device.adamW(
                AdamWStep(
                    learningRate: 1e-2, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1, step: step,
                    gradientScale: 0.5),
                parameters: parameters, gradients: gradients, firstMoment: first, secondMoment: second)
            for (index, gradient) in gradients.elements.enumerated() {
                let g = Double(gradient) * 0.5
                m[index] = 0.9 * m[index] + 0.1 * g
                v[index] = 0.95 * v[index] + 0.05 * g * g
                let up = m[index] / (1 - power(0.9, step))
                let down = (v[index] / (1 - power(0.95, step))).squareRoot() + 1e-8
                expected[index] -= 1e-2 * 0.1 * expected[index]
                expected[index] -= 1e-2 * up / down
            }
        }
        for (value, expected) in zip(parameters.elements, expected) {
            #expect(abs(Double(value) - expected) < 2e-6)
        }
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1.0) { product, _ in product * base }
    }
}
