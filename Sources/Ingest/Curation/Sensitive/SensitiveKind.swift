/// The kinds of personal data and secrets that are looked for.
package enum SensitiveKind: String, Codable, Sendable, CaseIterable {
    /// An e-mail address.
    case email
    /// A telephone number.
    case phone
    /// The number of a payment card, with a right checksum.
    case paymentCard = "payment-card"
    /// An account number (IBAN), with a right checksum.
    case iban
    /// A Korean resident registration number.
    case koreanResidentNumber = "korean-resident-number"
    /// A public IP address.
    case ipAddress = "ip-address"
    /// A key or token of a known maker.
    case apiKey = "api-key"
    /// The block of a private key.
    case privateKey = "private-key"
    /// A signed web token (JWT).
    case webToken = "web-token"
    /// A value that is assigned to a name such as "password", or stands in an address.
    case password

    /// Whether it opens something, rather than naming somebody.
    package var isSecret: Bool {
        switch self {
        case .apiKey, .privateKey, .webToken, .password: true
        case .email, .phone, .paymentCard, .iban, .koreanResidentNumber, .ipAddress: false
        }
    }

    /// The word of its placeholder, as in `[EMAIL_1]`.
    package var placeholder: String {
        switch self {
        case .email: "EMAIL"
        case .phone: "PHONE"
        case .paymentCard: "CARD"
        case .iban: "IBAN"
        case .koreanResidentNumber: "RESIDENT_NUMBER"
        case .ipAddress: "IP_ADDRESS"
        case .apiKey: "API_KEY"
        case .privateKey: "PRIVATE_KEY"
        case .webToken: "TOKEN"
        case .password: "PASSWORD"
        }
    }

    /// What it is called in a report.
    var words: String {
        switch self {
        case .email: "e-mail address"
        case .phone: "telephone number"
        case .paymentCard: "payment card number"
        case .iban: "account number (IBAN)"
        case .koreanResidentNumber: "Korean resident number"
        case .ipAddress: "IP address"
        case .apiKey: "key or token of a service"
        case .privateKey: "private key"
        case .webToken: "signed web token"
        case .password: "password or secret"
        }
    }
}
