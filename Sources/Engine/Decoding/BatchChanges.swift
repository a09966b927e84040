internal import Tensor

/// What the adapters of a batch add, arranged once for all passes in which the same rows want the same adapters.
///
/// Arranging costs as much as a step, so passes of each kind have one of their own: pieces of prompts that are read
/// between two steps of decoding leave its arrangement as it is.
struct BatchChanges {
    /// Neighbouring rows that want the same adapters.
    struct Part: Equatable {
        var rows: Range<Int>
        let overlay: AdapterOverlay
    }

    private var parts: [Part] = []
    /// In the order in which a pass calls for them, which is the same for every pass of a model.
    private var arranged: [LowRankChanges] = []
    private var position = 0

    /// Takes over the rows of a pass.
    mutating func prepare(_ parts: [Part]) {
        position = 0
        if parts == self.parts { return }
        self.parts = parts
        arranged = []
    }

    /// What is added to the next linear layers of a pass, and what to those after them when it is known; nil for nothing.
    mutating func next(_ layer: Int, _ modules: [LinearModule]) -> (LowRankChanges?, LowRankChanges?) {
        guard !parts.isEmpty else { return (nil, nil) }
        if position == arranged.count {
            arranged.append(
                LowRankChanges(parts.flatMap { $0.overlay.changes(layer, modules, rows: $0.rows) }))
        }
        defer { position += 1 }
        let after = position + 1 < arranged.count ? position + 1 : 0
        return (arranged[position], arranged[after])
    }
}
