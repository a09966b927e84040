@testable import Ingest

/// Makes personal data and secrets that nobody owns, and texts that look like them and are none.
struct PlantedValues {
    private var random: PlantedRandom
    private static let mixed = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789"
    private static let hex = "0123456789abcdef"
    private static let names = ["ada", "bo", "carla", "dmitri", "esen", "farid", "gun", "hanna", "iro", "jo"]

    init(seed: UInt64) { random = PlantedRandom(seed: seed) }

    /// A sentence that holds a value of a kind, with the value.
    mutating func planted(_ kind: SensitiveKind, _ number: Int) -> (sentence: String, value: String) {
        let value = value(kind, number)
        let sentences: [String] =
            switch kind {
            case .email: ["Write to %V before noon.", "Questions go to <%V>, please.", "(%V)", "메일은 %V 입니다."]
            case .phone: ["Call %V in the evening.", "Tel. %V", "전화 %V 로 연락하세요.", "Ring us (%V)."]
            case .paymentCard: ["It was paid with card %V last week.", "Card: %V.", "카드번호 %V"]
            case .iban: ["Transfer it to %V by Friday.", "IBAN %V, please."]
            case .koreanResidentNumber: ["주민등록번호 %V", "The number %V stands on the form."]
            case .ipAddress: ["The request came from %V at night.", "Host %V answered."]
            case .apiKey: ["export KEY=%V", "the key is %V and must stay", "\"apiKey\": \"%V\","]
            case .privateKey: ["Here is the file:\n%V\nThat was it."]
            case .webToken: ["Authorization: Bearer %V", "cookie session=%V; path=/"]
            case .password:
                [
                    "password: %V", "DB_PASSWORD=%V", "\"client_secret\": \"%V\"", "비밀번호: %V",
                    "The password is %V",
                ]
            }
        let sentence = sentences[number % sentences.count]
        return (sentence.replacing("%V", with: value), value)
    }

    private mutating func value(_ kind: SensitiveKind, _ number: Int) -> String {
        switch kind {
        case .email:
            let name = random.pick(Self.names)
            return [
                "\(name).\(random.pick(Self.names))@mail.example.org", "\(name)\(number)@firma-\(number).de",
                "\(name)+list@sub.domain.co.kr", "\(name)_\(number)@example.com",
            ][number % 4]
        case .phone: return phone(number)
        case .paymentCard: return card(number)
        case .iban: return iban(number)
        case .koreanResidentNumber: return residentNumber(hasHyphen: number % 3 != 2)
        case .ipAddress:
            return
                "\(random.number(11..<100)).\(random.number(64..<255)).\(random.number(0..<255)).\(random.number(1..<255))"
        case .apiKey: return key(number)
        case .privateKey:
            let body = (0..<6).map { _ in random.letters(Self.mixed, 64) }.joined(separator: "\n")
            let name = ["RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY"][number % 4]
            return "-----BEGIN \(name)-----\n\(body)\n-----END \(name)-----"
        case .webToken:
            return "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI" + random.letters(Self.mixed, 40) + "."
                + random.letters(Self.mixed, 43)
        case .password:
            return [
                random.letters(Self.mixed, 20), "Tr0ub4dor&" + random.letters(Self.mixed, 3),
                random.letters(Self.mixed, 32), "gold-" + random.letters(Self.mixed, 9) + "!7",
                random.letters(Self.mixed, 12) + "9x",
            ][number % 5]
        }
    }

    private mutating func phone(_ number: Int) -> String {
        func text(_ count: Int) -> String { random.digits(count).map(String.init).joined() }
        switch number % 10 {
        case 0: return "010-\(random.number(2000..<9999))-\(random.number(1000..<9999))"
        case 1: return "02-\(random.number(200..<999))-\(random.number(1000..<9999))"
        case 2: return "+82 10 \(random.number(2000..<9999)) \(random.number(1000..<9999))"
        case 3: return "(415) \(random.number(200..<999))-\(random.number(1000..<9999))"
        case 4: return "+49 30 \(random.number(1_000_000..<9_999_999))"
        case 5: return "0171 \(random.number(1_000_000..<9_999_999))"
        case 6: return "+1-212-\(random.number(200..<999))-\(random.number(1000..<9999))"
        case 7: return "01 42 \(random.number(10..<99)) 5\(text(1)) 00"
        case 8: return "031-\(random.number(200..<999))-\(random.number(1000..<9999))"
        default: return "+447911\(random.number(100_000..<999_999))"
        }
    }

    private mutating func card(_ number: Int) -> String {
        let (prefix, length): ([Int], Int) = [([4], 16), ([5, 3], 16), ([3, 7], 15), ([6, 0, 1, 1], 16)][
            number % 4]
        var digits = prefix + random.digits(length - prefix.count - 1)
        let sum = digits.reversed().enumerated().reduce(0) { sum, item in
            let doubled = item.offset % 2 == 0 ? item.element * 2 : item.element
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        digits.append((10 - sum % 10) % 10)
        return length == 15
            ? grouped(digits, [4, 6, 5], " ") : grouped(digits, [4, 4, 4, 4], [" ", "-", ""][number % 3])
    }

    private func grouped(_ digits: [Int], _ lengths: [Int], _ separator: String) -> String {
        var rest = digits[...]
        return lengths.map { length in
            defer { rest = rest.dropFirst(length) }
            return rest.prefix(length).map(String.init).joined()
        }.joined(separator: separator)
    }

    private mutating func iban(_ number: Int) -> String {
        let (country, length) = [("DE", 22), ("FR", 27), ("GB", 22), ("NL", 18)][number % 4]
        let letters = country == "GB" ? "NWBK" : country == "NL" ? "ABNA" : ""
        let account =
            letters + random.digits(length - 4 - letters.count).map(String.init).joined()
        func remainder(_ text: String) -> Int {
            text.utf8.reduce(0) { sum, byte in
                byte < 0x40 ? (sum * 10 + Int(byte) - 0x30) % 97 : (sum * 100 + Int(byte) - 0x37) % 97
            }
        }
        let check = 98 - remainder(account + country + "00")
        let whole = Array(country + (check < 10 ? "0" : "") + String(check) + account)
        guard number % 2 == 0 else { return String(whole) }
        return stride(from: 0, to: whole.count, by: 4)
            .map { String(whole[$0..<min($0 + 4, whole.count)]) }.joined(separator: " ")
    }

    private mutating func residentNumber(hasHyphen: Bool) -> String {
        let text = { (value: Int) in (value < 10 ? "0" : "") + String(value) }
        let date = text(random.number(50..<99)) + text(random.number(1..<13)) + text(random.number(1..<28))
        let digits = date.utf8.map { Int($0) - 0x30 } + [random.number(1..<3)] + random.digits(5)
        let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
        let check = (11 - zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11) % 10
        let tail = (digits[6...] + [check]).map(String.init).joined()
        return date + (hasHyphen ? "-" : "") + tail
    }

    private mutating func key(_ number: Int) -> String {
        let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
        // Beginnings are put together here so that no scanner takes this file for a leak.
        switch number % 10 {
        case 0: return "AK" + "IA" + random.letters(capitals, 14) + "7Q"
        case 1: return "gh" + "p_" + random.letters(Self.mixed, 36)
        case 2: return "xo" + "xb-" + random.letters("0123456789", 12) + "-" + random.letters(Self.mixed, 24)
        case 3: return "sk" + "-ant-api03-" + random.letters(Self.mixed, 40)
        case 4: return "AI" + "za" + random.letters(Self.mixed, 35)
        case 5: return "sk" + "_live_" + random.letters(Self.mixed, 24)
        case 6: return "h" + "f_" + random.letters(Self.mixed, 34)
        case 7: return "glp" + "at-" + random.letters(Self.mixed, 20)
        case 8: return "np" + "m_" + random.letters(Self.mixed, 36)
        default: return "sk" + "-proj-" + random.letters(Self.mixed, 48)
        }
    }

    /// Sentences that look like personal data or secrets and are none.
    mutating func decoys() -> [String] {
        let hash = random.letters(Self.hex, 40)
        let id = [8, 4, 4, 4, 12].map { random.letters(Self.hex, $0) }.joined(separator: "-")
        return [
            "The book has the ISBN 978-3-16-148410-0 and 412 pages.", "ISBN 0-306-40615-2 is an older one.",
            "It happened on 2024-01-15 10:30 and again on 01/02/2024.", "Order 4111 1111 1111 1112 was sent.",
            "Part number 1234-5678-9012-3456 is not in stock.", "Version 10.4.3.2 follows 2.10.7-rc1.",
            "The commit \(hash) fixed it.", "The record \(id) is old.", "Use icon@2x.png for sharp screens.",
            "Clone git@code.example.org:group/project.git first.", "password: changeme",
            "password: ${DB_PASSWORD}",
            "token: <your token here>", "API_KEY=os.environ[\"API_KEY\"]", "secret = getSecret(\"name\")",
            "The password is never stored in the clear.", "A token is a word or a part of one.",
            "The account DE00 1234 5678 9012 3456 78 does not exist.", "The form says 900230-1234567.",
            "It costs 1,234,567.89 euros or 1 234 567 won.", "Chapter 3.2.1 and figure 12.4.1.2 show it.",
            "The router answers at 192.168.0.1 and 10.0.0.138.",
            "The years 1914-1918 and 1939-1945 were hard.",
            "Coordinates 52.520008, 13.404954 are in Berlin.", "Pages 0012 to 0199 are missing.",
            "The ratio is 3.14159265358979 to one.", "Train 0815 leaves at 08:15 from track 3.",
            "See RFC 2822 and RFC 5322, section 3.4.1.", "An address has the form name@host.",
            "npm install left-pad@1.3.0 does it.", "The sum of 12 34 56 78 90 12 is not a number to call.",
            "sk-learn is a library; sk-SK is a language.", "The hf_hub_download function fetches files.",
            "AKIA is how such keys begin.", "eyJ is how such tokens begin, as in eyJhbGc.",
            "-----BEGIN CERTIFICATE-----\nMIIBszCCARyg\n-----END CERTIFICATE-----", "비밀번호는 여덟 자 이상이어야 합니다.",
            "사업자등록번호 123-45-67890", "The secret: patience.", "key-value stores keep pairs.",
        ]
    }
}
