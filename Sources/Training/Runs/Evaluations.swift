/// Says after which steps a run measures its held-out loss or writes a checkpoint.
enum Evaluations {
    /// Whether something that happens every so many steps happens after `step` steps; always after the last.
    static func isDue(after step: Int, of steps: Int, every interval: Int) -> Bool {
        step == steps || (interval > 0 && step > 0 && step % interval == 0)
    }

    /// How often it happens in steps `done + 1 ... steps`.
    static func count(after done: Int = 0, steps: Int, every interval: Int) -> Int {
        guard done < steps else { return 0 }
        guard interval > 0 else { return 1 }
        return steps / interval - done / interval + (steps % interval == 0 ? 0 : 1)
    }
}
