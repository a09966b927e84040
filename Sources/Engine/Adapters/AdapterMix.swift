/// The adapters over a base model and how much each counts; empty is the base itself.
///
/// Two mixes are equal when they hold the same adapter objects with the same weights in the same order.
package struct AdapterMix: Sendable, Hashable {
    /// One adapter of a mix.
    package struct Entry: Sendable, Hashable {
        /// The adapter.
        package let adapter: LoRAAdapter
        /// How much it counts; 1 is as trained.
        package let weight: Float

        /// Compares the adapters' identities.
        package static func == (one: Entry, other: Entry) -> Bool {
            one.adapter === other.adapter && one.weight == other.weight
        }

        /// Feeds identity and weight into a hasher.
        package func hash(into hasher: inout Hasher) {
            hasher.combine(ObjectIdentifier(adapter))
            hasher.combine(weight)
        }
    }

    /// The adapters in the order in which they are added.
    package let entries: [Entry]

    /// Makes a mix.
    package init(_ entries: [(adapter: LoRAAdapter, weight: Float)] = []) {
        self.entries = entries.map { Entry(adapter: $0.adapter, weight: $0.weight) }
    }

    /// The base model without any adapter.
    package static let base = AdapterMix()
}
