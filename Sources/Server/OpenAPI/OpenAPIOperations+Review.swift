import Core
import Workstation

/// Datasets as a person reviews them.
extension OpenAPIOperations {
    private typealias Schema = OpenAPISchema

    static let review: [OpenAPIOperation] = [
        .init(
            method: "get", path: "/api/datasets/{name}/curation",
            summary: "What filters did with the rows of a version.", query: version,
            answer: .json(Schema.named("Curation"))),
        .init(
            method: "post", path: "/api/datasets/{name}/curation",
            summary: "Makes a new version of the latest one with filters set otherwise.",
            body: .json(Schema.named("CurationChange")), status: 201,
            answer: .json(Schema.named("DatasetVersion"))),
        .init(
            method: "get", path: "/api/datasets/{name}/curation/{filter}",
            summary: "Rows that a filter found.", query: version + slice,
            answer: .json(
                Schema.object([
                    "version": Schema.whole, "total": Schema.whole,
                    "findings": Schema.list(Schema.named("CurationFinding")),
                ]))),
        .init(
            method: "get", path: "/api/datasets/{name}/chunks",
            summary: "What became of the passages that a model was asked about.",
            query: version + [
                ("outcome", Schema.choice(ChunkOutcomeFilter.allCases.map(\.rawValue)), false)
            ] + slice,
            answer: .json(
                Schema.object([
                    "version": Schema.whole, "total": Schema.whole,
                    "chunks": Schema.list(
                        Schema.object([
                            "source": Schema.named("RowSource"), "title": Schema.text, "rows": Schema.whole,
                            "drops": Schema.list(Schema.named("ReasonCount")),
                        ])),
                ]))),
        .init(
            method: "post", path: "/api/datasets/{name}/revert",
            summary: "Makes a new version with the rows of an earlier one.",
            body: .json(Schema.object(["version": Schema.whole, "to": Schema.whole])), status: 201,
            answer: .json(Schema.named("DatasetVersion"))),
        .init(
            method: "get", path: "/api/datasets/{name}/difference",
            summary: "What one version holds that another does not.",
            query: [("from", Schema.whole, true), ("to", Schema.whole, true)],
            answer: .json(
                Schema.object([
                    "from": Schema.whole, "to": Schema.whole, "added": Schema.whole, "removed": Schema.whole,
                    "changed": Schema.whole,
                    "rows": Schema.list(
                        Schema.object([
                            "before?": Schema.named("RowContent"), "after?": Schema.named("RowContent"),
                        ])),
                ]))),
        .init(
            method: "get", path: "/api/datasets/{name}/examples/{row}/rendered",
            summary: "A row as a model sees it.", query: version + [("model", Schema.text, true)],
            answer: .json(
                Schema.object([
                    "model": Schema.text, "tokens": Schema.whole, "learned": Schema.whole,
                    "limit": Schema.whole,
                    "isTruncated": Schema.flag,
                    "segments": Schema.list(
                        Schema.object(["text": Schema.text, "isLearned": Schema.flag])),
                ]))),
        .init(
            method: "put", path: "/api/datasets/{name}/examples/{row}/rating",
            summary: "Keeps what a person thinks of a row: 1 good, -1 bad, 0 neither.",
            body: .json(Schema.object(["rating": Schema.whole])), status: 204),
        .init(
            method: "get", path: "/api/datasets/{name}/lengths",
            summary: "How long the rows of a version are for a model.",
            query: version + [("model", Schema.text, true)],
            answer: .json(
                Schema.object([
                    "model": Schema.text, "limit": Schema.whole, "rows": Schema.whole,
                    "truncated": Schema.whole,
                    "median": Schema.whole, "longest": Schema.whole,
                    "buckets": Schema.list(
                        Schema.object(["from": Schema.whole, "to": Schema.whole, "count": Schema.whole])),
                ]))),
        .init(
            method: "get", path: "/api/datasets/{name}/card", summary: "What a version is, as Markdown.",
            query: version, answer: .bytes("text/markdown")),
    ]

    private static let version: [(name: String, schema: JSONValue, isRequired: Bool)] = [
        ("version", Schema.whole, false)
    ]
    private static let slice: [(name: String, schema: JSONValue, isRequired: Bool)] = [
        ("offset", Schema.whole, false), ("limit", Schema.whole, false),
    ]
}
