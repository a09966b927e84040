/// The letters outside ASCII that a language uses, and an encoding of one byte a character that it is written in.
struct SingleByteModel {
    /// The converter's name.
    let encoding: String
    /// Letters by how usual they are, in lower case, the most usual first.
    private let letters: [Unicode.Scalar: Double]
    /// Whether the language has a script of its own, so that these letters make whole words.
    private let isOwnScript: Bool

    private init(_ encoding: String, _ letters: String, isOwnScript: Bool = false, trust: Double = 1) {
        self.encoding = encoding
        self.isOwnScript = isOwnScript
        let scalars = Array(letters.unicodeScalars)
        var weights: [Unicode.Scalar: Double] = [:]
        for (place, scalar) in scalars.enumerated() {
            // In a script of its own the most usual letters tell a right reading from one of swapped letters.
            let weight = isOwnScript && place >= scalars.count / 2 ? 0.6 : 1
            weights[scalar] = weight * trust
            let upper = String(scalar).uppercased().unicodeScalars
            if upper.count == 1, let upper = upper.first, upper != scalar { weights[upper] = 0.5 * trust }
        }
        self.letters = weights
    }

    private static let punctuation = Set("«»“”„‚‘’‹›–—…°§©®€£·¿¡№•½¼±×\u{A0}\u{AD}™ªº".unicodeScalars)

    /// How well a reading fits the language, at most 1.
    func score(_ text: String) -> Double {
        var sum = 0.0
        var count = 0
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            guard scalar.value >= 0x80 else { continue }
            count += 1
            if let weight = letters[scalar] {
                sum += weight
                // A capital in the middle of a word, or a foreign letter beside one of Latin, is a sign of a wrong reading.
                if scalar.properties.isUppercase, previous.properties.isLowercase { sum -= 1.5 }
                if isOwnScript, previous.value < 0x80, previous.properties.isAlphabetic { sum -= 1 }
            } else {
                sum += Self.punctuation.contains(scalar) ? 0.6 : -1.5
            }
        }
        return count == 0 ? 0 : sum / Double(count)
    }

    private static let russian = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
    private static let ukrainian = "оаниівтеркслдмупязьйбгчхжцшюїєщфґ"
    private static let bulgarian = "аоиетнрсвлкдпмзгъубчцжшщхюяйьф"
    private static let greek = "αοιετσνηυρπκμλςίωόγάδέθήχύφώξβζψϊϋ"
    private static let arabic = "الينمترودبسعكحقفهةجشأصطىخضغءئذثزإؤظآ،؟ـًٌٍَُِّْ"
    private static let hebrew = "יוהלאמרתבשנדעקחפכטגצסםזןךףץְִֵֶַָֹּ"
    private static let thai = "านรอกเงยลมวทดตสปคแะไหขจพบชใถผซญธณภศษฐัิีึืุู่้๊็์ำโๆ"
    private static let western: [String] = [
        "éèàçêùâîôûëïœ", "äöüß", "áéíóúñü", "ãçáéíóúõâêàô", "àèéìòùîó", "éëèïöüáó", "åäöé", "æøåéòô",
        "ðþáéíóúýæö", "äöåšž",
        "àèéíïòóúüç",
    ]
    private static let central: [String] = [
        "áíéěřžšůčýúňťďó", "ąęłóśżćńź", "áéőöüóíúű", "ăâîșțşţ", "čšžćđ", "áíéčšžýľťúôäňóďŕĺ", "ëç",
    ]
    private static let turkish = "ıüşğçöâî"
    private static let baltic: [String] = ["ėšžųįūčęą", "āīšēģūņļžčķ", "äõöüšž"]

    /// All models; of two that fit equally the first one counts.
    static let all: [SingleByteModel] =
        western.map { SingleByteModel("WINDOWS-1252", $0) }
        + [
            SingleByteModel("WINDOWS-1251", russian, isOwnScript: true),
            SingleByteModel("WINDOWS-1251", ukrainian, isOwnScript: true),
            SingleByteModel("WINDOWS-1251", bulgarian, isOwnScript: true),
            SingleByteModel("KOI8-R", russian, isOwnScript: true),
            SingleByteModel("KOI8-U", ukrainian, isOwnScript: true),
            SingleByteModel("ISO-8859-5", russian, isOwnScript: true),
            SingleByteModel("CP866", russian, isOwnScript: true),
            SingleByteModel("MAC-CYRILLIC", russian, isOwnScript: true),
            SingleByteModel("WINDOWS-1253", greek, isOwnScript: true),
            SingleByteModel("ISO-8859-7", greek, isOwnScript: true),
            SingleByteModel("WINDOWS-1256", arabic, isOwnScript: true),
            SingleByteModel("ISO-8859-6", arabic, isOwnScript: true),
            SingleByteModel("WINDOWS-1255", hebrew, isOwnScript: true),
            SingleByteModel("ISO-8859-8", hebrew, isOwnScript: true),
            SingleByteModel("CP874", thai, isOwnScript: true),
            SingleByteModel("TIS-620", thai, isOwnScript: true),
        ] + central.flatMap { [SingleByteModel("WINDOWS-1250", $0), SingleByteModel("ISO-8859-2", $0)] }
        + [SingleByteModel("WINDOWS-1254", turkish)] + [SingleByteModel("ISO-8859-16", "ăâîșț")]
        + baltic.flatMap { [SingleByteModel("WINDOWS-1257", $0), SingleByteModel("ISO-8859-13", $0)] }
        + western.map { SingleByteModel("ISO-8859-15", $0, trust: 0.99) }
        + western.flatMap {
            [SingleByteModel("MACINTOSH", $0, trust: 0.95), SingleByteModel("CP850", $0, trust: 0.95)]
        }
        + central.map { SingleByteModel("CP852", $0, trust: 0.95) }
}
