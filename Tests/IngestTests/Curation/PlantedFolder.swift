import Core
import TestSupport

@testable import Ingest

/// A folder of prose with known faults, made from a seed: documents on disk, read as the product reads them.
///
/// Every paragraph becomes one row. The generator keeps a list of what it planted, by the mark that each planted
/// paragraph carries, so that what the filters find can be counted as found, missed or false alarm.
struct PlantedFolder {
    /// What was planted into a paragraph.
    enum Plant: String, CaseIterable {
        case exactDuplicate
        case nearDuplicate
        case boilerplate
        case foreign
        case outlier
        case leak
        case garbage
    }

    /// The rows as curation gets them.
    private(set) var rows: [(example: Example, split: DatasetSplit)] = []
    /// What was planted, by row.
    private(set) var plants: [Int: Plant] = [:]
    /// Values that were planted, by row.
    private(set) var values: [Int: (kind: SensitiveKind, value: String)] = [:]
    /// Rows that only look like a fault.
    private(set) var decoys: Set<Int> = []

    private var random = PlantedRandom(seed: 20_26)
    private var documents: [[(text: String, plant: Plant?, isDecoy: Bool, value: (SensitiveKind, String)?)]]
    private static let documentCount = 60
    private static let heldOutFrom = 52
    private static let subjects = [
        "ferry", "orchard", "library", "mill", "harbour", "workshop", "garden", "bridge", "market", "school",
        "lighthouse", "bakery", "museum", "station", "vineyard", "quarry", "theatre", "canal", "tower",
        "forge",
    ]
    private static let verbs = [
        "keeps", "sells", "repairs", "shows", "counts", "carries", "paints", "stores", "lends", "opens",
        "gathers",
        "measures", "records", "cleans", "moves", "builds",
    ]
    private static let things = [
        "ropes", "apples", "old maps", "oak barrels", "copper lamps", "wool coats", "stone jars",
        "glass plates",
        "paper boats", "silver bells", "iron hooks", "linen sheets", "clay pots", "brass keys",
        "reed baskets",
        "leather boots", "pine boards", "wax candles", "tin soldiers", "blue tiles",
    ]
    private static let times = [
        "in spring", "before noon", "on market days", "after the rain", "in the long winter",
        "every second week",
        "at low tide", "during the fair", "when the bell rings", "until the evening", "in dry years",
        "at dawn",
    ]
    private static let foreign = [
        "Die Werkstatt ist am Montag geschlossen, weil der Meister auf dem Markt ist und die Gesellen nicht allein arbeiten.",
        "Der Hafen wird im Winter mit einem Netz gesperrt und die Boote werden an das Ufer gezogen, damit sie nicht frieren.",
        "Le musée est fermé le lundi et les visiteurs sont priés de ne pas toucher les objets qui sont dans la grande salle.",
        "La biblioteca está cerrada los lunes y los libros que se prestan no se pueden llevar a la sala de lectura con comida.",
        "공방은 월요일에 문을 닫습니다. 장인이 시장에 가고 견습생은 혼자 일할 수 없기 때문입니다.",
        "Музей закрыт по понедельникам, и посетителей просят не трогать предметы в большом зале у окна.",
        "図書館は月曜日に閉まっています。本は二週間まで借りることができますが、辞書は持ち出せません。",
        "Il mercato si apre di mattina e le barche che sono nel porto non possono partire fino a quando la campana suona.",
    ]

    /// Makes the folder, writes it, reads it back and cuts it into rows.
    init() throws {
        documents = Array(repeating: [], count: Self.documentCount)
        for document in documents.indices {
            for _ in 0..<8 { add(paragraph(), to: document) }
        }
        plantDuplicates()
        plantBoilerplate()
        plantLeaks()
        plantOddRows()
        plantValues()
        try read()
    }

    // MARK: - Planting

    private mutating func add(
        _ text: String, to document: Int, _ plant: Plant? = nil, isDecoy: Bool = false,
        value: (SensitiveKind, String)? = nil
    ) {
        documents[document].append((text, plant, isDecoy, value))
    }

    private mutating func sentence() -> String {
        let number = random.number(2..<9000)
        return
            "The \(random.pick(Self.subjects)) \(random.pick(Self.verbs)) \(number) \(random.pick(Self.things)) "
            + "\(random.pick(Self.times)), and the \(random.pick(Self.subjects)) \(random.pick(Self.verbs)) "
            + "\(random.pick(Self.things)) \(random.pick(Self.times))."
    }

    private mutating func paragraph() -> String { (0..<3).map { _ in sentence() }.joined(separator: " ") }

    private mutating func plantDuplicates() {
        for number in 0..<15 {
            let original = documents[number][2].text
            add(original.replacing(". ", with: ".\n", maxReplacements: 1), to: 20 + number, .exactDuplicate)
            var words = documents[number][4].text.split(separator: " ").map(String.init)
            words[words.count / 2] = "quietly"
            add(words.joined(separator: " "), to: 21 + number, .nearDuplicate)
            // Half of another paragraph is a quotation and no duplicate.
            let half = documents[number][5].text.split(separator: ". ").prefix(2).joined(separator: ". ")
            add(half + ". " + sentence() + " " + sentence(), to: 22 + number, isDecoy: true)
        }
    }

    private mutating func plantBoilerplate() {
        let notices = [
            "This message is meant only for the person to whom it is addressed and may hold confidential matter.",
            "Copyright by the harbour office. All rights are reserved and no part may be copied without its leave.",
        ]
        for document in 0..<24 { add(notices[document % 2], to: document, .boilerplate) }
        // Twice is a quotation; the second time it is a duplicate.
        for document in [3, 30] {
            add(
                "The keeper of the tower once said that the sea takes what it is owed.", to: document,
                document == 3 ? nil : .exactDuplicate, isDecoy: document == 3)
        }
    }

    private mutating func plantLeaks() {
        for number in 0..<8 {
            let held = Self.heldOutFrom + number
            let learned = documents[number + 8][1].text.split(separator: ". ").map(String.init)
            add(learned[0] + ". " + learned[1] + ". " + sentence(), to: held, .leak)
            add(learned[2] + " " + paragraph(), to: held, isDecoy: true)
        }
    }

    private mutating func plantOddRows() {
        for (number, text) in Self.foreign.enumerated() { add(text, to: 4 + number, .foreign) }
        for number in 0..<4 {
            add(["Yes.", "No.", "Perhaps.", "Ha!"][number], to: 30 + number, .outlier)
            add((0..<400).map { _ in sentence() }.joined(separator: " "), to: 36 + number, .outlier)
        }
        for number in 0..<8 {
            let things = random.pick(Self.things)
            let noise =
                switch number % 4 {
                case 0: (0..<60).map { _ in random.letters("|-#+/~^&*()[]{}<>=!", 2) }.joined(separator: " ")
                case 1: Array(repeating: "and \(things) of \(number) sorts", count: 30).joined(separator: " ")
                case 2: (0..<60).map { _ in "--- \(random.number(0..<10))" }.joined(separator: " ")
                default:
                    (0..<40).map { _ in "\(random.letters("=_.", 6)) \(random.number(0..<10))" }.joined(
                        separator: " ")
                }
            add(noise, to: 40 + number, .garbage)
        }
    }

    private mutating func plantValues() {
        var values = PlantedValues(seed: 7)
        for kind in SensitiveKind.allCases {
            for number in 0..<20 {
                let planted = values.planted(kind, number)
                add(
                    sentence() + " " + planted.sentence + " " + sentence(), to: (number * 7 + 3) % 50,
                    value: (kind, planted.value))
            }
        }
        for (number, text) in values.decoys().enumerated() {
            add(sentence() + " " + text + " " + sentence(), to: number % 50, isDecoy: true)
        }
    }

    // MARK: - Reading

    private mutating func read() throws {
        let folder = try TemporaryFolder()
        for (index, paragraphs) in documents.enumerated() {
            let name = "document-\(index).txt"
            let path = try folder.write(paragraphs.map(\.text).joined(separator: "\n\n") + "\n", to: name)
            let extracted = try Extractor.extract(path: path, name: name)
            // Text files have no structure but paragraphs, so that the blocks' words are the paragraphs' words.
            let text = extracted.blocks.map(\.text).joined(separator: " ")
            let words = paragraphs.map(\.text).joined(separator: " ").split(whereSeparator: \.isWhitespace)
                .count
            guard text.split(whereSeparator: \.isWhitespace).count * 20 >= words * 19 else {
                throw PlantedFolderError(name: name)
            }
            for (block, paragraph) in paragraphs.enumerated() {
                let id = rows.count
                let span = SourceSpan(documentId: name, firstBlock: block, lastBlock: block)
                rows.append(
                    (
                        Example(kind: .passage, text: paragraph.text, source: span),
                        index >= Self.heldOutFrom ? .heldOut : .train
                    ))
                plants[id] = paragraph.plant
                values[id] = paragraph.value
                if paragraph.isDecoy { decoys.insert(id) }
            }
        }
    }

    private struct PlantedFolderError: Error { var name: String }
}
