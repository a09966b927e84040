import Core
import Foundation
import TestSupport
import Testing
import Workstation

@testable import Server

@Suite struct RouteTests {
    private let server: TestServer

    init() async throws { server = try await SharedServer.server }

    static let refusals: [ApiScenario] = [
        ApiScenario(path: "/api/nowhere", status: 404, contains: ["route_not_found", "requestId"]),
        ApiScenario(
            path: "/v1/nowhere", status: 404, contains: ["\"type\":\"invalid_request_error\"", "requestId"]),
        ApiScenario(method: "PUT", path: "/api/models", body: "{}", status: 404),
        ApiScenario(path: "/api/models/%ff", status: 400),
        ApiScenario(path: "/api/collections/nowhere", status: 404, contains: ["collection_not_found"]),
        ApiScenario(path: "/api/documents/nowhere", status: 404),
        ApiScenario(path: "/api/documents?state=lost", status: 400, contains: ["used, duplicate, skipped"]),
        ApiScenario(path: "/api/documents?limit=-1", status: 400, contains: ["limit"]),
        ApiScenario(path: "/api/datasets/nowhere", status: 404),
        ApiScenario(path: "/api/datasets/nowhere/export", status: 404),
        ApiScenario(path: "/api/datasets/nowhere/examples?split=other", status: 400),
        ApiScenario(path: "/api/runs/nowhere", status: 404, contains: ["run_not_found"]),
        ApiScenario(path: "/api/runs/nowhere/metrics", status: 404),
        ApiScenario(method: "POST", path: "/api/runs/nowhere/cancel", status: 404),
        ApiScenario(method: "POST", path: "/api/runs/nowhere/resume", status: 404),
        ApiScenario(method: "POST", path: "/api/jobs/nowhere/cancel", status: 404),
        ApiScenario(path: "/api/adapters/nowhere/export", status: 404),
        ApiScenario(path: "/api/conversations/nowhere", status: 404),
        ApiScenario(
            method: "POST", path: "/api/collections", body: "{", status: 400, contains: ["not valid JSON"]),
        ApiScenario(
            method: "POST", path: "/api/collections", body: "{\"name\":7}", status: 400,
            contains: ["The field \\\"name\\\" must be a text"]),
        ApiScenario(
            method: "POST", path: "/api/collections", body: "{}", status: 400,
            contains: ["The field \\\"name\\\" is missing"]),
        ApiScenario(
            method: "POST", path: "/api/collections", body: "{\"name\":\"../up\"}", status: 400,
            contains: ["invalid_name"]),
        ApiScenario(
            method: "POST", path: "/api/collections/nowhere/ingest", body: "{\"paths\":[\"/tmp\"]}",
            status: 404),
        ApiScenario(
            method: "POST", path: "/api/collections/nowhere/uploads?path=a.txt", body: "a", status: 404),
        ApiScenario(
            method: "POST", path: "/api/datasets", body: "{\"collection\":\"a\",\"recipe\":\"magic\"}",
            status: 400,
            contains: ["know-my-documents"]),
        ApiScenario(
            method: "POST", path: "/api/datasets/import?name=a&fileName=a.csv&map=answer%3Dx",
            body: "x,y\n1,2\n",
            status: 400, contains: ["bad_column_mapping"]),
        ApiScenario(
            method: "POST", path: "/api/datasets/import/preview?fileName=a.csv", body: "q,a\n", status: 400,
            contains: ["empty_dataset_file"]),
        ApiScenario(path: "/api/datasets/nowhere/chunks", status: 404),
        ApiScenario(path: "/api/datasets/nowhere/chunks?outcome=some", status: 400, contains: ["withRows"]),
        ApiScenario(path: "/api/documents/nowhere?revision=1", status: 404),
        ApiScenario(
            method: "POST", path: "/api/datasets/import?name=a", body: "x", status: 400,
            contains: ["fileName"]),
        ApiScenario(
            method: "POST", path: "/api/datasets/import?name=bad&fileName=a.jsonl",
            body: "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}\nnot json\n", status: 400,
            lacks: ["not json"]),
        ApiScenario(
            method: "POST", path: "/api/models", body: "{\"path\":\"/nowhere/a.gguf\"}", status: 404,
            contains: ["/nowhere/a.gguf"]),
        ApiScenario(
            method: "POST", path: "/api/runs", body: "{\"dataset\":\"nowhere\",\"model\":\"nowhere\"}",
            status: 404),
        ApiScenario(
            method: "POST", path: "/api/conversations", body: "{\"model\":\"a b\"}", status: 400,
            contains: ["invalid_name"]),
        ApiScenario(
            method: "POST", path: "/api/compare", body: "{\"content\":\"a\",\"models\":[]}", status: 400),
    ]

    @Test(arguments: refusals)
    func `refuses in one sentence`(scenario: ApiScenario) async throws {
        try await scenario.check(server)
    }

    @Test func `reads the lists of a home`() async throws {
        for (path, key) in [
            ("/api/models", "models"), ("/api/collections", "collections"), ("/api/datasets", "datasets"),
            ("/api/runs", "runs"), ("/api/adapters", "adapters"), ("/api/conversations", "conversations"),
            ("/api/jobs", "jobs"), ("/api/documents", "documents"), ("/api/doctor", "checks"),
        ] {
            let data = try await server.client.data("GET", path)
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect(object[key] is [Any], "\(path)")
        }
        let overview: Overview = try await server.client.get("/api/overview")
        #expect(overview.version == ProductVersion.current)
        #expect(overview.home == server.workstation.configuration.home)
    }

    @Test func `makes, fills and removes a collection`() async throws {
        let made: CollectionView = try await server.client.post("/api/collections", ["name": "papers"])
        #expect(made.name == "papers")
        #expect(
            try await server.client.send("POST", "/api/collections", body: Data("{\"name\":\"papers\"}".utf8))
                .status == 409)
        let file = try server.folder.write(String(repeating: "Some text. ", count: 50_000), to: "upload.txt")
        let data = try await server.client.upload(
            file, to: "/api/collections/papers/uploads?path=sub%2Fa+b.txt")
        let upload = try JSONCoding.decoder.decode(UploadView.self, from: data)
        #expect(upload.path == "sub/a b.txt")
        #expect(upload.sizeBytes == 550_000)
        let escaping = try await server.client.send(
            "POST", "/api/collections/papers/uploads?path=..%2F..%2Fa.txt", body: Data("a".utf8))
        #expect(escaping.status == 400)
        let page: DocumentPage = try await server.client.get("/api/documents?collection=papers&query=a+b")
        #expect(page.total == 0)
        #expect(try await server.client.send("DELETE", "/api/collections/papers").status == 204)
        #expect(try await server.client.send("GET", "/api/collections/papers").status == 404)
    }

    @Test func `looks at a table, imports it by its columns and names what it left out`() async throws {
        let bytes = Data("Frage;Antwort\nWann?;Um neun\nWo?;\n".utf8)
        let data = try await server.client.data(
            "POST", "/api/datasets/import/preview?fileName=rows.csv", body: bytes)
        let preview = try JSONCoding.decoder.decode(TablePreview.self, from: data)
        #expect(preview.columns == ["Frage", "Antwort"] && preview.rowCount == 2)
        #expect(preview.suggestion.isEmpty)
        let answer = try await server.client.data(
            "POST",
            "/api/datasets/import?name=table&fileName=rows.csv&map=question%3DFrage%2Canswer%3DAntwort",
            body: bytes)
        let imported = try JSONCoding.decoder.decode(ImportedDataset.self, from: answer)
        #expect(imported.version.trainCount == 1 && imported.skippedCount == 1)
        #expect(imported.skippedRows.first?.line == 3)
        #expect(imported.skippedRows.first?.phrase?.code == "drop.emptyAnswer")
        let detail: DatasetDetail = try await server.client.get("/api/datasets/table")
        #expect(detail.versions.first?.notePhrase?.values["file"] == .text("rows.csv"))
        let chunks: ChunkPage = try await server.client.get("/api/datasets/table/chunks")
        #expect(chunks.total == 0)
    }

    @Test func `imports, edits and exports a dataset`() async throws {
        let lines = (0..<3).map { index in
            "{\"messages\":[{\"role\":\"user\",\"content\":\"q\(index)\"},{\"role\":\"assistant\",\"content\":\"a\"}]}"
        }
        let bytes = Data((lines.joined(separator: "\n") + "\n").utf8)
        let imported = try await server.client.data(
            "POST", "/api/datasets/import?name=facts&fileName=facts.jsonl", body: bytes)
        let version = try JSONCoding.decoder.decode(DatasetVersionView.self, from: imported)
        #expect(version.version == 1)
        let page: ExamplePage = try await server.client.get("/api/datasets/facts/examples?query=q1")
        let row = try #require(page.examples.first)
        #expect(page.total == 1)
        struct Edits: Encodable {
            var version: Int
            var edits: [ExampleEdit]
        }
        let edits = Edits(version: 1, edits: [ExampleEdit(exampleId: row.id, drop: true)])
        let edited: DatasetVersionView = try await server.client.post("/api/datasets/facts/edits", edits)
        #expect(edited.version == 2)
        #expect(edited.parent == 1)
        let again = try await server.client.send(
            "POST", "/api/datasets/facts/edits", body: try JSONCoding.encoder.encode(edits))
        #expect(again.status == 409)
        let export = try await server.raw(
            "GET", "/api/datasets/facts/export?version=1", [server.authorization])
        #expect(export.header("content-type") == "application/x-ndjson")
        #expect(export.header("content-disposition")?.hasPrefix("attachment; filename=\"") == true)
        #expect(export.text.split(separator: "\n").count == 3)
        #expect(export.text.contains("q1"))
        let detail: DatasetDetail = try await server.client.get("/api/datasets/facts")
        #expect(detail.versions.map(\.version) == [2, 1])
        #expect(try await server.client.send("DELETE", "/api/datasets/facts").status == 204)
    }

    @Test func `keeps conversations`() async throws {
        let made: ConversationView = try await server.client.post(
            "/api/conversations", ["model": "some-model", "title": "Tax"])
        #expect(made.title == "Tax")
        let change = Data("{\"title\":\"Taxes\"}".utf8)
        let changed = try JSONCoding.decoder.decode(
            ConversationView.self,
            from: try await server.client.data("PATCH", "/api/conversations/\(made.id)", body: change))
        #expect(changed.title == "Taxes")
        let unknown = try await server.client.send(
            "POST", "/api/conversations/\(made.id)/messages", body: Data("{\"content\":\"hello\"}".utf8))
        #expect(unknown.status == 404)
        let detail: ConversationDetail = try await server.client.get("/api/conversations/\(made.id)")
        #expect(detail.messages.isEmpty)
        #expect(try await server.client.send("DELETE", "/api/conversations/\(made.id)").status == 204)
    }

    @Test func `tells what happens as it happens`() async throws {
        var names: [String] = []
        for try await event in server.client.events("/api/events") {
            if names.isEmpty {
                _ = try await server.client.post(
                    "/api/collections", ["name": "watched"], as: CollectionView.self)
            }
            names.append(event.name)
            guard event.name == "collection" else { continue }
            let view = try JSONCoding.decoder.decode(CollectionView.self, from: Data(event.data.utf8))
            if view.name == "watched" { break }
        }
        #expect(names.first == "ping")
        #expect(names.last == "collection")
    }
}
