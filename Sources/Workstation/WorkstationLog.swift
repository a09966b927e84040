internal import Logging

/// The log of the services: what went wrong inside, never what documents or chats say.
enum WorkstationLog {
    static let logger = Logger(label: "diapason.workstation")
}
