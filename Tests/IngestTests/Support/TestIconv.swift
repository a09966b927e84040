#if canImport(Glibc)
    import Glibc
#endif

/// Encodes text for tests with the system's converter.
enum TestIconv {
    /// The bytes of a text in an encoding, or nil when it has no such characters.
    static func encode(_ text: String, to encoding: String) -> [UInt8]? {
        guard let converter = iconv_open(encoding, "UTF-8"),
            converter != UnsafeMutableRawPointer(bitPattern: -1)
        else {
            return nil
        }
        defer { iconv_close(converter) }
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
        let capacity = output.count
        let count: Int? = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = source.count
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var room = capacity
                guard iconv(converter, &from, &left, &to, &room) != -1 else { return nil }
                // Encodings with states end in the one they began with.
                _ = iconv(converter, nil, nil, &to, &room)
                return capacity - room
            }
        }
        return count.map { Array(output.prefix($0)) }
    }
}
