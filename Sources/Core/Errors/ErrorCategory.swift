/// What kind of trouble an error is, so that the fronts can map it to a status without knowing the module.
package enum ErrorCategory: String, Codable, Sendable, CaseIterable {
    /// The caller's input is wrong: a bad value, an unreadable file, an unknown format.
    case invalidInput
    /// The named thing does not exist.
    case notFound
    /// The thing exists already, is in use, or is in a state that forbids the operation.
    case conflict
    /// The input is larger than a stated limit.
    case tooLarge
    /// The bytes contradict themselves or their digest.
    case corrupt
    /// The input is understood, but this version cannot handle it.
    case unsupported
    /// A resource is missing or spent: memory, disk, a port, a program.
    case unavailable
    /// The caller is not allowed to do this.
    case forbidden
    /// The operation was cancelled.
    case cancelled
    /// A fault of the program itself.
    case internalFault
}
