internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// Where the data lives and which configuration holds.
struct HomeOptions: ParsableArguments {
    @Option(help: "Folder of the data; else $DIAPASON_HOME, else $XDG_DATA_HOME/diapason.")
    var home: String?

    @Option(help: "Configuration file in TOML; else $DIAPASON_CONFIG.")
    var config: String?

    @Option(help: "How exactly products are computed: exact or fast; a running server keeps its own.")
    var numerics: Numerics?

    /// The configuration: built-in values, then the file, then the environment, then flags.
    func configuration() throws -> WorkstationConfiguration {
        try ConfigurationLoader.load(
            file: config, home: home, numerics: numerics,
            environment: ProcessInfo.processInfo.environment)
    }
}
