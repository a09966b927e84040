/// Which part of a dataset version a row belongs to.
package enum DatasetSplit: String, Codable, Sendable, CaseIterable {
    /// Learned from.
    case train
    /// Never learned from: measures generalisation.
    case heldOut
    /// Never learned from: asks in unseen words about what was learned.
    case recall
}
