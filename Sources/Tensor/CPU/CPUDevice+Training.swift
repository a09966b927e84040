internal import CKernels

#if canImport(Glibc)
    internal import Glibc
#endif

extension CPUDevice {
    package func crossEntropy(
        _ logits: Matrix, targets: [Int], weights: [Float], gradientScale: Float?
    ) -> Double {
        precondition(
            targets.count == logits.rows && weights.count == logits.rows,
            "\(logits.rows) rows of logits need as many targets and weights.")
        requireTargets(targets, logits)
        let losses = Matrix(rows: logits.rows, columns: 1)
        overRows(logits.rows, elements: 4 * logits.columns) { range in
            for row in range {
                let scale = gradientScale.map { $0 * weights[row] } ?? 0
                let start = unsafe logits.base + row * logits.columns
                unsafe losses.base[row] = ck_cross_entropy_f32(
                    level, start, logits.columns, targets[row], scale)
                // A row without loss has no gradient either; the kernel leaves the logits when the scale is 0.
                if gradientScale != nil, scale == 0 {
                    unsafe start.update(repeating: 0, count: logits.columns)
                }
            }
        }
        // One fixed order, so that the sum does not depend on the threads.
        return (0..<logits.rows).reduce(0.0) { $0 + Double(weights[$1]) * Double(losses[$1, 0]) }
    }

    package func logProbabilities(_ logits: Matrix, targets: [Int]) -> [Float] {
        precondition(targets.count == logits.rows, "\(logits.rows) rows of logits need as many targets.")
        requireTargets(targets, logits)
        let result = Matrix(rows: logits.rows, columns: 1)
        overRows(logits.rows, elements: 2 * logits.columns) { range in
            for row in range {
                let start = unsafe logits.base + row * logits.columns
                unsafe result.base[row] =
                    start[targets[row]] - ck_log_sum_exp_f32(level, start, logits.columns)
            }
        }
        return result.elements
    }

    package func adamW(
        _ step: AdamWStep, parameters: Matrix, gradients: Matrix, firstMoment: Matrix, secondMoment: Matrix
    ) {
        for other in [gradients, firstMoment, secondMoment] { requireSameShape(parameters, other) }
        precondition(step.step >= 1, "Steps are counted from 1, not \(step.step).")
        let correction1 = Float(1 - pow(Double(step.beta1), Double(step.step)))
        let correction2 = Float(1 - pow(Double(step.beta2), Double(step.step)))
        overRows(parameters.rows, elements: 4 * parameters.columns) { range in
            let start = range.lowerBound * parameters.columns
            unsafe ck_adamw_f32(
                level, parameters.base + start, gradients.base + start, firstMoment.base + start,
                secondMoment.base + start, range.count * parameters.columns, step.learningRate, step.beta1,
                step.beta2, correction1, correction2, step.epsilon, step.weightDecay, step.gradientScale)
        }
    }

    private func requireTargets(_ targets: [Int], _ logits: Matrix) {
        for target in targets {
            precondition(
                target >= 0 && target < logits.columns, "Token \(target) is outside \(logits.columns) logits."
            )
        }
    }
}
