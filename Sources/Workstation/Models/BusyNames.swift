internal import Core
internal import Synchronization

/// The names of models that are being imported or removed, so that no two requests change one folder at once.
final class BusyNames: Sendable {
    private let names = Mutex<Set<String>>([])

    /// Takes a name.
    ///
    /// - Throws: ``WorkstationError`` when somebody has it.
    func take(_ name: String) throws {
        guard names.withLock({ $0.insert(name).inserted }) else {
            throw WorkstationError.conflict(
                "model_busy",
                "The model \(name.debugDescription) is being imported or removed; try again when that is done."
            )
        }
    }

    /// Gives a name free.
    func release(_ name: String) {
        names.withLock { _ = $0.remove(name) }
    }
}
