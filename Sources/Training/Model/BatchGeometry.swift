import Engine
import Tensor

/// What every layer needs to know of a packed batch besides its activations.
struct BatchGeometry {
    /// The position of each token in its sequence.
    let positions: [Int]
    /// The angles of each token's position, one table for each way in which the model's layers turn.
    let rotaries: [RotaryTable]
    /// Which tokens belong together.
    let sequences: PackedSequences

    /// Computes the angles of a batch once for all layers.
    init(_ batch: PackedBatch, configuration: ModelConfiguration) {
        positions = batch.positions.map { Int($0) }
        rotaries = configuration.rotaryTables(positions: positions)
        sequences = batch.sequences
    }
}
