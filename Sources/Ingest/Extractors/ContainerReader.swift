import Core

/// Reads named parts of a ZIP container (DOCX, ODT, EPUB) as a stream, counted against the limits.
struct ContainerReader {
    /// Absolute path.
    let path: String
    /// The name for messages.
    let name: String
    /// What the file may cost.
    let limits: ExtractionLimits

    /// The bytes of one part, piece by piece.
    struct Part {
        fileprivate let reader: ArchiveReader
        fileprivate let container: ContainerReader
        fileprivate let partName: String
        fileprivate var total: Total

        /// Inflated bytes of all parts so far.
        fileprivate final class Total { var bytes = 0 }

        /// Hands each piece to `body`.
        func forEachPiece(_ body: (ArraySlice<UInt8>) throws(IngestError) -> Void) throws(IngestError) {
            var count = 0
            while true {
                let bytes = try reader.read()
                if bytes.isEmpty { return }
                count += bytes.count
                total.bytes += bytes.count
                try container.check(part: count, total: total.bytes, of: reader.byteCount, partName)
                try body(bytes)
            }
        }

        /// The whole part, which must not be longer than a text that is read whole.
        func bytes() throws(IngestError) -> [UInt8] {
            var result: [UInt8] = []
            let limit = container.limits.textFileBytes
            try forEachPiece { piece throws(IngestError) in
                guard result.count + piece.count <= limit else {
                    throw IngestError(
                        .tooLarge, name: container.name,
                        "holds a chapter of more than \(ByteCount.text(limit)); split it")
                }
                result.append(contentsOf: piece)
            }
            return result
        }

        /// Parses the part as XML.
        func parseXML(allowsDoctype: Bool = false, _ handler: any MarkupHandler) throws(IngestError) {
            let parser = try XMLPushParser(
                name: container.name, part: partName, depthLimit: container.limits.depth,
                allowsDoctype: allowsDoctype,
                handler: handler)
            try forEachPiece { piece throws(IngestError) in try parser.feed(piece) }
            try parser.finish()
        }
    }

    /// Goes through the container once, in the order of the file, and hands over the parts that are wanted.
    ///
    /// Of two parts with the same name only the first counts.
    ///
    /// - Returns: The names of all parts.
    /// - Throws: ``IngestError`` `corrupt`, `encrypted`, a limit, or what `body` throws.
    @discardableResult
    func read(
        _ isWanted: (String) -> Bool, _ body: (String, Part) throws(IngestError) -> Void
    ) throws(IngestError) -> Set<String> {
        let reader = try ArchiveReader(path: path, name: name, format: .container)
        guard reader.byteCount <= limits.fileBytes else {
            throw IngestError(
                .tooLarge, name: name,
                "is larger than \(ByteCount.text(limits.fileBytes)); split it into smaller files")
        }
        let total = Part.Total()
        var seen: Set<String> = []
        var entries = 0
        while let member = try reader.next() {
            entries += 1
            guard entries <= limits.containerEntries else {
                throw IngestError(
                    .tooManyEntries, name: name, "has more than \(limits.containerEntries) parts; split it")
            }
            let partName = Self.normalized(member.name)
            guard member.kind == .file, seen.insert(partName).inserted, isWanted(partName) else { continue }
            if member.isEncrypted {
                throw IngestError.encryptedDocument(name: name)
            }
            try body(partName, Part(reader: reader, container: self, partName: partName, total: total))
        }
        return seen
    }

    private func check(part: Int, total: Int, of packed: Int, _ partName: String) throws(IngestError) {
        if part > limits.partBytes || total > limits.containerBytes {
            throw IngestError(
                .tooLarge, name: name,
                "unpacks to more than \(ByteCount.text(min(limits.partBytes, limits.containerBytes))) of text; split it"
            )
        }
        if total > limits.ratioFloorBytes, total / limits.ratio > packed {
            throw IngestError(
                .suspiciousRatio, name: name,
                "unpacks to more than \(limits.ratio) times its size, as an archive bomb does; save it again from its"
                    + " program if you trust it")
        }
    }

    /// Some writers use backslashes or a leading slash; these are names to compare, never paths to open.
    private static func normalized(_ name: String) -> String {
        var result = name.replacing("\\", with: "/")[...]
        while result.hasPrefix("./") || result.hasPrefix("/") {
            result = result.dropFirst(result.hasPrefix("/") ? 1 : 2)
        }
        return String(result)
    }
}
