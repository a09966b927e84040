import Tensor

@testable import Engine

/// Builds GGUF files byte by byte, so that a test can make any of them lie.
struct GGUFBytes {
    var magic: [UInt8] = Array("GGUF".utf8)
    var version: UInt32 = 3
    var tensorCount: UInt64?
    var valueCount: UInt64?
    var values: [(key: String, bytes: [UInt8])] = []
    var tensors: [(name: String, sizes: [UInt64], type: UInt32, offset: UInt64)] = []
    var alignment = 32
    var data: [UInt8] = []
    /// The claimed length of the first key instead of its real one.
    var firstKeyLength: UInt64?

    static func number<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<MemoryLayout<Value>.size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func text(_ text: String) -> [UInt8] { number(UInt64(text.utf8.count)) + Array(text.utf8) }

    mutating func add(_ key: String, integer value: UInt32) {
        values.append((key, Self.number(UInt32(4)) + Self.number(value)))
    }

    mutating func add(_ key: String, float value: Float) {
        values.append((key, Self.number(UInt32(6)) + Self.number(value.bitPattern)))
    }

    mutating func add(_ key: String, text: String) {
        values.append((key, Self.number(UInt32(8)) + Self.text(text)))
    }

    mutating func add(_ name: String, _ rows: Int, _ columns: Int, type: UInt32 = 0, bytes: Int? = nil) {
        tensors.append((name, [UInt64(columns), UInt64(rows)], type, UInt64(data.count)))
        let count = bytes ?? 4 * rows * columns
        data += [UInt8](repeating: 0, count: (count + alignment - 1) / alignment * alignment)
    }

    var bytes: [UInt8] {
        var result = magic + Self.number(version)
        result += Self.number(tensorCount ?? UInt64(tensors.count))
        result += Self.number(valueCount ?? UInt64(values.count))
        for (index, value) in values.enumerated() {
            let length = index == 0 ? firstKeyLength : nil
            result +=
                Self.number(length ?? UInt64(value.key.utf8.count)) + Array(value.key.utf8) + value.bytes
        }
        for tensor in tensors {
            result += Self.text(tensor.name) + Self.number(UInt32(tensor.sizes.count))
            result +=
                tensor.sizes.flatMap(Self.number) + Self.number(tensor.type) + Self.number(tensor.offset)
        }
        result += [UInt8](repeating: 0, count: (alignment - result.count % alignment) % alignment)
        return result + data
    }

    func open() throws -> GGUFFile {
        try GGUFFile(MappedFile(copying: bytes, name: "crafted.gguf"))
    }

    func load() throws -> ModelConfiguration {
        try ModelFamily.read(open()).configuration
    }

    /// A sound Llama of one layer with plain weights.
    static func llama() -> GGUFBytes {
        var file = GGUFBytes()
        file.add("general.architecture", text: "llama")
        file.add("llama.block_count", integer: 1)
        file.add("llama.context_length", integer: 16)
        file.add("llama.embedding_length", integer: 8)
        file.add("llama.feed_forward_length", integer: 12)
        file.add("llama.attention.head_count", integer: 2)
        file.add("llama.attention.head_count_kv", integer: 1)
        file.add("llama.attention.layer_norm_rms_epsilon", float: 1e-5)
        file.add("token_embd.weight", 10, 8)
        file.add("output_norm.weight", 1, 8)
        file.add("blk.0.attn_norm.weight", 1, 8)
        file.add("blk.0.ffn_norm.weight", 1, 8)
        file.add("blk.0.attn_q.weight", 8, 8)
        file.add("blk.0.attn_k.weight", 4, 8)
        file.add("blk.0.attn_v.weight", 4, 8)
        file.add("blk.0.attn_output.weight", 8, 8)
        file.add("blk.0.ffn_gate.weight", 12, 8)
        file.add("blk.0.ffn_up.weight", 12, 8)
        file.add("blk.0.ffn_down.weight", 8, 12)
        return file
    }

    /// Replaces a metadata value, or removes it.
    mutating func set(_ key: String, _ bytes: [UInt8]?) {
        values.removeAll { $0.key == key }
        if let bytes { values.append((key, bytes)) }
    }
}
