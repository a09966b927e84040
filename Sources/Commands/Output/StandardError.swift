internal import Foundation

/// Progress and errors: everything that is not a result.
enum StandardError {
    /// Whether a person watches, so that a line may be drawn over.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    static func line(_ text: String) {
        write(text + "\n")
    }
}
