import Synchronization

/// One-time codes that sign a browser in.
///
/// A code is good for one use within ten minutes. Only the few latest are kept, so that a program that asks for
/// many cannot make guessing easier.
final class LoginCodes: Sendable {
    static let lifetime = Duration.seconds(600)
    static let maximumCount = 8
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    private struct Code: Sendable {
        let text: String
        let expiry: ContinuousClock.Instant
    }

    private let codes = Mutex<[Code]>([])
    private let now: @Sendable () -> ContinuousClock.Instant

    /// Keeps no codes yet.
    ///
    /// - Parameter now: The time; tests give their own.
    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock().now }) {
        self.now = now
    }

    /// Makes a code.
    func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let text = String((0..<32).map { _ in Self.alphabet[Int(generator.next(upperBound: UInt(62)))] })
        let code = Code(text: text, expiry: now() + Self.lifetime)
        codes.withLock { codes in
            codes.append(code)
            if codes.count > Self.maximumCount { codes.removeFirst(codes.count - Self.maximumCount) }
        }
        return text
    }

    /// Whether the code is good; it is used up with that.
    func redeem(_ text: String) -> Bool {
        let now = now()
        return codes.withLock { codes in
            codes.removeAll { $0.expiry <= now }
            // All are compared, so that the duration does not tell which one was nearly right.
            var found: Int?
            for (index, code) in codes.enumerated() where ConstantTime.equal(text, code.text) {
                found = index
            }
            guard let found else { return false }
            codes.remove(at: found)
            return true
        }
    }
}
