import Core
import Workstation

/// Every operation of the server; a test compares the list with the routes.
enum OpenAPIOperations {
    private typealias Schema = OpenAPISchema

    static let all = system + library + datasets + review + runs + adapters + chat + openAI

    private static let page: [(name: String, schema: JSONValue, isRequired: Bool)] = [
        ("query", Schema.text, false), ("offset", Schema.whole, false), ("limit", Schema.whole, false),
    ]

    private static let system: [OpenAPIOperation] = [
        .init(
            method: "get", path: "/api/health", summary: "Whether the server is alive; needs no token.",
            answer: .json(Schema.object(["status": Schema.text, "version": Schema.text])), isPublic: true),
        .init(
            method: "get", path: "/login", summary: "Signs a browser in with a one-time code.",
            query: [("code", Schema.text, true)], status: 303, isPublic: true),
        .init(
            method: "post", path: "/api/login-links",
            summary: "Makes a one-time link that signs a browser in.",
            status: 201, answer: .json(Schema.object(["url": Schema.text]))),
        .init(
            method: "get", path: "/api/overview", summary: "Everything that the home page shows.",
            answer: .json(Schema.named("Overview"))),
        .init(
            method: "get", path: "/api/doctor", summary: "What is right with this machine and home.",
            answer: .json(Schema.named("DoctorReport"))),
        .init(
            method: "get", path: "/api/events", summary: "Everything that happens, as it happens.",
            answer: .events(
                "Events job, run, runStep, runHeldOut, runSample, document, collection, dataset, adapter, model "
                    + "and ping. Nothing is replayed: a client that was away reads the resources again.")),
        .init(
            method: "get", path: "/api/jobs", summary: "The latest jobs, the newest first.",
            answer: .json(Schema.object(["jobs": Schema.list(Schema.named("Job"))]))),
        .init(
            method: "post", path: "/api/jobs/{id}/cancel", summary: "Cancels a job.",
            answer: .json(Schema.named("Job"))),
        .init(
            method: "get", path: "/api/openapi.json", summary: "This document.",
            answer: .json(Schema.object([:]))),
    ]

    private static let library: [OpenAPIOperation] = [
        .init(
            method: "get", path: "/api/models", summary: "All base models.",
            answer: .json(Schema.object(["models": Schema.list(Schema.named("Model"))]))),
        .init(
            method: "post", path: "/api/models",
            summary: "Takes in a model of this machine, a GGUF file or a Hugging Face folder.",
            body: .json(Schema.object(["path": Schema.text, "name?": Schema.text])), status: 201,
            answer: .json(Schema.named("Model"))),
        .init(
            method: "get", path: "/api/models/{name}", summary: "One base model.",
            answer: .json(Schema.named("Model"))),
        .init(method: "delete", path: "/api/models/{name}", summary: "Removes a base model.", status: 204),
        .init(
            method: "get", path: "/api/collections", summary: "All collections.",
            answer: .json(Schema.object(["collections": Schema.list(Schema.named("Collection"))]))),
        .init(
            method: "post", path: "/api/collections", summary: "Makes an empty collection.",
            body: .json(Schema.object(["name": Schema.text])), status: 201,
            answer: .json(Schema.named("Collection"))),
        .init(
            method: "get", path: "/api/collections/{name}", summary: "One collection.",
            answer: .json(Schema.named("Collection"))),
        .init(
            method: "delete", path: "/api/collections/{name}",
            summary: "Removes a collection with its documents.", status: 204),
        .init(
            method: "post", path: "/api/collections/{name}/uploads", summary: "Receives one file.",
            query: [("path", Schema.text, true)], body: .bytes("application/octet-stream"), status: 201,
            answer: .json(Schema.named("Upload"))),
        .init(
            method: "post", path: "/api/collections/{name}/ingest",
            summary: "Reads uploads, or files and folders of this machine, into documents.",
            body: .json(
                Schema.object(["uploadIds?": Schema.list(Schema.text), "paths?": Schema.list(Schema.text)])),
            status: 202, answer: .json(Schema.named("Job"))),
        .init(
            method: "get", path: "/api/documents", summary: "Documents by collection and name.",
            query: [("collection", Schema.text, false), ("state", Schema.text, false)] + page,
            answer: .json(
                Schema.object(["documents": Schema.list(Schema.named("Document")), "total": Schema.whole]))),
        .init(
            method: "get", path: "/api/documents/{id}",
            summary: "One document with its blocks, as it is or as it was at an earlier revision.",
            query: [("revision", Schema.whole, false)],
            answer: .json(Schema.named("DocumentDetail"))),
    ]

    private static let datasets: [OpenAPIOperation] = [
        .init(
            method: "get", path: "/api/datasets", summary: "All datasets.",
            answer: .json(Schema.object(["datasets": Schema.list(Schema.named("Dataset"))]))),
        .init(
            method: "post", path: "/api/datasets", summary: "Builds a dataset from a collection.",
            body: .json(
                Schema.object([
                    "collection": Schema.text, "recipe": Schema.choice(RecipeName.allCases.map(\.rawValue)),
                    "name?": Schema.text,
                    "options?": Schema.named("BuildOptions"),
                ])),
            status: 202,
            answer: .json(Schema.object(["dataset": Schema.named("Dataset"), "job": Schema.named("Job")]))),
        .init(
            method: "post", path: "/api/datasets/import",
            summary:
                "Takes in rows: chat JSONL, ShareGPT, Alpaca, prompt and completion, pairs, CSV or plain text.",
            query: [
                ("name", Schema.text, true), ("fileName", Schema.text, true), ("map", Schema.text, false),
            ],
            body: .bytes("application/octet-stream"), status: 201,
            answer: .json(Schema.named("ImportedDataset"))),
        .init(
            method: "post", path: "/api/datasets/import/preview",
            summary: "The top of a table, with what its columns seem to be.",
            query: [("fileName", Schema.text, true)], body: .bytes("application/octet-stream"),
            answer: .json(
                Schema.object([
                    "columns": Schema.list(Schema.text), "rows": Schema.list(Schema.list(Schema.text)),
                    "rowCount": Schema.whole, "suggestion": Schema.object([:]),
                ]))),
        .init(
            method: "get", path: "/api/datasets/{name}", summary: "A dataset with its versions.",
            answer: .json(
                Schema.object([
                    "dataset": Schema.named("Dataset"),
                    "versions": Schema.list(Schema.named("DatasetVersion")),
                ]))),
        .init(
            method: "delete", path: "/api/datasets/{name}", summary: "Removes a dataset with its versions.",
            status: 204),
        .init(
            method: "get", path: "/api/datasets/{name}/examples", summary: "Rows of a version.",
            query: [
                ("version", Schema.whole, false), ("split", Schema.text, false),
                ("edited", Schema.flag, false),
                ("document", Schema.text, false),
                ("kind", Schema.choice(Example.Kind.allCases.map(\.rawValue)), false),
                ("rating", Schema.choice(RatingFilter.allCases.map(\.rawValue)), false),
            ] + page,
            answer: .json(
                Schema.object([
                    "examples": Schema.list(Schema.named("ExampleRow")), "total": Schema.whole,
                    "version": Schema.whole,
                ]))),
        .init(
            method: "post", path: "/api/datasets/{name}/edits",
            summary: "Makes a new version of the latest one by changing or dropping rows.",
            body: .json(
                Schema.object(["version": Schema.whole, "edits": Schema.list(Schema.named("ExampleEdit"))])),
            status: 201, answer: .json(Schema.named("DatasetVersion"))),
        .init(
            method: "get", path: "/api/datasets/{name}/export",
            summary: "A version as other programs read it.",
            query: [
                ("version", Schema.whole, false),
                ("format", Schema.choice(ExportFormat.allCases.map(\.rawValue)), false),
                ("rows", Schema.choice(ExportRows.allCases.map(\.rawValue)), false),
            ], answer: .bytes("application/x-ndjson")),
    ]

    private static let runs: [OpenAPIOperation] = [
        .init(
            method: "post", path: "/api/runs/plan", summary: "What a run would do and about how long.",
            body: .json(Schema.named("RunRequest")), answer: .json(Schema.named("Plan"))),
        .init(
            method: "get", path: "/api/runs", summary: "All runs, the newest first.",
            answer: .json(Schema.object(["runs": Schema.list(Schema.named("Run"))]))),
        .init(
            method: "post", path: "/api/runs", summary: "Starts a run.",
            body: .json(Schema.named("RunRequest")),
            status: 202, answer: .json(Schema.named("Run"))),
        .init(
            method: "get", path: "/api/runs/{id}", summary: "One run.", answer: .json(Schema.named("Run"))),
        .init(method: "delete", path: "/api/runs/{id}", summary: "Removes a run that is over.", status: 204),
        .init(
            method: "get", path: "/api/runs/{id}/metrics", summary: "Everything a run reported.",
            answer: .json(Schema.named("RunMetrics"))),
        .init(
            method: "post", path: "/api/runs/{id}/cancel", summary: "Ends a run.",
            answer: .json(Schema.named("Run"))),
        .init(
            method: "post", path: "/api/runs/{id}/resume", summary: "Goes on from the newest checkpoint.",
            answer: .json(Schema.named("Run"))),
    ]

    private static let adapters: [OpenAPIOperation] = [
        .init(
            method: "get", path: "/api/adapters", summary: "All adapters with their versions.",
            answer: .json(Schema.object(["adapters": Schema.list(Schema.named("Adapter"))]))),
        .init(
            method: "post", path: "/api/adapters/import",
            summary: "Takes in an adapter bundle, or an archive with an adapter of PEFT.",
            query: [
                ("name", Schema.text, false), ("model", Schema.text, false), ("file", Schema.text, false),
            ],
            body: .bytes("application/zip"), status: 201,
            answer: .json(Schema.named("Adapter"))),
        .init(
            method: "get", path: "/api/adapters/{name}", summary: "One adapter.",
            answer: .json(Schema.named("Adapter"))),
        .init(
            method: "delete", path: "/api/adapters/{name}", summary: "Removes an adapter with its versions.",
            status: 204),
        .init(
            method: "post", path: "/api/adapters/{name}/promote",
            summary: "Makes a version the one that is meant when none is named.",
            body: .json(Schema.object(["version": Schema.whole])), answer: .json(Schema.named("Adapter"))),
        .init(
            method: "get", path: "/api/adapters/{name}/export", summary: "A version as a bundle.",
            query: [("version", Schema.whole, false)], answer: .bytes("application/zip")),
    ]
}
