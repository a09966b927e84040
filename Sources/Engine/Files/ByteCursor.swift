internal import Tensor

/// Walks over the bytes of a file from front to back, checking every step.
struct ByteCursor {
    let file: MappedFile
    private(set) var offset = 0
    /// Where reading stops: the end of the file, or the most that is read of it.
    private let end: Int

    /// Starts at the front of a file.
    ///
    /// - Parameters:
    ///   - file: What is read.
    ///   - limit: The most bytes that are read; a header that is longer is refused, however long the file is.
    init(_ file: MappedFile, limit: Int = .max) {
        self.file = file
        end = min(file.byteCount, limit)
    }

    /// Bytes that are left.
    var remaining: Int { end - offset }

    /// Reads the next integer.
    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(EngineError) -> Value {
        let size = MemoryLayout<Value>.size
        guard end == file.byteCount || remaining >= size else {
            throw .corrupt(file.path, "its header does not end within \(end) bytes")
        }
        let value = try EngineError.wrap { () throws(TensorError) in try file.integer(type, at: offset) }
        offset += size
        return value
    }

    /// Reads a count of things that each take at least `least` bytes, so that it can be believed.
    mutating func count(of things: @autoclosure () -> String, least: Int) throws(EngineError) -> Int {
        let value = try integer(UInt64.self)
        guard let count = Int(exactly: value), count <= remaining / least else {
            throw .corrupt(file.path, "it claims \(value) \(things()), more than its header can hold")
        }
        return count
    }

    /// Reads a text that is preceded by its length.
    mutating func text(_ what: @autoclosure () -> String) throws(EngineError) -> String {
        let count = try count(of: "bytes for \(what())", least: 1)
        let text = try EngineError.wrap { () throws(TensorError) in try file.text(at: offset, count: count) }
        offset += count
        return text
    }

    /// Reads a name or key: a text that is short and holds no NUL.
    mutating func name(_ what: String) throws(EngineError) -> String {
        let count = try count(of: "bytes for \(what)", least: 1)
        guard count <= FileName.longest else {
            throw .corrupt(file.path, "\(what) is longer than \(FileName.longest) bytes")
        }
        let name = try EngineError.wrap { () throws(TensorError) in try file.text(at: offset, count: count) }
        offset += count
        if let trouble = FileName.trouble(name) {
            throw .corrupt(file.path, "\(what), \(FileName.quoted(name)), \(trouble)")
        }
        return name
    }

    /// Reads texts that follow each other, each preceded by its length.
    mutating func texts(count: Int) throws(EngineError) -> [String] {
        let (texts, next) = try EngineError.wrap { () throws(TensorError) in
            try file.texts(at: offset, count: count, end: end)
        }
        offset = next
        return texts
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
