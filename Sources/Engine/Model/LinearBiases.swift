package import Tensor

/// The biases of a decoder layer's linear layers, `[1, outputs]` each; nil where there is none.
package struct LinearBiases: Sendable {
    /// Of the queries.
    package var query: Matrix?
    /// Of the keys.
    package var key: Matrix?
    /// Of the values.
    package var value: Matrix?
    /// Of the way from heads back to hidden.
    package var attentionOutput: Matrix?
    /// Of the gate.
    package var gate: Matrix?
    /// Of the gated part, or of all of the feed-forward layer's input.
    package var up: Matrix?
    /// Of the way from feed-forward back to hidden.
    package var down: Matrix?

    /// Starts without biases.
    package init() {}

    /// The bias of one linear layer; fused layers have theirs with their parts.
    package subscript(module: LinearModule) -> Matrix? {
        get {
            switch module {
            case .query: query
            case .key: key
            case .value: value
            case .attentionOutput: attentionOutput
            case .gate: gate
            case .up: up
            case .down: down
            case .queryKeyValue, .gateUp: nil
            }
        }
        set {
            switch module {
            case .query: query = newValue
            case .key: key = newValue
            case .value: value = newValue
            case .attentionOutput: attentionOutput = newValue
            case .gate: gate = newValue
            case .up: up = newValue
            case .down: down = newValue
            case .queryKeyValue, .gateUp: break
            }
        }
    }

    /// Whether there is none at all.
    package var isEmpty: Bool { LinearModule.simple.allSatisfy { self[$0] == nil } }
}
