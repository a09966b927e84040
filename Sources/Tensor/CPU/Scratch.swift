/// Memory of one worker that grows to the largest request and is used again.
///
/// `@unchecked Sendable` holds because a worker's scratch is touched only by that worker, and only while its
/// device holds the pool exclusively.
@safe
final class Scratch: @unchecked Sendable {
    private var base: UnsafeMutablePointer<Float>?
    private var capacity = 0

    deinit { unsafe base?.deallocate() }

    /// Lends at least `count` floats of unspecified content, on a 64-byte boundary.
    @unsafe
    func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
        if count <= capacity, let base = unsafe base { return unsafe base }
        unsafe base?.deallocate()
        let bytes = max(1, count) * MemoryLayout<Float>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        let fresh = unsafe raw.bindMemory(to: Float.self, capacity: max(1, count))
        unsafe base = unsafe fresh
        capacity = count
        return unsafe fresh
    }
}
