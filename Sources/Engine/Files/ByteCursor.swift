internal import Tensor

/// Walks over the bytes of a file from front to back, checking every step.
struct ByteCursor {
    let file: MappedFile
    private(set) var offset = 0

    init(_ file: MappedFile) { self.file = file }

    /// Bytes that are left.
    var remaining: Int { file.byteCount - offset }

    /// Reads the next integer.
    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(EngineError) -> Value {
        let value = try EngineError.wrap { () throws(TensorError) in try file.integer(type, at: offset) }
        offset += MemoryLayout<Value>.size
        return value
    }

    /// Reads a count of things that each take at least `least` bytes, so that it can be believed.
    mutating func count(of things: String, least: Int) throws(EngineError) -> Int {
        let value = try integer(UInt64.self)
        guard let count = Int(exactly: value), count <= remaining / least else {
            throw .corrupt(file.path, "it claims \(value) \(things), more than its bytes can hold")
        }
        return count
    }

    /// Reads a text that is preceded by its length.
    mutating func text(_ what: String) throws(EngineError) -> String {
        let count = try count(of: "bytes for \(what)", least: 1)
        let text = try EngineError.wrap { () throws(TensorError) in try file.text(at: offset, count: count) }
        offset += count
        return text
    }

    /// Reads integers that follow each other; the caller has checked that they exist.
    mutating func integers<Value: FixedWidthInteger>(
        _ type: Value.Type, count: Int
    ) throws(EngineError) -> [Value] {
        let values = try EngineError.wrap { () throws(TensorError) in
            try file.integers(type, at: offset, count: count)
        }
        offset += count * MemoryLayout<Value>.size
        return values
    }
}
