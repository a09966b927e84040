/// Who a mail is from or to, as a person reads it.
enum MailAddress {
    /// The name of the first address, or the address when it has no name; nil when there is neither.
    static func name(_ value: String) -> String? {
        let value = value.prefix(1000)
        if let open = value.firstIndex(of: "<") {
            let name = cleaned(value[..<open])
            if !name.isEmpty { return name }
            let address = value[value.index(after: open)...].prefix { $0 != ">" }
            return address.isEmpty ? nil : String(address)
        }
        // `ann@example.org (Ann Potter)`
        if let open = value.firstIndex(of: "("), let close = value[open...].firstIndex(of: ")") {
            let name = cleaned(value[value.index(after: open)..<close])
            if !name.isEmpty { return name }
        }
        let address = cleaned(value.prefix { $0 != "," && $0 != "(" })
        return address.isEmpty ? nil : address
    }

    private static func cleaned(_ text: Substring) -> String {
        TextCleaner.line(
            text.trimming { $0.isWhitespace || $0 == "\"" || $0 == "'" }.replacing("\\\"", with: "\""))
    }
}
