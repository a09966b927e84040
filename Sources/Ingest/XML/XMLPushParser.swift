import CXML2
import Core

/// Parses XML piece by piece with libxml2, without entities, external files or a document tree.
///
/// Safety: no handler for entity declarations or lookups is installed, so nothing is ever expanded but
/// `&amp;` and its four siblings, and to one letter those that HTML names; the parser is told not to open
/// anything; depth is counted here. The object owns the C context and frees it in `deinit`; the context's user
/// data is an unowned pointer to this object, which outlives it.
@safe final class XMLPushParser {
    private let name: String
    private let part: String
    private let depthLimit: Int
    private let allowsDoctype: Bool
    private let handler: any MarkupHandler
    private var context: xmlParserCtxtPtr?
    private var depth = 0
    private var failure: IngestError?
    private var hasRoot = false

    /// Prepares a parser.
    ///
    /// - Parameters:
    ///   - name: The document's name for messages.
    ///   - part: The part that is parsed, such as `word/document.xml`.
    ///   - depthLimit: Deepest nesting of elements.
    ///   - allowsDoctype: Whether a document type declaration is accepted (and ignored).
    ///   - handler: Receives the events.
    /// - Throws: What the work below it throws.
    init(
        name: String, part: String, depthLimit: Int, allowsDoctype: Bool = false, handler: any MarkupHandler
    ) throws(IngestError) {
        self.name = name
        self.part = part
        self.depthLimit = depthLimit
        self.allowsDoctype = allowsDoctype
        self.handler = handler
        var sax = unsafe xmlSAXHandler()
        unsafe sax.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe sax.startElementNs = { user, local, prefix, uri, _, _, count, _, attributes in
            guard let parser = unsafe XMLPushParser.from(user) else { return }
            unsafe parser.didStart(local, prefix, uri, Int(count), attributes)
        }
        unsafe sax.endElementNs = { user, local, prefix, uri in
            guard let parser = unsafe XMLPushParser.from(user), parser.failure == nil else { return }
            parser.depth -= 1
            parser.handler.end(unsafe XMLPushParser.fullName(local, prefix, uri))
        }
        unsafe sax.characters = { user, bytes, count in
            guard let parser = unsafe XMLPushParser.from(user), parser.failure == nil, count > 0 else {
                return
            }
            let buffer = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
            parser.handler.text(unsafe String(decoding: buffer, as: UTF8.self))
        }
        unsafe sax.cdataBlock = sax.characters
        unsafe sax.reference = { user, entity in
            guard let parser = unsafe XMLPushParser.from(user), parser.failure == nil else { return }
            unsafe parser.didRefer(to: entity)
        }
        unsafe sax.internalSubset = { user, _, _, _ in
            guard let parser = unsafe XMLPushParser.from(user), !parser.allowsDoctype else { return }
            parser.stop(
                IngestError(
                    .corrupt, name: parser.name,
                    "declares a document type in \(parser.part), which no office program writes; save it again from its"
                        + " program"))
        }
        let user = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe context = xmlCreatePushParserCtxt(&sax, user, nil, 0, nil)
        guard unsafe context != nil else {
            throw IngestError(.outOfMemory, name: name, "needs more memory than there is")
        }
        unsafe xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue))
    }

    deinit { unsafe xmlFreeParserCtxt(context) }

    /// Parses the next bytes.
    ///
    /// - Throws: ``IngestError`` `corrupt` when they are not well-formed XML, `nested_too_deep`.
    func feed(_ bytes: ArraySlice<UInt8>) throws(IngestError) {
        try parse(bytes, isLast: false)
    }

    /// Ends the document.
    ///
    /// - Throws: as ``feed(_:)``, also when elements are still open or there was no element at all.
    func finish() throws(IngestError) {
        try parse([], isLast: true)
        guard hasRoot else { throw broken("is empty") }
    }

    private func parse(_ bytes: ArraySlice<UInt8>, isLast: Bool) throws(IngestError) {
        defer { withExtendedLifetime(self) {} }
        let code = unsafe bytes.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe xmlParseChunk(context, start, Int32(buffer.count), isLast ? 1 : 0)
        }
        if let failure { throw failure }
        // A name-space slip is a warning in practice; anything that ends well-formedness is not.
        if code != 0, unsafe context?.pointee.wellFormed != 1 {
            throw broken("is damaged (XML error \(code), line \(unsafe xmlSAX2GetLineNumber(context)))")
        }
    }

    private func broken(_ how: String) -> IngestError {
        IngestError(
            .corrupt, name: name,
            "cannot be read because \(part) in it \(how); save it again from its program")
    }

    private func stop(_ error: IngestError) {
        if failure == nil { failure = error }
        unsafe xmlStopParser(context)
    }

    // MARK: - Events

    private static func from(_ user: UnsafeMutableRawPointer?) -> XMLPushParser? {
        unsafe user.map { unsafe Unmanaged<XMLPushParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func fullName(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
    ) -> String {
        let name = unsafe string(local)
        if let uri = unsafe uri, let known = XMLNamespaces.prefix(of: unsafe string(uri)) {
            return known + ":" + name
        }
        return unsafe prefix == nil ? name : string(prefix) + ":" + name
    }

    private static func string(_ pointer: UnsafePointer<xmlChar>?) -> String {
        unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    }

    /// An entity that a part outside the document declares is the letter that it is in HTML, or as it is written.
    private func didRefer(to entity: UnsafePointer<xmlChar>?) {
        // Those in attributes come before their element has begun.
        guard unsafe context?.pointee.instate != XML_PARSER_ATTRIBUTE_VALUE else { return }
        let letter = unsafe htmlEntityLookup(entity).flatMap { unsafe Unicode.Scalar($0.pointee.value) }
        handler.text(letter.map { String($0) } ?? "&\(unsafe Self.string(entity));")
    }

    private func didStart(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        _ count: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard failure == nil else { return }
        hasRoot = true
        depth += 1
        guard depth <= depthLimit else {
            return stop(
                IngestError(
                    .nestedTooDeep, name: name,
                    "nests elements more than \(depthLimit) deep in \(part); simplify it"))
        }
        var values: [String: String] = [:]
        for index in 0..<count {
            // Five pointers an attribute: local name, prefix, name space, first and past-last byte of the value.
            guard let first = unsafe attributes?[index * 5 + 3], let end = unsafe attributes?[index * 5 + 4]
            else { continue }
            let key = unsafe Self.fullName(
                attributes?[index * 5], attributes?[index * 5 + 1], attributes?[index * 5 + 2])
            let value = unsafe UnsafeBufferPointer(start: first, count: max(0, end - first))
            values[key] = unsafe String(decoding: value, as: UTF8.self)
        }
        handler.start(unsafe Self.fullName(local, prefix, uri), values)
    }
}
