import CXML2
import Core

/// Parses HTML with libxml2's forgiving parser and reports balanced events.
///
/// Safety is as for ``XMLPushParser``: nothing is opened, depth is counted here, and the C context lives
/// exactly as long as the object.
@safe final class HTMLPushParser {
    private let name: String
    private let depthLimit: Int
    private let handler: any MarkupHandler
    private var context: htmlParserCtxtPtr?
    private var depth = 0
    private var failure: IngestError?

    /// Prepares a parser for UTF-8 bytes.
    init(name: String, depthLimit: Int, handler: any MarkupHandler) throws(IngestError) {
        self.name = name
        self.depthLimit = depthLimit
        self.handler = handler
        var sax = unsafe xmlSAXHandler()
        unsafe sax.startElement = { user, tag, attributes in
            guard let parser = unsafe HTMLPushParser.from(user) else { return }
            unsafe parser.didStart(tag, attributes)
        }
        unsafe sax.endElement = { user, tag in
            guard let parser = unsafe HTMLPushParser.from(user), parser.failure == nil, let tag = unsafe tag
            else { return }
            parser.depth -= 1
            parser.handler.end(unsafe String(cString: tag).lowercased())
        }
        unsafe sax.characters = { user, bytes, count in
            guard let parser = unsafe HTMLPushParser.from(user), parser.failure == nil, count > 0 else {
                return
            }
            let buffer = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
            parser.handler.text(unsafe String(decoding: buffer, as: UTF8.self))
        }
        unsafe sax.ignorableWhitespace = sax.characters
        unsafe sax.cdataBlock = sax.characters
        let user = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe context = htmlCreatePushParserCtxt(&sax, user, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
        guard unsafe context != nil else {
            throw IngestError(.outOfMemory, name: name, "needs more memory than there is")
        }
        let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        unsafe htmlCtxtUseOptions(context, Int32(options))
    }

    deinit { unsafe htmlFreeParserCtxt(context) }

    /// Parses a whole page.
    ///
    /// - Parameter text: UTF-8 bytes; sequences that are not UTF-8 must have been repaired.
    /// - Throws: ``IngestError`` `nested_too_deep`.
    func parse(_ text: [UInt8]) throws(IngestError) {
        let step = 64 << 10
        for start in stride(from: 0, to: text.count, by: step) {
            try feed(text[start..<min(start + step, text.count)], isLast: false)
        }
        try feed([], isLast: true)
    }

    private func feed(_ bytes: ArraySlice<UInt8>, isLast: Bool) throws(IngestError) {
        defer { withExtendedLifetime(self) {} }
        unsafe bytes.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            // Faults in HTML are the rule; the parser goes on after every one of them.
            _ = unsafe htmlParseChunk(context, start, Int32(buffer.count), isLast ? 1 : 0)
        }
        if let failure { throw failure }
    }

    private static func from(_ user: UnsafeMutableRawPointer?) -> HTMLPushParser? {
        unsafe user.map { unsafe Unmanaged<HTMLPushParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func didStart(
        _ tag: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard failure == nil, let tag = unsafe tag else { return }
        depth += 1
        guard depth <= depthLimit else {
            failure = IngestError(
                .nestedTooDeep, name: name, "nests elements more than \(depthLimit) deep; simplify it")
            unsafe xmlStopParser(context)
            return
        }
        var values: [String: String] = [:]
        // Name and value in turn, ended by a null name; an attribute without a value has a null value.
        var index = 0
        while let key = unsafe attributes?[index] {
            let value = unsafe attributes?[index + 1].map { unsafe String(cString: $0) } ?? ""
            values[unsafe String(cString: key).lowercased()] = value
            index += 2
        }
        handler.start(unsafe String(cString: tag).lowercased(), values)
    }
}
