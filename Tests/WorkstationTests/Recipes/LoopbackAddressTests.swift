import Testing

@testable import Workstation

@Suite struct LoopbackAddressTests {
    @Test(arguments: [
        ("http://127.0.0.1:11434/v1", "127.0.0.1", 11434, "/v1"),
        ("http://localhost:8080", "127.0.0.1", 8080, ""),
        ("HTTP://LOCALHOST/v1/", "127.0.0.1", 80, "/v1"), ("http://[::1]:1/a/b", "::1", 1, "/a/b"),
        ("http://[::1]/v1", "::1", 80, "/v1"),
    ])
    func `takes servers on this machine`(text: String, host: String, port: Int, path: String) throws {
        let address = try LoopbackAddress(text)
        #expect(address.host == host && address.port == port && address.path == path)
        #expect(try LoopbackAddress(address.text) == address)
    }

    @Test(arguments: [
        "http://example.com/v1", "http://192.168.0.2:11434/v1", "http://0.0.0.0:1/v1",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com", "http://2130706433/", "http://[::ffff:8.8.8.8]/v1", "http:///v1",
    ])
    func `refuses every other machine`(text: String) {
        let error = #expect(throws: WorkstationError.self) { try LoopbackAddress(text) }
        #expect(error?.code == "not_loopback")
        #expect(error?.message.contains("no outbound connection") == true)
    }

    @Test(arguments: [
        "", "127.0.0.1:11434", "https://127.0.0.1/v1", "ftp://localhost/", "http://user@localhost/",
        "http://localhost:0/",
        "http://localhost:99999/", "http://localhost:x/", "http://localhost/a b", "http://localhost/?q",
        "http://localhost\r\n/",
        "http://example.com@localhost/", "http://localhost#@example.com/", "http://localhost\\@example.com/",
    ])
    func `refuses what is no address`(text: String) {
        let error = #expect(throws: WorkstationError.self) { try LoopbackAddress(text) }
        #expect(error?.code == "invalid_address")
    }
}
