import Foundation
import TestSupport

@testable import Workstation

/// A workstation over a home of its own.
struct TestWorkstation: Sendable {
    let folder: TemporaryFolder
    let workstation: Workstation
    var home: String { workstation.configuration.home }
    var models: ModelService { workstation.models }

    init() async throws {
        folder = try TemporaryFolder()
        var configuration = WorkstationConfiguration(
            home: folder.path + "/home", webRoot: folder.path, workerExecutable: "/bin/false")
        configuration.threads = 1
        workstation = try await Workstation.open(configuration)
    }

    /// Takes a model in.
    @discardableResult
    func importModel(_ model: ModelFolder, name: String? = nil) async throws -> ModelView {
        // The folder goes with the value, which must therefore last until the files are taken.
        defer { withExtendedLifetime(model) {} }
        return try await models.importModel(path: model.path, name: name)
    }

    /// Names in a folder of the home.
    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: home + "/" + folder).sorted()
    }
}
