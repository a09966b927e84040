import Core
import Foundation
import Testing
import Workstation

@testable import Server

@Suite struct SecurityTests {
    private let server: TestServer

    init() async throws { server = try await SharedServer.server }

    @Test(arguments: [
        "evil.example", "127.0.0.1", "localhost", "127.0.0.1:1", "0.0.0.0:PORT",
        "127.0.0.1.evil.example:PORT",
        "localhost.:PORT", "LOCALHOST:PORT", "[::1]", "", "127.0.0.1:PORT@evil.example",
    ])
    func `another host is refused on every route`(host: String) async throws {
        let host = host.replacing("PORT", with: String(server.address.port))
        for path in [
            "/", "/js/main.js", "/api/health", "/api/overview", "/login?code=x", "/v1/models", "/nowhere",
        ] {
            let answer = try await server.raw("GET", path, [("host", host), server.authorization])
            #expect((400..<404).contains(answer.status), "\(path)")
            #expect(!answer.text.contains("Diapason</title>"))
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "[::1]"])
    func `the loopback names of the port are answered`(name: String) async throws {
        let answer = try await server.raw("GET", "/api/health", [("host", "\(name):\(server.address.port)")])
        #expect(answer.status == 200)
    }

    @Test func `every route but the public ones needs the token`() async throws {
        for operation in OpenAPIOperations.all where !operation.isPublic {
            let path = operation.path.replacing(/\{\w+\}/, with: "x")
            let method = operation.method.uppercased()
            let body = method == "GET" || method == "DELETE" ? nil : "{}"
            let answer = try await server.raw(method, path, body: body)
            #expect(answer.status == 401, "\(method) \(path)")
            let wrong = try await server.raw(
                method, path, [("authorization", "Bearer tml-wrong"), ("cookie", "diapason=")], body: body)
            #expect(wrong.status == 401, "\(method) \(path)")
        }
    }

    @Test(arguments: ["authorization", "x-api-key", "cookie"])
    func `the token is taken in three ways`(name: String) async throws {
        let token = server.workstation.accessToken
        let value =
            switch name {
            case "authorization": "bearer \(token)"
            case "cookie": "theme=dark; other=1; diapason=\(token)"
            default: token
            }
        #expect(try await server.raw("GET", "/api/jobs", [(name, value)]).status == 200)
        #expect(try await server.raw("GET", "/api/jobs", [(name, value + "x")]).status == 401)
        #expect(try await server.raw("GET", "/api/jobs", [(name, String(value.dropLast()))]).status == 401)
    }

    @Test(arguments: [
        "http://evil.example", "null", "https://HOST", "http://HOST.evil.example", "http://127.0.0.1:1",
    ])
    func `a change from another origin is refused`(origin: String) async throws {
        let origin = origin.replacing("HOST", with: server.host)
        for (method, path) in [
            ("POST", "/api/collections"), ("DELETE", "/api/models/x"), ("PATCH", "/api/conversations/x"),
        ] {
            let answer = try await server.raw(
                method, path, [server.authorization, ("origin", origin)], body: "{\"name\":\"stolen\"}")
            #expect(answer.status == 403, "\(method) \(path)")
            #expect(answer.errorCode == "origin_not_allowed")
        }
    }

    @Test func `a change from our own page is taken, one that a browser marks as foreign is not`()
        async throws
    {
        let own = try await server.raw(
            "POST", "/api/collections",
            [server.authorization, ("origin", "http://\(server.host)"), ("sec-fetch-site", "same-origin")],
            body: "{\"name\":\"own-page\"}")
        #expect(own.status == 201)
        let foreign = try await server.raw(
            "POST", "/api/collections", [server.authorization, ("sec-fetch-site", "same-site")],
            body: "{\"name\":\"foreign-page\"}")
        #expect(foreign.status == 403)
    }

    @Test(arguments: ["/", "/js/main.js", "/api/health", "/api/jobs", "/api/nowhere", "/login?code=wrong"])
    func `every answer carries the security headers`(path: String) async throws {
        let answer = try await server.raw("GET", path)
        let policy = try #require(answer.header("content-security-policy"))
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self';"))
        #expect(!policy.contains("unsafe"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(answer.header("x-content-type-options") == "nosniff")
        #expect(answer.header("referrer-policy") == "no-referrer")
        #expect(answer.header("cross-origin-opener-policy") == "same-origin")
        #expect(answer.header("cross-origin-resource-policy") == "same-origin")
        #expect(answer.header("access-control-allow-origin") == nil)
        #expect(answer.header("x-request-id")?.isEmpty == false)
    }

    @Test func `answers of the API are never kept nor taken for a page`() async throws {
        let answer = try await server.raw("GET", "/api/jobs", [server.authorization])
        #expect(answer.header("cache-control") == "no-store")
        #expect(answer.header("content-type") == "application/json; charset=utf-8")
    }

    @Test(arguments: [
        "/../home/secrets/access-token", "/%2e%2e/home/secrets/access-token",
        "/js/../../home/secrets/access-token",
        "/js/%2e%2e%2f%2e%2e%2fhome%2fsecrets%2faccess-token", "//etc/passwd", "/etc/passwd",
        "/package.json", "/tests/a.test.js", "/.hidden.js", "/notes.md", "/js/", "/js", "/index.html/",
        "/JS/main.js",
    ])
    func `what is not in the page's set of files is not served`(path: String) async throws {
        let answer = try await server.raw("GET", path)
        #expect(answer.status == 404 || answer.status == 400)
        #expect(!answer.text.contains("tml-"))
        #expect(!answer.text.contains("secret"))
        #expect(!answer.text.contains("root:"))
    }

    @Test func `the page's files are served with their types`() async throws {
        for (path, type) in [
            ("/", "text/html"), ("/index.html", "text/html"), ("/js/main.js", "text/javascript"),
            ("/css/base.css", "text/css"), ("/img/mark.svg", "image/svg+xml"),
        ] {
            let answer = try await server.raw("GET", path)
            #expect(answer.status == 200, "\(path)")
            #expect(answer.header("content-type")?.hasPrefix(type) == true, "\(path)")
            #expect(answer.header("cache-control") == "no-cache")
            let version = try #require(answer.header("etag"))
            let again = try await server.raw("GET", path, [("if-none-match", version)])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
        }
    }

    @Test func `a body beyond the limit is refused`() async throws {
        let declared = try await server.raw(
            "POST", "/api/datasets/import?name=big&fileName=a.jsonl",
            [server.authorization, ("content-length", String(RequestLimits.datasetFile + 1))])
        #expect(declared.status == 413)
        let text = String(repeating: " ", count: RequestLimits.json + 1)
        let sent = try await server.raw("POST", "/api/collections", [server.authorization], body: text)
        #expect(sent.status == 413)
        #expect(sent.errorCode == "request_too_large")
    }

    @Test func `a one-time link signs in once, with a cookie no script can read`() async throws {
        let link = try await server.client.post(
            "/api/login-links", [String: String](), as: [String: String].self)
        let url = try #require(link["url"].flatMap { URLComponents(string: $0) })
        let path = url.path + "?" + (url.query ?? "")
        let first = try await server.raw("GET", path)
        #expect(first.status == 303)
        #expect(first.header("location") == "/")
        let cookie = try #require(first.header("set-cookie"))
        #expect(cookie.hasPrefix("diapason=\(server.workstation.accessToken); "))
        for flag in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(cookie.contains(flag)) }
        let second = try await server.raw("GET", path)
        #expect(second.status == 403)
        #expect(second.header("set-cookie") == nil)
        #expect(second.header("content-type")?.hasPrefix("text/plain") == true)
    }

    @Test func `the socket needs no token but its own name`() async throws {
        #expect(try await server.socketClient.send("GET", "/api/jobs").status == 200)
        let exchange = HTTPExchange(
            method: "GET", path: "/api/jobs", headers: [(name: "host", value: "evil.example")])
        let connection = HTTPConnection(place: .unixSocket(path: server.address.socketPath))
        #expect(try await exchange.perform(over: connection, limit: 1 << 20).status == 403)
        let attributes = try FileManager.default.attributesOfItem(atPath: server.address.socketPath)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func `a refusal tells its code, its sentence and its request`() async throws {
        let answer = try await server.raw("GET", "/api/models/nowhere", [server.authorization])
        let body = try JSONDecoder().decode(ErrorBody.self, from: Data(answer.body))
        #expect(answer.status == 404)
        #expect(body.error.code == "model_not_found")
        #expect(body.error.message.contains("\"nowhere\""))
        #expect(body.error.requestId == answer.header("x-request-id"))
    }
}
