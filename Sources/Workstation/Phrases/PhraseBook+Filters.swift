extension PhraseBook {
    /// What the filters of a dataset measure and find.
    static let filters: [Entry] = [
        ("finding.boilerplateCut", "passage that many documents repeat, cut out"),
        ("finding.boilerplateOnly", "nothing but a passage that many documents repeat"),
        ("finding.short", "far shorter than others"),
        ("finding.long", "far longer than others"),
        ("finding.asked", "its question is asked in training"),
        ("finding.learned", "its words are learned from training rows"),
        ("finding.nearlySame", "says almost the same as another row"),
        ("finding.same", "repeats another row"),
        ("finding.putBack", "was put back"),
        ("finding.language", "is in another language ({language})"),
        ("finding.holds", "holds a {kinds}"),
        ("finding.names", "names {kinds}"),
        ("finding.masked", "{kinds} masked"),
        ("finding.quality", "low quality: {part}"),
        ("kind.email", "e-mail address"),
        ("kind.phone", "telephone number"),
        ("kind.paymentCard", "payment card number"),
        ("kind.iban", "account number (IBAN)"),
        ("kind.koreanResidentNumber", "Korean resident number"),
        ("kind.ipAddress", "IP address"),
        ("kind.apiKey", "key or token of a service"),
        ("kind.privateKey", "private key"),
        ("kind.webToken", "signed web token"),
        ("kind.password", "password or secret"),
        ("measure.exactDuplicates", "The same words in the same order; blanks and line breaks do not count."),
        (
            "measure.nearDuplicates",
            "At least {share} % of all runs of {words} words are common (candidates found by 64 minimum hashes in 16 bands)."
        ),
        (
            "measure.boilerplate",
            "The same paragraph of at least {words} words stands in at least {documents} documents."
        ),
        (
            "measure.length",
            "More than {deviations} robust deviations from the middle of the logarithm of the length, among rows of its kind."
        ),
        (
            "measure.contamination",
            "At least {share} % of a held-out row's runs of {words} words occur in training rows, or its question is asked there."
        ),
        (
            "measure.quality",
            "A score below {score} %: the geometric mean of length, repetition, letters, whole sentences, question and share of the answer in its source."
        ),
        (
            "measure.languageOf",
            "Another language than {language}, told with a certainty of at least {confidence} %."
        ),
        (
            "measure.language",
            "Another language than most rows, told with a certainty of at least {confidence} %."
        ),
        ("part.length", "length"),
        ("part.repetition", "repetition"),
        ("part.letters", "letters"),
        ("part.sentences", "sentences"),
        ("part.question", "question"),
        ("part.source", "source"),
        ("rule.mask", "{kind}: mask"),
        ("rule.drop", "{kind}: drop"),
        ("rule.keep", "{kind}: keep"),
        ("measure.sensitive", "{rules}."),
    ]
}
