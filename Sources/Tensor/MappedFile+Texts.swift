extension MappedFile {
    /// Reads texts that follow each other, each preceded by the number of its bytes as a 64-bit integer.
    ///
    /// In one go, because a vocabulary has hundreds of thousands. Bytes that are not UTF-8 become replacement
    /// characters.
    ///
    /// - Parameters:
    ///   - offset: Where the first length is.
    ///   - count: Number of texts.
    ///   - end: Where reading stops; at most the end of the file.
    /// - Returns: The texts, and the place behind the last.
    /// - Throws: ``TensorError`` when they do not end before `end`.
    package func texts(
        at offset: Int, count: Int, end: Int
    ) throws(TensorError) -> (texts: [String], end: Int) {
        let room = min(end, byteCount) - offset
        let size = MemoryLayout<UInt64>.size
        guard room >= 0, count >= 0, count <= room / size else {
            throw .outOfRange(path, offset: offset, count: count, size: byteCount)
        }
        let start = try unsafe pointer(at: offset, count: room)
        var place = 0
        var texts: [String] = []
        texts.reserveCapacity(count)
        while texts.count < count {
            guard room - place >= size else {
                throw .outOfRange(path, offset: offset + place, count: size, size: byteCount)
            }
            let length = UInt64(
                littleEndian: unsafe start.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += size
            guard length <= UInt64(room - place) else {
                throw .outOfRange(path, offset: offset + place, count: Int(clamping: length), size: byteCount)
            }
            let bytes = unsafe UnsafeRawBufferPointer(start: start + place, count: Int(length))
            texts.append(unsafe String(decoding: bytes, as: UTF8.self))
            place += Int(length)
        }
        return (texts, offset + place)
    }
}
