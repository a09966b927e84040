import Engine
import Tensor

/// What every layer needs to know of a packed batch besides its activations.
struct BatchGeometry {
    /// The angles of each token's position.
    let rotary: RotaryTable
    /// Which tokens belong together.
    let sequences: PackedSequences

    /// Computes the angles of a batch once for all layers.
    init(_ batch: PackedBatch, configuration: ModelConfiguration) {
        rotary = configuration.rotaryTable(positions: batch.positions.map { Int($0) })
        sequences = batch.sequences
    }
}
