import Core
import Foundation
import Testing

@testable import Server

@Suite struct OpenAPIDocumentTests {
    @Test func `describes every route and nothing else`() async throws {
        let server = try await SharedServer.server
        let factory = RouterFactory(
            workstation: server.workstation, address: ServedAddress(codes: LoginCodes()),
            files: StaticFiles(root: ""))
        let described = OpenAPIOperations.all.map { "\($0.method.uppercased()) \($0.path)" }
        #expect(factory.addresses() == described.sorted())
        #expect(Set(described).count == described.count)
    }

    @Test func `every name it refers to is in it`() throws {
        let text = String(decoding: try JSONEncoder().encode(OpenAPIDocument.value), as: UTF8.self)
            .replacing("\\/", with: "/")
        let names = Set(text.matches(of: /#\/components\/schemas\/(\w+)/).map { String($0.1) })
        let known = Set(LibrarySchemas.all.keys).union(WorkSchemas.all.keys).union(ReviewSchemas.all.keys)
        #expect(names.isSubset(of: known))
        #expect(names.count > 15)
        let count = LibrarySchemas.all.count + WorkSchemas.all.count + ReviewSchemas.all.count
        #expect(known.count == count)
    }

    @Test func `is served as JSON`() async throws {
        let server = try await SharedServer.server
        let data = try await server.client.data("GET", "/api/openapi.json")
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(document["openapi"] as? String == "3.1.0")
        #expect((document["paths"] as? [String: Any])?["/api/runs/{id}/metrics"] != nil)
    }
}
