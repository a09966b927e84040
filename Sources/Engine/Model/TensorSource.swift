package import Tensor

/// Where a model's settings and weights come from: a GGUF file, or a Hugging Face folder.
///
/// A mapping (see ``ModelFamily``) reads both by name. Conforming types have checked their files: a tensor that they
/// hand out lies within bytes that exist.
package protocol TensorSource: Sendable {
    /// The file or folder, for messages.
    var path: String { get }
    /// Which names its tensors and settings have.
    var naming: TensorNaming { get }
    /// The settings by key: a GGUF file's metadata, or what ``ConfigurationJSON`` makes of `config.json`.
    var metadata: [String: MetadataValue] { get }
    /// The names of all tensors, in any order.
    var tensorNames: [String] { get }

    /// Finds a tensor as a matrix: a vector is one row, and further dimensions are counted as rows.
    ///
    /// - Returns: Nil when there is none of this name.
    /// - Throws: ``EngineError`` when its format is not one that this program reads.
    func tensor(named name: String) throws(EngineError) -> WeightMatrix?
}
