/// Writes TAR files with entries of any type.
struct TestTar {
    private var body: [UInt8] = []

    /// Adds an entry; `type` is the header's letter: 0 file, 1 hard link, 2 symbolic link, 3 device, 5 folder, 6 pipe.
    mutating func add(_ name: String, _ content: String = "", type: Character = "0", link: String = "") {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        func octal(_ value: Int, _ width: Int) -> String {
            let digits = String(value, radix: 8)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        put(name, at: 0)
        put(octal(0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(content.utf8.count, 11), at: 124)
        put(octal(0, 11), at: 136)
        put("        ", at: 148)
        put(String(type), at: 156)
        put(link, at: 157)
        put("ustar\u{0}00", at: 257)
        put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
        let padding = (512 - content.utf8.count % 512) % 512
        body += header + Array(content.utf8) + [UInt8](repeating: 0, count: padding)
    }

    /// The finished file.
    var bytes: [UInt8] { body + [UInt8](repeating: 0, count: 1024) }
}
