/// What distinguishes the attention of one layer from that of the others.
package struct LayerAttention: Sendable, Hashable {
    /// How many positions a query sees, its own included; nil is all before it.
    package var window: Int?
    /// Which of the model's ``ModelConfiguration/rotaries`` turns queries and keys; nil when nothing does.
    package var rotary: Int?

    /// Describes a layer.
    package init(window: Int? = nil, rotary: Int? = 0) {
        self.window = window
        self.rotary = rotary
    }
}
