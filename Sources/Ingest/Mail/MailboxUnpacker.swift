import Core

/// Hands the threads of a mailbox to a sink, as if the mailbox were an archive of them.
///
/// A message that nobody answers becomes a mail file; the messages of a thread become one mail of the kind
/// `multipart/digest`, in the order of the mailbox. A thread that is too long for one document becomes several.
/// The file is read twice and never held.
enum MailboxUnpacker {
    /// Messages of one mail; with their parts they stay below ``MailPart/mostParts``.
    private static let mostMessages = 500
    /// Bytes that the header of a digest and the boundary before a message take at most.
    private static let headerBytes = 1024
    private static let boundaryBytes = 64

    /// Reads all threads.
    ///
    /// - Parameters:
    ///   - path: Absolute path of the mailbox.
    ///   - name: Its relative name; threads are called `name/0001 Subject.eml`.
    ///   - limits: How many messages and bytes it may hold.
    ///   - sink: Receives the threads.
    /// - Throws: ``IngestError`` as for any archive.
    static func run(
        path: String, name: String, limits: ArchiveLimits, sink: inout some ArchiveSink
    ) throws(IngestError) {
        let messages = try MailboxScanner.messages(path: path, name: name, limit: limits.entries)
        let file = try OpenFile(path: path, name: name)
        guard file.byteCount <= limits.totalBytes else {
            throw IngestError(
                .tooLarge, name: name, "is larger than \(ByteCount.text(limits.totalBytes)); split it")
        }
        let threads = threads(messages).lazy.flatMap { parts(of: $0.map { messages[$0] }) }
        for (index, thread) in threads.enumerated() {
            try sink.begin(name + "/" + label(thread[0].subject, number: index + 1))
            if thread.count == 1 {
                try copy(thread[0].bytes, of: file, to: &sink)
            } else {
                try write(thread, of: file, to: &sink)
            }
            try sink.end(nil)
        }
    }

    /// Groups messages that answer each other; threads and their messages in the order of the file.
    static func threads(_ messages: [MailboxScanner.Message]) -> [[Int]] {
        var owner: [String: Int] = [:]
        var parent = Array(messages.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parent[index] != index {
                parent[index] = parent[parent[index]]
                index = parent[index]
            }
            return index
        }
        for (index, message) in messages.enumerated() {
            for id in message.parents + (message.id.map { [$0] } ?? []) {
                if let other = owner[id] {
                    let a = root(other)
                    let b = root(index)
                    parent[max(a, b)] = min(a, b)
                } else {
                    owner[id] = index
                }
            }
        }
        var groups: [Int: [Int]] = [:]
        for index in messages.indices { groups[root(index), default: []].append(index) }
        return groups.keys.sorted().compactMap { groups[$0] }
    }

    /// Cuts a thread between its messages where it would be refused as one document.
    ///
    /// - Parameters:
    ///   - thread: Its messages, at least one.
    ///   - byteLimit: Bytes of one mail; a message that is longer alone stays alone.
    /// - Returns: The parts in order, none of them empty.
    static func parts(
        of thread: [MailboxScanner.Message], byteLimit: Int = ExtractionLimits().documentBytes
    ) -> [[MailboxScanner.Message]] {
        var result: [[MailboxScanner.Message]] = []
        var part: [MailboxScanner.Message] = []
        var byteCount = headerBytes
        for message in thread {
            let count = message.bytes.count + boundaryBytes
            if !part.isEmpty, part.count >= mostMessages || byteCount + count > byteLimit {
                result.append(part)
                part = []
                byteCount = headerBytes
            }
            part.append(message)
            byteCount += count
        }
        return part.isEmpty ? result : result + [part]
    }

    private static func label(_ subject: String, number: Int) -> String {
        let digits = String(number)
        let plain = subject.filter { !"/\\:<>|?*\"".contains($0) }[...].trimmed
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + (plain.isEmpty ? "" : " " + MemberName.display(String(plain))) + ".eml"
    }

    private static func write(
        _ thread: [MailboxScanner.Message], of file: OpenFile, to sink: inout some ArchiveSink
    ) throws(IngestError) {
        // The boundary cannot be guessed from a message, because it depends on all of them.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for message in thread {
            for byte in (message.id ?? "").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ UInt64(message.bytes.count)) &* 0x100_0000_01B3
        }
        let boundary =
            "thread-" + String(hash, radix: 36) + "-" + String(hash &* 0x9E37_79B9_7F4A_7C15, radix: 36)
        let subject = Array(thread[0].subject.utf8)
        try sink.write(
            (Array("MIME-Version: 1.0\nSubject: ".utf8) + subject
                + Array("\nContent-Type: multipart/digest; boundary=\"\(boundary)\"\n\n".utf8))[...])
        for message in thread {
            try sink.write(Array("--\(boundary)\n\n".utf8)[...])
            try copy(message.bytes, of: file, to: &sink)
            try sink.write([10])
        }
        try sink.write(Array("--\(boundary)--\n".utf8)[...])
    }

    private static func copy(
        _ bytes: Range<Int>, of file: OpenFile, to sink: inout some ArchiveSink
    ) throws(IngestError) {
        var offset = bytes.lowerBound
        while offset < bytes.upperBound {
            let piece = try file.read(at: offset, count: min(256 << 10, bytes.upperBound - offset))
            guard !piece.isEmpty else { return }
            try sink.write(piece[...])
            offset += piece.count
        }
    }
}
