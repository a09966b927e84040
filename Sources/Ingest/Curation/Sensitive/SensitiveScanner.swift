/// Finds personal data and secrets in a text.
///
/// Every finder goes once through the bytes; where two matches overlap, the more telling kind wins (a private
/// key over a password, a card over a telephone number).
package struct SensitiveScanner: Sendable {
    private let kinds: Set<SensitiveKind>

    /// Makes a scanner.
    ///
    /// - Parameter kinds: The kinds that are looked for.
    package init(kinds: Set<SensitiveKind> = Set(SensitiveKind.allCases)) { self.kinds = kinds }

    /// Returns the matches in the order of the text; they do not overlap.
    package func matches(in text: String) -> [SensitiveMatch] {
        let scanned = ScannedText(text)
        var found: [SensitiveMatch] = []
        func add(_ kind: SensitiveKind, _ ranges: [Range<Int>]) {
            found += ranges.map { SensitiveMatch(kind: kind, bytes: $0, value: scanned.string($0)) }
        }
        // In order of precedence.
        add(.privateKey, PrivateKeyFinder.ranges(in: scanned))
        add(.webToken, WebTokenFinder.ranges(in: scanned))
        add(.apiKey, ServiceKeyFinder.ranges(in: scanned))
        add(.password, AddressPasswordFinder.ranges(in: scanned))
        add(.iban, IBANFinder.ranges(in: scanned))
        let numbers = NumberFinder.matches(in: scanned)
        add(.koreanResidentNumber, numbers.residentNumbers)
        add(.paymentCard, numbers.cards)
        add(.email, EmailFinder.ranges(in: scanned))
        add(.password, AssignmentFinder.ranges(in: scanned))
        add(.phone, numbers.phones)
        add(.ipAddress, AddressFinder.ranges(in: scanned))
        return Self.withoutOverlaps(found).filter { kinds.contains($0.kind) }
    }

    /// Keeps of overlapping matches the one that was found first.
    private static func withoutOverlaps(_ found: [SensitiveMatch]) -> [SensitiveMatch] {
        let sorted = found.enumerated().sorted {
            ($0.element.bytes.lowerBound, $0.offset) < ($1.element.bytes.lowerBound, $1.offset)
        }
        var kept: [(rank: Int, match: SensitiveMatch)] = []
        for (rank, match) in sorted {
            guard let last = kept.last, last.match.bytes.upperBound > match.bytes.lowerBound else {
                kept.append((rank, match))
                continue
            }
            if rank < last.rank { kept[kept.count - 1] = (rank, match) }
        }
        return kept.map(\.match)
    }
}
