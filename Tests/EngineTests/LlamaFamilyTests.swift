import Core
import Tensor
import Testing

@testable import Engine

@Suite struct LlamaFamilyTests {
    @Test func `reads a sound file`() throws {
        let configuration = try GGUFBytes.llama().load()
        #expect(configuration.headDimension == 4 && configuration.tiedEmbeddings)
        #expect(configuration.rotaries.first?.frequencies == [1, 0.01])
    }

    @Test func `scales rotary frequencies`() throws {
        var linear = GGUFBytes.llama()
        linear.add("llama.rope.scaling.type", text: "linear")
        linear.add("llama.rope.scaling.factor", float: 4)
        #expect(try linear.load().rotaries.first?.frequencies == [0.25, 0.0025])
        var divided = GGUFBytes.llama()
        divided.add("rope_freqs.weight", 1, 2)
        let one = GGUFBytes.number(Float(1).bitPattern)
        let eight = GGUFBytes.number(Float(8).bitPattern)
        divided.data.replaceSubrange(divided.data.count - 32..<divided.data.count - 24, with: one + eight)
        #expect(try divided.load().rotaries.first?.frequencies == [1, 0.00125])
    }

    @Test(arguments: [
        "general.architecture", "llama.block_count", "llama.context_length", "llama.embedding_length",
        "llama.feed_forward_length", "llama.attention.head_count", "llama.attention.layer_norm_rms_epsilon",
    ])
    func `names the metadata that is missing`(_ key: String) {
        var file = GGUFBytes.llama()
        file.set(key, nil)
        let error = #expect(throws: EngineError.self) { try file.load() }
        #expect(error?.message.contains("architecture") == true || error?.message.contains(key) == true)
    }

    @Test(arguments: GGUFBytes.llama().tensors.map(\.name))
    func `names the tensor that is missing or misshapen`(_ name: String) {
        var missing = GGUFBytes.llama()
        missing.tensors.removeAll { $0.name == name }
        let one = #expect(throws: EngineError.self) { try missing.load() }
        #expect(one?.message.contains(name) == true)
        // A narrower embedding is still a table; everything else has one right shape.
        var misshapen = GGUFBytes.llama()
        for index in misshapen.tensors.indices where misshapen.tensors[index].name == name {
            misshapen.tensors[index].sizes = [4, 2]
        }
        let two = #expect(throws: EngineError.self) { try misshapen.load() }
        #expect(two?.message.contains(name) == true)
    }

    @Test(arguments: [
        ("general.architecture", GGUFBytes.number(UInt32(8)) + GGUFBytes.text("mamba"), "mamba"),
        ("llama.block_count", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32(0)), "block_count"),
        ("llama.block_count", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32(100_000)), "layers"),
        ("llama.block_count", GGUFBytes.number(UInt32(5)) + GGUFBytes.number(Int32(-1)), "block_count"),
        ("llama.embedding_length", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32.max), "embedding"),
        ("llama.embedding_length", GGUFBytes.number(UInt32(8)) + GGUFBytes.text("wide"), "embedding"),
        ("llama.attention.head_count", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32(3)), "heads"),
        ("llama.attention.head_count_kv", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32(3)), "heads"),
        (
            "llama.attention.layer_norm_rms_epsilon",
            GGUFBytes.number(UInt32(6)) + GGUFBytes.number(Float.nan.bitPattern), "epsilon"
        ),
        (
            "llama.attention.layer_norm_rms_epsilon",
            GGUFBytes.number(UInt32(6)) + GGUFBytes.number(Float(0).bitPattern), "epsilon"
        ),
        (
            "llama.rope.freq_base", GGUFBytes.number(UInt32(6)) + GGUFBytes.number(Float(-1).bitPattern),
            "freq_base"
        ),
        ("llama.rope.scaling.type", GGUFBytes.number(UInt32(8)) + GGUFBytes.text("ntk"), "ntk"),
        ("llama.rope.dimension_count", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32(2)), "columns"),
        ("llama.attention.key_length", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32(3)), "columns"),
        ("llama.attention.value_length", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32(8)), "values"),
        ("llama.expert_count", GGUFBytes.number(UInt32(4)) + GGUFBytes.number(UInt32(8)), "experts"),
    ])
    func `refuses what it cannot run`(_ lie: (key: String, bytes: [UInt8], word: String)) {
        var file = GGUFBytes.llama()
        file.set(lie.key, lie.bytes)
        let error = #expect(throws: EngineError.self) { try file.load() }
        #expect(error?.message.contains(lie.word) == true, "\(error?.message ?? "")")
    }

    @Test func `reads biases, and refuses parts that it does not know`() throws {
        var file = GGUFBytes.llama()
        file.add("blk.0.attn_q.bias", 1, 8)
        let (_, weights) = try ModelFamily.read(file.open())
        #expect(weights.layers[0].biases?.query?.columns == 8 && weights.layers[0].biases?.key == nil)
        file.add("blk.0.attn_sinks.weight", 1, 2)
        let error = #expect(throws: EngineError.self) { try file.load() }
        #expect(error?.category == .unsupported && error?.message.contains("attn_sinks") == true)
    }
}
