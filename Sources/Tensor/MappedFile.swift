#if canImport(Glibc)
    internal import Glibc
#endif

/// The bytes of a file, mapped for reading, with every read checked against the size.
///
/// The mapping lives as long as this object. A file that shrinks while it is mapped cannot be caught here:
/// the system ends the process on such a read, so model files in the data home are never changed in place.
///
/// `@unchecked Sendable` holds because the bytes are never written after `init`.
@safe
package final class MappedFile: @unchecked Sendable {
    /// Where the bytes come from, for messages.
    package let path: String
    /// Number of bytes.
    package let byteCount: Int
    private let base: UnsafeRawPointer
    private let isMapped: Bool

    /// Maps a file.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - name: What messages call it; the path when nil.
    /// - Throws: ``TensorError`` when the file does not exist, is not a regular file or cannot be mapped.
    package init(path: String, name: String? = nil) throws(TensorError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(name ?? path, reason: Self.lastError()) }
        defer { _ = close(descriptor) }
        var information = stat()
        guard unsafe fstat(descriptor, &information) == 0 else {
            throw .unreadable(name ?? path, reason: Self.lastError())
        }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(name ?? path, reason: "it is not a regular file")
        }
        self.path = name ?? path
        byteCount = Int(information.st_size)
        guard byteCount > 0 else {
            unsafe base = UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 64))
            isMapped = false
            return
        }
        guard
            let address = unsafe mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0),
            unsafe address != MAP_FAILED
        else { throw .unreadable(name ?? path, reason: Self.lastError()) }
        unsafe base = UnsafeRawPointer(address)
        isMapped = true
    }

    /// Keeps a copy of bytes in memory, for weights that do not come from a file.
    package init(copying bytes: [UInt8], name: String = "memory") {
        path = name
        byteCount = bytes.count
        let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 64)
        unsafe bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe copy.copyMemory(from: start, byteCount: source.count)
        }
        unsafe base = UnsafeRawPointer(copy)
        isMapped = false
    }

    deinit {
        if isMapped {
            _ = unsafe munmap(UnsafeMutableRawPointer(mutating: base), byteCount)
        } else {
            unsafe base.deallocate()
        }
    }

    /// Reads a little-endian integer.
    ///
    /// - Throws: ``TensorError`` when the file ends before it.
    package func integer<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self, at offset: Int
    ) throws(TensorError) -> Value {
        let start = try unsafe pointer(at: offset, count: MemoryLayout<Value>.size)
        return Value(littleEndian: unsafe start.loadUnaligned(as: Value.self))
    }

    /// Reads little-endian integers that follow each other.
    ///
    /// - Throws: ``TensorError`` when the file ends before them.
    package func integers<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self, at offset: Int, count: Int
    ) throws(TensorError) -> [Value] {
        let size = MemoryLayout<Value>.size
        let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
        guard !overflow else { throw .outOfRange(path, offset: offset, count: count, size: byteCount) }
        let start = try unsafe pointer(at: offset, count: bytes)
        return (0..<count).map { index in
            Value(littleEndian: unsafe start.loadUnaligned(fromByteOffset: index * size, as: Value.self))
        }
    }

    /// Copies bytes out.
    ///
    /// - Throws: ``TensorError`` when the file ends before them.
    package func bytes(at offset: Int, count: Int) throws(TensorError) -> [UInt8] {
        let start = try unsafe pointer(at: offset, count: count)
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Lends bytes for reading.
    ///
    /// - Throws: ``TensorError`` when the file ends before them.
    package func withBytes<Result>(
        at offset: Int, count: Int, _ body: (RawSpan) -> Result
    ) throws(TensorError) -> Result {
        let start = try unsafe pointer(at: offset, count: count)
        return unsafe body(RawSpan(_unsafeStart: start, byteCount: count))
    }

    /// Reads text.
    ///
    /// Bytes that are not UTF-8 become replacement characters.
    ///
    /// - Throws: ``TensorError`` when the file ends before it.
    package func text(at offset: Int, count: Int) throws(TensorError) -> String {
        let start = try unsafe pointer(at: offset, count: count)
        return unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Gives the pages of the first bytes back to the system, which reads them again when they are used.
    package func releasePages(upTo end: Int) {
        guard isMapped, end > 0 else { return }
        let start = unsafe UnsafeMutableRawPointer(mutating: base)
        _ = unsafe madvise(start, min(end, byteCount), MADV_DONTNEED)
    }

    /// The address of bytes that exist; used only while this object is alive.
    @unsafe
    func pointer(at offset: Int, count: Int) throws(TensorError) -> UnsafeRawPointer {
        guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else {
            throw .outOfRange(path, offset: offset, count: count, size: byteCount)
        }
        return unsafe base + offset
    }

    private static func lastError() -> String { unsafe String(cString: strerror(errno)) }
}
