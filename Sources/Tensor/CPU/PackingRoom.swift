/// Memory that one operation divides among its packed operands.
@safe
final class PackingRoom {
    private var next: UnsafeMutableRawPointer
    private var left: Int

    /// Takes so many bytes from the memory that all workers read.
    init(_ shared: Scratch, bytes: Int) {
        unsafe next = shared.bytes(bytes)
        left = bytes
    }

    /// Lends some of the bytes.
    @unsafe
    func take(_ bytes: Int) -> UnsafeMutableRawPointer {
        precondition(bytes <= left, "The operands need more room than was taken for them.")
        defer {
            unsafe next += bytes
            left -= bytes
        }
        return unsafe next
    }
}
