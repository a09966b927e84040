import Core

/// Bytes one after the other, from a file of any size or from memory; a file is held a piece at a time.
struct ByteSource {
    private let file: OpenFile?
    private var buffer: [UInt8]
    private var index = 0
    /// Where in the file the buffer begins.
    private var base = 0
    /// Why reading stopped before the end.
    private(set) var failure: IngestError?
    private static let pieceBytes = 256 << 10

    /// Reads from memory.
    init(bytes: [UInt8]) {
        file = nil
        buffer = bytes
    }

    /// Reads from a file.
    ///
    /// - Throws: ``IngestError`` as for any file, `too_large` above the limit.
    init(path: String, name: String, limit: Int) throws(IngestError) {
        let file = try OpenFile(path: path, name: name)
        guard file.byteCount <= limit else {
            throw IngestError(
                .tooLarge, name: name,
                "is larger than \(ByteCount.text(limit)); split it into smaller files")
        }
        self.file = file
        buffer = []
    }

    /// How many bytes have been taken.
    var offset: Int { base + index }

    /// Takes the next byte; nil at the end.
    mutating func next() -> UInt8? {
        if index >= buffer.count, !refill() { return nil }
        defer { index += 1 }
        return buffer[index]
    }

    /// The next byte without taking it; nil at the end.
    mutating func peek() -> UInt8? {
        if index >= buffer.count, !refill() { return nil }
        return buffer[index]
    }

    /// Takes the bytes that are at hand, at least one; nil at the end.
    mutating func nextPiece() -> ArraySlice<UInt8>? {
        if index >= buffer.count, !refill() { return nil }
        defer { index = buffer.count }
        return buffer[index...]
    }

    /// Leaves out bytes, those behind the end too.
    mutating func skip(_ count: Int) {
        let count = max(0, count)
        if count <= buffer.count - index {
            index += count
        } else if let file {
            base = min(base + index + min(count, file.byteCount), file.byteCount)
            buffer = []
            index = 0
        } else {
            index = buffer.count
        }
    }

    private mutating func refill() -> Bool {
        guard let file, failure == nil, base + buffer.count < file.byteCount else { return false }
        base += buffer.count
        index = 0
        do throws(IngestError) {
            buffer = try file.read(at: base, count: Self.pieceBytes)
        } catch {
            failure = error
            buffer = []
        }
        return !buffer.isEmpty
    }
}
