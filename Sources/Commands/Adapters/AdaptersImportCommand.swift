internal import ArgumentParser
internal import Core
internal import Foundation
internal import Server
internal import Workstation

/// `diapason adapters import PATH`.
struct AdaptersImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in an adapter bundle, or an adapter of PEFT as a folder or an archive.")

    @Argument(
        help: "The bundle, or the folder that holds adapter_config.json.",
        completion: .file(extensions: ["zip"]))
    var path: String

    @Option(help: "Name of the adapter; else the bundle's own, or that of the folder.")
    var name: String?

    @Option(help: "The base model that an adapter of PEFT fits; bundles say it themselves.")
    var model: String?

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let file = ConfigurationLoader.absolute(path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
            FileManager.default.isReadableFile(atPath: file)
        else {
            throw CommandError(
                .notFound, "The file \(path.debugDescription) cannot be read; check its path and permissions."
            )
        }
        let packed = isFolder.boolValue ? try AdapterFolder.pack(file) : nil
        // A file of the system's own folder for such files: left over, it is removed by the system.
        defer { packed.map { try? FileManager.default.removeItem(atPath: $0) } }
        let fields = [
            "file": URL(filePath: file).lastPathComponent + (packed == nil ? "" : ".zip"), "name": name,
            "model": model,
        ]
        let query = fields.sorted { $0.key < $1.key }.compactMap { key, value in
            value.map { "\(key)=\(Session.part($0))" }
        }
        let data = try await Session.with(options.home) {
            try await $0.client.upload(
                packed ?? file, to: "/api/adapters/import?" + query.joined(separator: "&"))
        }
        try AdaptersListCommand.write(data, options.format)
    }
}
