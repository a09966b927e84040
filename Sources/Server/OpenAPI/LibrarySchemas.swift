import Core
import Workstation

/// The objects of the API that models, documents and datasets are made of.
enum LibrarySchemas {
    private typealias Schema = OpenAPISchema

    static let all: [String: JSONValue] = [
        "Error": Schema.object([
            "error": Schema.object(["code": Schema.text, "message": Schema.text, "requestId": Schema.text])
        ]),
        "Job": Schema.object([
            "id": Schema.text, "kind": Schema.choice(["ingest", "dataset", "train"]),
            "state": Schema.choice(["queued", "running", "done", "failed", "cancelled"]),
            "subjectId": Schema.text,
            "title": Schema.text, "done": Schema.whole, "total": Schema.whole, "message?": Schema.text,
            "phrase?": Schema.named("Phrase"),
            "createdAt": Schema.time, "finishedAt?": Schema.time,
        ]),
        "Model": Schema.object([
            "name": Schema.text, "kind": Schema.choice(["decoder", "encoder"]), "architecture": Schema.text,
            "parameters": Schema.whole, "sizeBytes": Schema.whole,
            "digest": Schema.text, "quantization": Schema.text, "contextLength": Schema.whole,
            "importedAt": Schema.time,
        ]),
        "Collection": Schema.object([
            "name": Schema.text, "documents": Schema.whole, "used": Schema.whole, "duplicate": Schema.whole,
            "skipped": Schema.whole, "vanished": Schema.whole, "characters": Schema.whole,
            "createdAt": Schema.time, "job?": Schema.named("Job"), "lastFailure?": Schema.named("Job"),
        ]),
        "Phrase": Schema.object([
            "code": Schema.text, "text": Schema.text, "values": Schema.object([:]),
        ]),
        "ReasonCount": Schema.object([
            "reason": Schema.text, "count": Schema.whole, "phrase?": Schema.named("Phrase"),
        ]),
        "Upload": Schema.object(["uploadId": Schema.text, "path": Schema.text, "sizeBytes": Schema.whole]),
        "Document": Schema.object([
            "id": Schema.text, "collection": Schema.text, "name": Schema.text, "format?": Schema.text,
            "state": Schema.choice(DocumentView.State.allCases.map(\.rawValue)), "reason?": Schema.text,
            "reasonCode?": Schema.text,
            "title?": Schema.text, "characters": Schema.whole, "sizeBytes": Schema.whole,
            "digest": Schema.text, "author?": Schema.text, "writtenAt?": Schema.text,
            "language?": Schema.text,
            "vanishedAt?": Schema.time, "revision": Schema.whole, "notes": Schema.list(Schema.text),
            "notePhrases": Schema.list(Schema.named("Phrase")),
            "createdAt": Schema.time,
        ]),
        "DocumentDetail": Schema.extending(
            "Document",
            [
                "currentRevision": Schema.whole,
                "blocks": Schema.list(
                    Schema.object([
                        "kind": Schema.choice(["heading", "paragraph", "listItem", "table", "code", "quote"]),
                        "text": Schema.text, "level": Schema.whole,
                        "rows": Schema.list(Schema.list(Schema.text)), "hasHeader": Schema.flag,
                        "page?": Schema.whole, "line?": Schema.whole, "sheet?": Schema.text,
                        "cells?": Schema.text, "speaker?": Schema.text, "date?": Schema.text,
                        "role?": Schema.choice(DocumentBlock.Role.allCases.map(\.rawValue)),
                    ])),
            ]),
        "Dataset": Schema.object([
            "name": Schema.text, "recipe?": Schema.choice(RecipeName.allCases.map(\.rawValue)),
            "collection?": Schema.text, "latestVersion": Schema.whole, "createdAt": Schema.time,
            "job?": Schema.named("Job"), "lastFailure?": Schema.named("Job"),
            "options?": Schema.named("BuildOptions"),
        ]),
        "BuildOptions": Schema.object([
            "assistant?": Schema.text, "input?": Schema.text, "output?": Schema.text,
            "writer?": Schema.text, "writerServer?": Schema.text, "questionsPerChunk?": Schema.whole,
        ]),
        "ImportedDataset": Schema.extending(
            "DatasetVersion",
            [
                "skippedRows": Schema.list(
                    Schema.object([
                        "line": Schema.whole, "reason": Schema.text, "phrase?": Schema.named("Phrase"),
                    ])),
                "skippedCount": Schema.whole,
            ]),
        "DatasetVersion": Schema.object([
            "dataset": Schema.text, "version": Schema.whole, "digest": Schema.text, "parent?": Schema.whole,
            "note": Schema.text, "notePhrase?": Schema.named("Phrase"),
            "counts": Schema.list(
                Schema.object([
                    "name": Schema.text, "count": Schema.whole, "phrase?": Schema.named("Phrase"),
                ])),
            "drops": Schema.list(Schema.named("ReasonCount")),
            "trainCount": Schema.whole, "heldOutCount": Schema.whole, "recallCount": Schema.whole,
            "createdAt": Schema.time,
        ]),
        "Message": Schema.object([
            "role": Schema.choice(Role.allCases.map(\.rawValue)), "content": Schema.text,
        ]),
        "ExampleRow": Schema.object([
            "id": Schema.text, "position": Schema.whole,
            "split": Schema.choice(DatasetSplit.allCases.map(\.rawValue)),
            "kind": Schema.choice(Example.Kind.allCases.map(\.rawValue)),
            "messages": Schema.list(Schema.named("Message")), "text?": Schema.text,
            "source?": Schema.named("RowSource"), "edited": Schema.flag, "rating?": Schema.whole,
            "evidence?": Schema.list(Schema.text),
        ]),
        "RowSource": Schema.object([
            "documentId": Schema.text, "documentName": Schema.text, "documentTitle?": Schema.text,
            "revision?": Schema.whole,
            "state": Schema.choice(ExampleRow.Source.State.allCases.map(\.rawValue)),
            "firstBlock": Schema.whole,
            "lastBlock": Schema.whole, "page?": Schema.whole, "excerpt": Schema.text,
        ]),
        "ExampleEdit": Schema.object([
            "exampleId": Schema.text, "messages?": Schema.list(Schema.named("Message")), "text?": Schema.text,
            "drop?": Schema.flag,
        ]),
    ]
}
