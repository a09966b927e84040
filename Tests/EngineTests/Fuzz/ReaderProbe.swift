import Engine
import Tensor

/// Gives bytes to the readers of model files and uses everything that they hand out.
///
/// Shared by ordinary tests and by the fuzzer of `scripts/fuzz.sh`: it uses what the package offers and no more.
enum ReaderProbe {
    /// The most characters of a refusal; longer ones repeat what a file says.
    static let longestMessage = 1000

    /// Reads a GGUF file, every tensor and every value.
    static func gguf(_ bytes: [UInt8]) throws(EngineError) {
        let file = try GGUFFile(MappedFile(copying: bytes, name: "input.gguf"))
        for key in file.keys { use(file.metadata[key]?.integers?.count) }
        for tensor in file.tensors {
            do throws(EngineError) {
                use(try file.tensor(named: tensor.name)?.expanded().elements.last)
            } catch {
                // One tensor of a format that is not read does not spoil the others.
                guard error.code == "model_unsupported" else { throw error }
            }
        }
    }

    /// Reads a safetensors file and every tensor.
    static func safetensors(_ bytes: [UInt8]) throws(EngineError) {
        let file = try SafetensorsFile(MappedFile(copying: bytes, name: "input.safetensors"))
        for (name, entry) in file.entries {
            switch entry.element {
            case .f32, .f16, .bf16:
                use(try file.floats(named: name).last)
                if entry.count > 0 { use(try file.weight(named: name)?.rows) }
            case .i32, .i64: use(try file.integers(named: name).last)
            default:
                do throws(EngineError) {
                    use(try file.weight(named: name)?.rows)
                } catch {
                    guard error.code == "model_unsupported" else { throw error }
                }
            }
        }
    }

    /// Reads the index of a model's shards.
    static func index(_ bytes: [UInt8]) throws(EngineError) {
        let index = try SafetensorsIndex(bytes, path: "input.json")
        for name in index.shards.values {
            precondition(InputFolder.isPlain(name), "The shard \(name.debugDescription) is no plain name.")
        }
    }

    /// Reads a model's settings.
    static func configuration(_ bytes: [UInt8]) throws(EngineError) {
        use(try ConfigurationJSON.settings(bytes, path: "input.json").count)
    }

    /// Says whether an error is one sentence.
    static func isSentence(_ error: EngineError) -> Bool {
        error.message.hasSuffix(".") && !error.message.contains("\n") && error.message.count <= longestMessage
    }

    /// Keeps the compiler from leaving out what has no result.
    @inline(never)
    private static func use<Value>(_ value: Value) {}
}
