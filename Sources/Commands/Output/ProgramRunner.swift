internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// Runs the command line once and ends the process with the right status.
enum ProgramRunner {
    static func run() async -> Never {
        ProgramStart.prepare()
        // A reader that went away must not kill a server or a training run that writes to it.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try DiapasonCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            exit(ExitStatus.success)
        } catch let error as any ExplainedError {
            StandardError.write("diapason: \(error.message)\n")
            exit(ExitStatus.of(error.category))
        } catch {
            // ArgumentParser's own errors: help, version, wrong usage.
            DiapasonCommand.exit(withError: error)
        }
    }
}
