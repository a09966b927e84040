/// A message or one part of it, as ranges of its bytes.
struct MailPart {
    /// The part's own header.
    let headers: MailHeaders
    /// Media type in lower case, `text/plain` when none is stated.
    let type: String
    /// The body as it stands in the file.
    let body: Range<Int>
    /// The parts inside a multipart, or the message inside a message.
    private(set) var children: [MailPart] = []
    /// Whether parts inside it were left out because the message has too many.
    private(set) var isCut = false

    /// Deepest nesting of parts, and most parts of one message.
    static let depthLimit = 32
    static let mostParts = 10_000

    /// Takes a message apart.
    static func message(_ bytes: [UInt8]) -> MailPart {
        var budget = mostParts
        return MailPart(bytes[...], depth: 0, defaultType: "text/plain", budget: &budget)
    }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int, defaultType: String, budget: inout Int) {
        var start = bytes.startIndex
        headers = MailHeaders(bytes, bodyStart: &start)
        let content = headers.parameterized("content-type")
        let stated = content?.value ?? ""
        type = stated.contains("/") ? stated : defaultType
        body = start..<bytes.endIndex
        guard depth < Self.depthLimit else { return }
        if type.hasPrefix("multipart/"), let boundary = content?["boundary"], !boundary.isEmpty {
            let inner = type == "multipart/digest" ? "message/rfc822" : "text/plain"
            for range in Self.split(bytes[start...], boundary: Array(boundary.utf8)) {
                guard budget > 0 else {
                    isCut = true
                    break
                }
                budget -= 1
                children.append(MailPart(bytes[range], depth: depth + 1, defaultType: inner, budget: &budget))
            }
        } else if type == "message/rfc822" {
            guard budget > 0 else {
                isCut = true
                return
            }
            let encoding = headers.text("content-transfer-encoding")?.lowercased() ?? ""
            guard encoding != "base64", encoding != "quoted-printable" else { return }
            budget -= 1
            children = [
                MailPart(bytes[start...], depth: depth + 1, defaultType: "text/plain", budget: &budget)
            ]
        }
        isCut = isCut || children.contains(where: \.isCut)
    }

    /// What the body means, transfer encoding undone.
    func content(of bytes: [UInt8]) -> [UInt8] {
        let encoding = headers.text("content-transfer-encoding") ?? ""
        return MailTransfer.decode(bytes[body], encoding: encoding.filter { !$0.isWhitespace })
    }

    /// The name that the part has as a file.
    var fileName: String? {
        let name =
            headers.parameterized("content-disposition")?["filename"]
            ?? headers.parameterized("content-type")?["name"]
        return name.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    /// Whether the part is to be kept apart from the text.
    var isAttachment: Bool {
        let disposition = headers.parameterized("content-disposition")?.value
        if disposition == "attachment" { return true }
        return !type.hasPrefix("multipart/")
            && (!type.hasPrefix("text/") || fileName != nil && disposition != "inline")
    }

    /// The ranges between the lines of a boundary, without the line break before each.
    private static func split(_ bytes: ArraySlice<UInt8>, boundary: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var open: Int?
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let line = MailHeaders.lineEnd(bytes, from: index)
            if line.end - index >= boundary.count + 2, bytes[index] == 45, bytes[index + 1] == 45,
                bytes[(index + 2)...].starts(with: boundary)
            {
                let rest = bytes[(index + 2 + boundary.count)..<line.end]
                let isLast = rest.starts(with: [45, 45])
                if isLast || rest.allSatisfy({ $0 == 32 || $0 == 9 }) {
                    if let open { result.append(open..<max(open, end(of: bytes, before: index))) }
                    open = isLast ? nil : line.next
                    if isLast { break }
                }
            }
            index = line.next
        }
        // A message that was cut off keeps its last part.
        if let open { result.append(open..<bytes.endIndex) }
        return result
    }

    private static func end(of bytes: ArraySlice<UInt8>, before index: Int) -> Int {
        guard index > bytes.startIndex, bytes[index - 1] == 10 else { return index }
        return index - 1 > bytes.startIndex && bytes[index - 2] == 13 ? index - 2 : index - 1
    }
}
