package import Core
internal import Foundation

/// Puts a configuration together: built-in values, then the file, then the environment, then flags.
package enum ConfigurationLoader {
    /// Resolves the configuration.
    ///
    /// - Parameters:
    ///   - file: A configuration file from a flag; else `DIAPASON_CONFIG`; else none.
    ///   - home: The data folder from a flag; else the file's; else `DIAPASON_HOME`, `XDG_DATA_HOME/diapason` or
    ///     `~/.local/share/diapason`.
    ///   - numerics: How exactly products are computed, from a flag; else `DIAPASON_NUMERICS`; else the file's.
    ///   - environment: The process environment.
    /// - Returns: The resolved configuration.
    /// - Throws: ``WorkstationError`` when the file or a variable is wrong.
    package static func load(
        file: String?, home: String?, numerics: Numerics? = nil, environment: [String: String]
    ) throws -> WorkstationConfiguration {
        let executable = executablePath()
        var configuration = WorkstationConfiguration(
            home: defaultHome(environment), webRoot: defaultWebRoot(executable), workerExecutable: executable)
        if let file = file ?? environment["DIAPASON_CONFIG"] {
            try ConfigurationFile(path: file).apply(to: &configuration)
        }
        if let path = environment["DIAPASON_HOME"], !path.isEmpty { configuration.home = path }
        if let path = environment["DIAPASON_WEB_ROOT"], !path.isEmpty { configuration.webRoot = path }
        if let text = environment["DIAPASON_PORT"] {
            guard let port = Int(text), (0...65535).contains(port) else {
                throw WorkstationError.invalid(
                    "invalid_environment", "DIAPASON_PORT is \(text.debugDescription); set it to 0 to 65535.")
            }
            configuration.port = port
        }
        if let name = environment["DIAPASON_NUMERICS"] {
            guard let chosen = Numerics(rawValue: name) else {
                throw WorkstationError.invalid(
                    "invalid_environment",
                    "DIAPASON_NUMERICS is \(name.debugDescription); set it to \(Numerics.choices).")
            }
            configuration.numerics = chosen
        }
        if let numerics { configuration.numerics = numerics }
        if let home { configuration.home = home }
        configuration.home = absolute(configuration.home)
        configuration.webRoot = absolute(configuration.webRoot)
        return configuration
    }

    /// A path as seen from the root.
    package static func absolute(_ path: String) -> String {
        URL(filePath: path, relativeTo: URL(filePath: FileManager.default.currentDirectoryPath + "/"))
            .standardizedFileURL.path(percentEncoded: false)
    }

    private static func defaultHome(_ environment: [String: String]) -> String {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/diapason" }
        return FileManager.default.homeDirectoryForCurrentUser.path(percentEncoded: false)
            + ".local/share/diapason"
    }

    private static func executablePath() -> String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            // Without /proc, argv[0] is the best there is; a worker that cannot be started says so.
            ?? absolute(CommandLine.arguments[0])
    }

    /// `web` beside the program when installed, or in the package that the program was built in.
    private static func defaultWebRoot(_ executable: String) -> String {
        var folder = URL(filePath: executable).deletingLastPathComponent()
        let installed = folder.deletingLastPathComponent().appending(path: "share/diapason/web")
        for _ in 0..<5 {
            let candidate = folder.appending(path: "web")
            let page = candidate.appending(path: "index.html").path(percentEncoded: false)
            if FileManager.default.fileExists(atPath: page) { return candidate.path(percentEncoded: false) }
            folder.deleteLastPathComponent()
        }
        return installed.path(percentEncoded: false)
    }
}
