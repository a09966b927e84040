internal import Foundation

/// One line on standard error that is drawn over while work goes on; in a log, a line only when much changed.
struct ProgressLine {
    private static let barWidth = 28
    private static let logInterval = 10.0
    private var lastText = ""
    private var lastLogged: Double = -.infinity
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    init() { start = clock.now }

    /// Shows how far the work has come.
    mutating func show(done: Int, total: Int, _ note: String) {
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
        let filled = Int(share * Double(Self.barWidth))
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: Self.barWidth - filled)
        let text = "\(bar) \(total > 0 ? "\(done)/\(total)" : "\(done)")  \(note)"
        guard text != lastText else { return }
        if StandardError.isTerminal {
            StandardError.write("\r\u{1B}[2K" + text)
        } else {
            let seconds = start.duration(to: clock.now) / .seconds(1)
            guard seconds - lastLogged >= Self.logInterval || (total > 0 && done == total) else { return }
            lastLogged = seconds
            StandardError.line(text)
        }
        lastText = text
    }

    /// Leaves the line as it is and goes on below it.
    mutating func finish() {
        if StandardError.isTerminal, !lastText.isEmpty { StandardError.write("\n") }
        lastText = ""
    }
}
