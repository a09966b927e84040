/// What is done with each kind of personal data and secret.
package struct SensitiveActions: Codable, Sendable, Hashable {
    /// E-mail addresses.
    package var email = SensitiveAction.mask
    /// Telephone numbers.
    package var phone = SensitiveAction.mask
    /// Payment cards.
    package var paymentCard = SensitiveAction.mask
    /// Account numbers.
    package var iban = SensitiveAction.mask
    /// Korean resident numbers.
    package var koreanResidentNumber = SensitiveAction.mask
    /// IP addresses: a version number may look the same, so that they are only named.
    package var ipAddress = SensitiveAction.keep
    /// Keys of services.
    package var apiKey = SensitiveAction.mask
    /// Private keys.
    package var privateKey = SensitiveAction.drop
    /// Signed web tokens.
    package var webToken = SensitiveAction.mask
    /// Passwords.
    package var password = SensitiveAction.mask

    /// Makes the default actions.
    package init() {}

    /// The action of a kind.
    package subscript(kind: SensitiveKind) -> SensitiveAction {
        switch kind {
        case .email: email
        case .phone: phone
        case .paymentCard: paymentCard
        case .iban: iban
        case .koreanResidentNumber: koreanResidentNumber
        case .ipAddress: ipAddress
        case .apiKey: apiKey
        case .privateKey: privateKey
        case .webToken: webToken
        case .password: password
        }
    }

    /// Sets the action of all secrets, or of all personal data but IP addresses, which are only ever named.
    package mutating func setAll(_ action: SensitiveAction, secrets: Bool) {
        if secrets {
            (apiKey, privateKey, webToken, password) = (action, action, action, action)
        } else {
            (email, phone, paymentCard, iban, koreanResidentNumber) = (action, action, action, action, action)
        }
    }
}
