import Core
import Foundation
import Testing

@testable import Store

@Suite struct DataHomeTests {
    @Test func `the home is chosen by flag, then variables, then the user's folder`() throws {
        let environment = ["DIAPASON_HOME": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"]
        #expect(try DataHome.choose(flag: "/f", environment: environment).path == "/f")
        #expect(try DataHome.choose(flag: nil, environment: environment).path == "/a")
        #expect(try DataHome.choose(flag: nil, environment: ["XDG_DATA_HOME": "/b"]).path == "/b/diapason")
        #expect(
            try DataHome.choose(flag: nil, environment: ["HOME": "/c"]).path == "/c/.local/share/diapason")
        #expect(throws: StoreError.self) { try DataHome.choose(flag: nil, environment: [:]) }
    }

    @Test func `folders are for their owner alone`() throws {
        let temporary = try TemporaryHome()
        let home = temporary.home
        for path in [home.path, home.blobs, home.models, home.runs, home.staging, home.secrets] {
            #expect(try temporary.permissions(path) == 0o700, "\(path)")
        }
        let library = try temporary.library()
        #expect(try temporary.permissions(home.database) == 0o600)
        #expect(try temporary.permissions(home.database + "-wal") == 0o600)
        try library.close()
    }

    @Test func `a folder that holds other things is refused`() throws {
        let temporary = try TemporaryHome()
        let other = temporary.home.path + "/other"
        try FileTree.makeFolder(other + "/photos")
        let error = #expect(throws: StoreError.self) { try DataHome(path: other).prepare() }
        #expect(error?.code == "not_a_data_home")
        #expect(try FileTree.names(in: other) == ["photos"])
    }

    @Test func `preparing twice changes nothing`() throws {
        let temporary = try TemporaryHome()
        try temporary.home.prepare()
        #expect(FileTree.isFolder(temporary.home.staging))
    }

    @Test func `staging is emptied, links are not followed`() throws {
        let temporary = try TemporaryHome()
        let home = temporary.home
        try FileTree.write([1], to: home.blobs + "/kept")
        try FileTree.makeFolder(home.staging + "/half/arrived")
        try FileTree.write([1], to: home.staging + "/half/arrived/file")
        try FileManager.default.createSymbolicLink(
            atPath: home.staging + "/link", withDestinationPath: home.blobs)
        try home.emptyStaging()
        #expect(try FileTree.names(in: home.staging).isEmpty)
        #expect(FileTree.isFile(home.blobs + "/kept"))
    }

    @Test func `paths are kept relative to the home`() {
        let home = DataHome(path: "/data/home")
        #expect(home.relative("/data/home/models/a/model.gguf") == "models/a/model.gguf")
        #expect(home.relative("/elsewhere/x") == "/elsewhere/x")
        #expect(home.absolute("models/a") == "/data/home/models/a")
        #expect(home.absolute("/elsewhere/x") == "/elsewhere/x")
    }

    @Test func `the access token is made once and kept`() throws {
        let temporary = try TemporaryHome()
        let token = try AccessToken.loadOrCreate(in: temporary.home)
        #expect(token.hasPrefix("tml-"))
        #expect(token.utf8.count == 47)
        #expect(try AccessToken.loadOrCreate(in: temporary.home) == token)
        #expect(try temporary.permissions(temporary.home.secrets + "/access-token") == 0o600)
    }

    @Test func `an access token that is none is refused with the remedy`() throws {
        let temporary = try TemporaryHome()
        try FileTree.write(Array("password\n".utf8), to: temporary.home.secrets + "/access-token")
        let error = #expect(throws: StoreError.self) { try AccessToken.loadOrCreate(in: temporary.home) }
        #expect(error?.message.contains("remove it") == true)
        #expect(error?.message.contains("password") == false)
    }
}
