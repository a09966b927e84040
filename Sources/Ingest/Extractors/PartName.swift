/// Names of the parts of a container: labels to compare, never paths to open.
enum PartName {
    /// The folder that a part lies in, with its slash; empty at the top.
    static func folder(of part: String) -> String {
        part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    }

    /// The part that holds the relations of a part: `ppt/_rels/presentation.xml.rels`.
    static func relations(of part: String) -> String {
        let folder = folder(of: part)
        return folder + "_rels/" + part.dropFirst(folder.count) + ".rels"
    }

    /// A part's name from a reference relative to a folder: `../text/ch%201.xhtml#x`.
    static func resolve(_ reference: String, in folder: String) -> String {
        let path = reference.prefix { $0 != "#" && $0 != "?" }
        var parts = path.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(Self.unescaped(part))
            }
        }
        return parts.joined(separator: "/")
    }

    private static func unescaped(_ part: Substring) -> String {
        guard part.contains("%") else { return String(part) }
        var bytes: [UInt8] = []
        var rest = Array(part.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
