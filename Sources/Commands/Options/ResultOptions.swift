internal import ArgumentParser

/// The options of every command that talks to the home and prints a result.
struct ResultOptions: ParsableArguments {
    @OptionGroup var home: HomeOptions

    @Option(help: "How the result is written: table or json.")
    var format: OutputFormat = .table
}
