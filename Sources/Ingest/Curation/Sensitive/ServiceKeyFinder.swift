/// Finds keys and tokens of services by the beginning that their maker gave them.
enum ServiceKeyFinder {
    /// The letters that may follow a beginning.
    private enum Alphabet {
        case alphanumeric
        case capitals
        case hex
        case token
        case dotted

        func contains(_ byte: UInt8) -> Bool {
            switch self {
            case .alphanumeric: byte.isAlphanumeric
            case .capitals: byte.isCapital || byte.isDigit
            case .hex: byte.isDigit || (0x61...0x66).contains(byte | 0x20)
            case .token: byte.isTokenPart
            case .dotted: byte.isTokenPart || byte == 0x2E
            }
        }
    }

    private struct Shape {
        var prefix: [UInt8]
        var alphabet: Alphabet
        var lengths: ClosedRange<Int>
    }

    private static func shape(_ prefix: String, _ alphabet: Alphabet, _ lengths: ClosedRange<Int>) -> Shape {
        Shape(prefix: Array(prefix.utf8), alphabet: alphabet, lengths: lengths)
    }

    private static let shapes: [UInt8: [Shape]] = Dictionary(
        grouping: [
            // Amazon Web Services.
            shape("AKIA", .capitals, 16...16), shape("ASIA", .capitals, 16...16),
            // GitHub, GitLab.
            shape("ghp_", .alphanumeric, 36...251), shape("gho_", .alphanumeric, 36...251),
            shape("ghu_", .alphanumeric, 36...251), shape("ghs_", .alphanumeric, 36...251),
            shape("ghr_", .alphanumeric, 36...251), shape("github_pat_", .token, 50...251),
            shape("glpat-", .token, 20...64),
            // Slack, Discord-like and chat services.
            shape("xoxb-", .token, 20...200), shape("xoxp-", .token, 20...200),
            shape("xoxa-", .token, 20...200), shape("xoxr-", .token, 20...200),
            shape("xoxs-", .token, 20...200), shape("xapp-", .token, 20...200),
            // Model services.
            shape("sk-ant-", .token, 24...200), shape("sk-proj-", .token, 24...250),
            shape("sk-or-v1-", .hex, 32...128), shape("sk-", .alphanumeric, 32...128),
            shape("hf_", .alphanumeric, 30...64), shape("gsk_", .alphanumeric, 40...64),
            shape("r8_", .alphanumeric, 37...37), shape("tml-", .token, 32...64),
            // Google.
            shape("AIza", .token, 35...35), shape("ya29.", .token, 20...300),
            shape("GOCSPX-", .token, 28...28),
            // Payments.
            shape("sk_live_", .alphanumeric, 16...128), shape("rk_live_", .alphanumeric, 16...128),
            shape("sk_test_", .alphanumeric, 16...128), shape("whsec_", .alphanumeric, 24...64),
            shape("shpat_", .hex, 32...32), shape("shpss_", .hex, 32...32), shape("sq0atp-", .token, 22...22),
            shape("sq0csp-", .token, 43...43),
            // Packages and hosting.
            shape("npm_", .alphanumeric, 36...36), shape("pypi-AgE", .token, 40...400),
            shape("dop_v1_", .hex, 64...64), shape("dapi", .hex, 32...34),
            shape("lin_api_", .alphanumeric, 40...40),
            shape("figd_", .token, 40...64), shape("tskey-", .token, 20...80),
            shape("rubygems_", .hex, 48...48),
            shape("cio_", .alphanumeric, 36...36), shape("dckr_pat_", .token, 20...64),
            // Mail and messages.
            shape("SG.", .dotted, 60...72), shape("key-", .hex, 32...32), shape("SK", .hex, 32...32),
            shape("AC", .hex, 32...32),
        ], by: { $0.prefix[0] })

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < text.bytes.count {
            if let shapes = shapes[text.bytes[index]], !text[index - 1].isAlphanumeric,
                text[index - 1] != 0x5F,
                let end = end(of: shapes, at: index, text)
            {
                ranges.append(index..<end)
                index = end
            } else {
                index += 1
            }
        }
        return ranges
    }

    private static func end(of shapes: [Shape], at index: Int, _ text: ScannedText) -> Int? {
        for shape in shapes where text.has(shape.prefix, at: index) {
            let start = index + shape.prefix.count
            let end = text.end(
                from: start, limit: shape.lengths.upperBound + 1, while: shape.alphabet.contains)
            guard shape.lengths.contains(end - start), !text[end].isAlphanumeric,
                Randomness.isRandom(text.bytes[start..<end])
            else { continue }
            return end
        }
        return nil
    }
}
