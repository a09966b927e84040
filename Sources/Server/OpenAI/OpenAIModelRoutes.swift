import Core
import Foundation
import Hummingbird
import Workstation

/// Names of models in OpenAI's shape: each base, and each base with each of its adapters.
struct OpenAIModelRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        router.get("/v1/models") { _, _ in
            let created = try await creationTimes()
            let models = try await workstation.generation.names().map {
                Model(id: $0, created: created[Self.base($0)])
            }
            return try Response.openAI(List(data: models))
        }
        router.get("/v1/models/:id") { _, context in
            let id = try context.part("id")
            let name = try ModelName(parsing: id)
            let known = Set(try await workstation.generation.names())
            let parts = [name.base] + name.adapters.map { "\(name.base)+\($0.name)" }
            guard parts.allSatisfy(known.contains) else {
                throw ServerError(
                    .notFound, "model_not_found",
                    "There is no model \(id.prefix(120).debugDescription); GET /v1/models lists what there is."
                )
            }
            return try Response.openAI(Model(id: id, created: try await creationTimes()[name.base]))
        }
    }

    private func creationTimes() async throws -> [String: Date] {
        Dictionary(try await workstation.models.list().map { ($0.name, $0.importedAt) }) { first, _ in first }
    }

    private static func base(_ name: String) -> String {
        String(name.prefix { $0 != "+" })
    }

    private struct List: Encodable {
        var object = "list"
        var data: [Model]
    }

    private struct Model: Encodable {
        var id: String
        var object = "model"
        var created: Int
        var ownedBy = "diapason"

        init(id: String, created: Date?) {
            self.id = id
            self.created = Int((created ?? .distantPast).timeIntervalSince1970.rounded(.down))
        }
    }
}
