import Core
import Tensor
import Testing

@testable import Engine

@Suite struct GGUFFileTests {
    @Test func `reads every kind of metadata`() throws {
        var file = GGUFBytes()
        let number = { (type: UInt32, bytes: [UInt8]) in GGUFBytes.number(type) + bytes }
        file.values = [
            ("u8", number(0, [200])), ("i8", number(1, [0xff])), ("u16", number(2, [1, 1])),
            ("i16", number(3, [0xfe, 0xff])), ("u32", number(4, GGUFBytes.number(UInt32.max))),
            ("i32", number(5, GGUFBytes.number(Int32(-5)))),
            ("f32", number(6, GGUFBytes.number(Float(0.5).bitPattern))),
            ("bool", number(7, [1])), ("text", number(8, GGUFBytes.text("né"))),
            ("u64", number(10, GGUFBytes.number(UInt64(7)))),
            ("big", number(10, GGUFBytes.number(UInt64.max))),
            ("i64", number(11, GGUFBytes.number(Int64.min))),
            ("f64", number(12, GGUFBytes.number(Double(0.25).bitPattern))),
            (
                "texts",
                number(
                    9,
                    GGUFBytes.number(UInt32(8)) + GGUFBytes.number(UInt64(2)) + GGUFBytes.text("a")
                        + GGUFBytes.text(""))
            ),
            (
                "list",
                number(
                    9,
                    GGUFBytes.number(UInt32(5)) + GGUFBytes.number(UInt64(2)) + GGUFBytes.number(Int32(-1))
                        + GGUFBytes.number(Int32(2)))
            ),
            (
                "floats",
                number(
                    9,
                    GGUFBytes.number(UInt32(6)) + GGUFBytes.number(UInt64(1))
                        + GGUFBytes.number(Float(2).bitPattern))
            ),
            ("bools", number(9, GGUFBytes.number(UInt32(7)) + GGUFBytes.number(UInt64(2)) + [0, 1])),
            ("none", number(9, GGUFBytes.number(UInt32(8)) + GGUFBytes.number(UInt64(0)))),
        ]
        let metadata = try file.open().metadata
        #expect(metadata["u8"]?.integer == 200 && metadata["i8"]?.integer == -1)
        #expect(metadata["u16"]?.integer == 257 && metadata["i16"]?.integer == -2)
        #expect(metadata["u32"]?.integer == Int(UInt32.max) && metadata["i32"]?.integer == -5)
        #expect(metadata["f32"]?.double == 0.5 && metadata["f64"]?.double == 0.25)
        #expect(metadata["bool"]?.bool == true && metadata["text"]?.string == "né")
        #expect(metadata["u64"]?.integer == 7 && metadata["big"] == .unsigned(.max))
        #expect(metadata["i64"]?.integer == .min && metadata["texts"]?.strings == ["a", ""])
        #expect(metadata["list"]?.integers == [-1, 2] && metadata["floats"]?.floats == [2])
        #expect(metadata["bools"] == .bools([false, true]) && metadata["none"]?.strings == [])
    }

    @Test func `refuses a file cut anywhere`() throws {
        let whole = GGUFBytes.llama().bytes
        _ = try GGUFFile(MappedFile(copying: whole))
        for count in 0..<whole.count {
            let error = #expect(throws: EngineError.self) {
                try GGUFFile(MappedFile(copying: Array(whole[..<count]), name: "cut.gguf"))
            }
            #expect(error?.message.contains("cut.gguf") == true)
        }
    }

    @Test func `survives any single byte changed in the header`() throws {
        let whole = GGUFBytes.llama().bytes
        let header = whole.count - GGUFBytes.llama().data.count
        for place in 0..<header {
            for value in [0, 1, 0x7f, 0x80, 0xff] as [UInt8] {
                var bytes = whole
                bytes[place] = value
                // Either it is still a file, or the trouble is one sentence; nothing else may happen.
                do throws(EngineError) {
                    let file = try GGUFFile(MappedFile(copying: bytes))
                    for tensor in file.tensors {
                        _ = try file.tensor(named: tensor.name)?.expanded()
                    }
                } catch {
                    #expect(error.message.hasSuffix("."))
                }
            }
        }
    }

    @Test(arguments: [
        "a magic number", "a future version", "a big-endian version", "too many tensors", "too many values",
        "a huge key", "an unknown value type", "a huge list", "a nested list", "a text list past the end",
        "a doubled key", "a doubled tensor", "no dimensions", "five dimensions", "a size of zero",
        "sizes that overflow", "a negative offset", "an offset past the end", "an unaligned offset",
        "data past the end", "overlapping tensors", "rows that split a block", "a small alignment",
        "a huge alignment", "an unknown tensor type", "a NUL in a tensor name", "a NUL in a key",
        "a long tensor name",
        "a long key", "more tensors than anyone has",
    ])
    func `refuses`(_ lie: String) throws {
        var file = GGUFBytes.llama()
        let list = { (type: UInt32, count: UInt64) in
            GGUFBytes.number(UInt32(9)) + GGUFBytes.number(type) + GGUFBytes.number(count)
        }
        switch lie {
        case "a magic number": file.magic = Array("GGML".utf8)
        case "a future version": file.version = 4
        case "a big-endian version": file.version = UInt32(3).byteSwapped
        case "too many tensors": file.tensorCount = UInt64.max
        case "too many values": file.valueCount = 1 << 40
        case "a huge key": file.firstKeyLength = UInt64.max - 7
        case "an unknown value type": file.set("x", GGUFBytes.number(UInt32(13)) + [0, 0, 0, 0])
        case "a huge list": file.set("x", list(4, 1 << 61))
        case "a nested list": file.set("x", list(9, 1) + list(4, 0).dropFirst(4))
        case "a text list past the end": file.set("x", list(8, 1 << 20))
        case "a doubled key": file.add("llama.block_count", integer: 1)
        case "a doubled tensor": file.add("output_norm.weight", 1, 8)
        case "no dimensions": file.tensors[0].sizes = []
        case "five dimensions": file.tensors[0].sizes = [1, 1, 1, 1, 1]
        case "a size of zero": file.tensors[0].sizes = [8, 0]
        case "sizes that overflow": file.tensors[0].sizes = [1 << 40, 1 << 40]
        case "a negative offset": file.tensors[0].offset = UInt64(bitPattern: -32)
        case "an offset past the end": file.tensors[0].offset = 1 << 40
        case "an unaligned offset": file.tensors[0].offset = 4
        case "data past the end": file.tensors[0].sizes = [8, 1 << 40]
        case "overlapping tensors": file.tensors[1].offset = 0
        case "rows that split a block": file.tensors[0].type = 2
        case "a small alignment": file.add("general.alignment", integer: 4)
        case "a huge alignment": file.add("general.alignment", integer: 1 << 30)
        case "a NUL in a tensor name": file.tensors[1].name = "output_norm\u{0}.weight"
        case "a NUL in a key": file.add("llama.\u{0}", integer: 1)
        case "a long tensor name": file.tensors[1].name = String(repeating: "n", count: 1025)
        case "a long key": file.add(String(repeating: "k", count: 1025), integer: 1)
        case "more tensors than anyone has":
            file.tensorCount = 65_537
            file.data += [UInt8](repeating: 0, count: 24 * 65_537)
        default: file.tensors[0].type = 16
        }
        let error = #expect(throws: EngineError.self) {
            let opened = try file.open()
            _ = try opened.tensor(named: "token_embd.weight")
        }
        let message = error?.message ?? ""
        #expect(message.contains("crafted.gguf") && message.hasSuffix(".") && !message.contains("\n"))
    }

    @Test func `keeps tensors of unknown formats out of the way until one is needed`() throws {
        var file = GGUFBytes.llama()
        file.add("extra.weight", 1, 8, type: 16, bytes: 64)
        #expect(try file.load().vocabulary == 10)
        let error = #expect(throws: EngineError.self) { try file.open().tensor(named: "extra.weight") }
        #expect(error?.category == .unsupported)
        #expect(error?.message.contains("IQ2_XXS") == true && error?.message.contains("Q4_K") == true)
    }

    @Test func `does not read a header without end`() throws {
        var file = GGUFBytes()
        // The list's bytes exist: it is refused for its length alone, before a number of it is kept.
        let count = 65 << 20
        file.values = [
            ("x", GGUFBytes.number(UInt32(9)) + GGUFBytes.number(UInt32(0)) + GGUFBytes.number(UInt64(count)))
        ]
        file.data = [UInt8](repeating: 0, count: count)
        let error = #expect(throws: EngineError.self) { try file.open() }
        #expect(error?.message.contains("more than its header can hold") == true)
    }

    @Test func `says that a missing file is missing`() {
        let error = #expect(throws: EngineError.self) { try GGUFFile(path: "/nowhere/model.gguf") }
        #expect(error?.category == .notFound)
    }
}
