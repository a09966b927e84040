/// Memory of one worker that grows to the largest request and is used again.
///
/// `@unchecked Sendable` holds because a worker's scratch is touched only by that worker, and only while its
/// device holds the pool exclusively.
@safe
final class Scratch: @unchecked Sendable {
    private var base: UnsafeMutableRawPointer?
    private var capacity = 0

    deinit { unsafe base?.deallocate() }

    /// Lends at least `count` floats of unspecified content, on a 64-byte boundary.
    @unsafe
    func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
        unsafe bytes(count * MemoryLayout<Float>.stride).bindMemory(to: Float.self, capacity: count)
    }

    /// Lends at least `count` numbers of 16 bits of unspecified content, on a 64-byte boundary.
    @unsafe
    func halves(_ count: Int) -> UnsafeMutablePointer<UInt16> {
        unsafe bytes(count * MemoryLayout<UInt16>.stride).bindMemory(to: UInt16.self, capacity: count)
    }

    /// Lends at least `count` bytes of unspecified content, on a 64-byte boundary.
    @unsafe
    func bytes(_ count: Int) -> UnsafeMutableRawPointer {
        if count <= capacity, let base = unsafe base { return unsafe base }
        unsafe base?.deallocate()
        let fresh = UnsafeMutableRawPointer.allocate(byteCount: max(1, count), alignment: 64)
        unsafe base = unsafe fresh
        capacity = count
        return unsafe fresh
    }
}
