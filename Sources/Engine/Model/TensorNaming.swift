/// The two conventions by which files name a model's tensors and settings.
package enum TensorNaming: Sendable, Hashable {
    /// `blk.0.attn_q.weight` and `llama.block_count`, as llama.cpp's tools write them.
    case gguf
    /// `model.layers.0.self_attn.q_proj.weight` and `num_hidden_layers`, as transformers writes them.
    case huggingFace
}
