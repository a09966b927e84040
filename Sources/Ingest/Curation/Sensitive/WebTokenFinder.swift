import Foundation

/// Finds signed web tokens (JWT): three parts in base64 whose first is a JSON object with `alg`.
enum WebTokenFinder {
    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < text.bytes.count {
            guard text.bytes[index] == 0x65, text.has("eyJ", at: index), !text[index - 1].isTokenPart else {
                index += 1
                continue
            }
            let header = text.end(from: index) { $0.isTokenPart }
            let payload = text[header] == 0x2E ? text.end(from: header + 1) { $0.isTokenPart } : header
            let end = text[payload] == 0x2E ? text.end(from: payload + 1) { $0.isTokenPart } : payload
            if payload > header + 4, end >= payload, header - index <= 4096,
                isHeader(text.string(index..<header))
            {
                ranges.append(index..<end)
            }
            index = max(end, index + 3)
        }
        return ranges
    }

    private static func isHeader(_ text: String) -> Bool {
        var text = text.replacing("-", with: "+").replacing("_", with: "/")
        while text.utf8.count % 4 != 0 { text += "=" }
        guard let data = Data(base64Encoded: text) else { return false }
        return String(decoding: data, as: UTF8.self).contains("\"alg\"")
    }
}
