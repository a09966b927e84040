extension GGUFFile: TensorSource {
    /// GGUF's own names.
    package var naming: TensorNaming { .gguf }

    /// The names of all tensors, in the order of the file.
    package var tensorNames: [String] { tensors.map(\.name) }
}
