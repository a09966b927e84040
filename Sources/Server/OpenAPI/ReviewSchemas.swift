import Core

/// The objects of the API that reviewing datasets is made of.
enum ReviewSchemas {
    private typealias Schema = OpenAPISchema

    static let all: [String: JSONValue] = [
        "RowContent": Schema.object([
            "messages": Schema.list(Schema.named("Message")), "text?": Schema.text,
        ]),
        "Curation": Schema.object([
            "version": Schema.whole, "raw": Schema.whole, "kept": Schema.whole,
            "settings": Schema.object([
                "nearDuplicateThreshold": Schema.number, "minimumQuality": Schema.number,
                "personalData": action, "secrets": action,
            ]),
            "exceptions": Schema.list(Schema.object(["filter": Schema.text, "row": Schema.whole])),
            "filters": Schema.list(
                Schema.object([
                    "name": Schema.text, "isOn": Schema.flag, "measure": Schema.text,
                    "measurePhrase?": Schema.named("Phrase"),
                    "examined": Schema.whole,
                    "dropped": Schema.whole, "changed": Schema.whole, "noted": Schema.whole,
                    "restored": Schema.whole,
                    "reasons": Schema.list(Schema.named("ReasonCount")),
                ])),
            "chunks?": Schema.whole, "chunksWithoutRows?": Schema.whole,
        ]),
        "CurationChange": Schema.object([
            "version": Schema.whole, "filters?": Schema.list(Schema.text),
            "exceptions?": Schema.list(Schema.object(["filter": Schema.text, "row": Schema.whole])),
            "nearDuplicateThreshold?": Schema.number, "minimumQuality?": Schema.number,
            "personalData?": action, "secrets?": action,
        ]),
        "CurationFinding": Schema.object([
            "row": Schema.whole, "action": Schema.choice(["drop", "change", "keep"]), "reason": Schema.text,
            "phrase?": Schema.named("Phrase"), "evidence": Schema.list(Schema.text),
            "related": Schema.list(Schema.whole),
            "isRestored": Schema.flag, "split": Schema.choice(DatasetSplit.allCases.map(\.rawValue)),
            "example": Schema.named("RowContent"), "replacement?": Schema.named("RowContent"),
            "source?": Schema.named("RowSource"),
        ]),
    ]

    private static let action = Schema.choice(["mask", "drop", "keep"])
}
