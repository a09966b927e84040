import CSandbox
import Core
import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// One worker process as its parent sees it: started when needed, asked one thing at a time, killed at
/// its deadline.
///
/// Children are started with `posix_spawn` through CSandbox. Foundation's `Process` makes sockets and a
/// run-loop thread for every child and hands on open descriptors; swift-subprocess bounds a child's life by
/// one closure and collects output, while a worker lives across many requests with a conversation on one
/// channel and must be killed from another task together with the programs that it has started.
///
/// `@unchecked Sendable`: everything but ``state`` is touched only on ``queue``.
final class WorkerProcess: @unchecked Sendable {
    private struct State {
        /// The running child, until it is about to be waited for.
        var child: pid_t?
        var isCancelled = false
    }

    private let executable: String
    private let arguments: [String]
    private let queue: DispatchQueue
    private let state = Mutex(State())
    private var channel: Int32 = -1
    private var reader: LineReader?
    private var requests = 0
    /// What the system counts as the child's peak before it has done anything: that of the process it came from.
    private var inheritedPeak = 0

    /// A worker is replaced after this many files, so that what its libraries leave behind does not add up.
    private static let requestsPerProcess = 500
    /// A line of an answer may be this much longer than a document's text.
    private static let escapeFactor = 8

    /// Prepares a worker; nothing is started yet.
    init(executable: String, arguments: [String]) {
        self.executable = executable
        self.arguments = arguments
        queue = DispatchQueue(label: "diapason.extraction-worker", qos: .utility)
    }

    /// How long the parent waits: for the whole answer, and for the next sign of life.
    private struct Patience {
        let silentSeconds: Int?
        private let deadline: ContinuousClock.Instant

        init(wallSeconds: Int, silentSeconds: Int?) {
            self.silentSeconds = silentSeconds
            deadline = .now + .seconds(wallSeconds)
        }

        /// When to give up waiting for the next line.
        var next: ContinuousClock.Instant {
            silentSeconds.map { min(deadline, .now + .seconds($0)) } ?? deadline
        }

        /// The error for a wait that ended before the time for the whole was over; nil when that was over.
        func silence(name: String) -> IngestError? {
            guard let silentSeconds, deadline > .now else { return nil }
            return IngestError(
                .tookTooLong, name: name,
                "gave nothing for \(silentSeconds) seconds while it was unpacked; unpack it yourself and add the folder"
            )
        }
    }

    /// Asks the worker and hands its lines to `receive` until that returns a result.
    ///
    /// - Parameters:
    ///   - request: What to ask.
    ///   - limits: What the file may cost.
    ///   - wallSeconds: After this the worker is killed.
    ///   - silentSeconds: After this the worker is killed too when it has not sent a line; nil when it need not.
    ///   - receive: Takes one response line; it may read counted bytes. It returns nil to go on.
    /// - Returns: The answer, or why there is none.
    func ask<Answer: Sendable>(
        _ request: ExtractionRequest, limits: ExtractionLimits, wallSeconds: Int, silentSeconds: Int? = nil,
        receive:
            @escaping @Sendable (ExtractionResponse, (Int) throws(IngestError) -> ArraySlice<UInt8>)
            throws(IngestError)
            -> Answer?
    ) async -> Result<Answer, IngestError> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async {
                    let patience = Patience(wallSeconds: wallSeconds, silentSeconds: silentSeconds)
                    do throws(IngestError) {
                        let answer = try self.converse(
                            request, limits: limits, patience: patience, receive: receive)
                        continuation.resume(returning: .success(answer))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
            }
        } onCancel: {
            state.withLock { state in
                state.isCancelled = true
                if let child = state.child { kill(-child, SIGKILL) }
            }
        }
    }

    /// Ends the process and returns the most memory that it used.
    func stop() async -> Int {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.end().peakBytes) }
        }
    }

    // MARK: - On the queue

    private func converse<Answer>(
        _ request: ExtractionRequest, limits: ExtractionLimits, patience: Patience,
        receive: (ExtractionResponse, (Int) throws(IngestError) -> ArraySlice<UInt8>) throws(IngestError) ->
            Answer?
    ) throws(IngestError) -> Answer {
        if requests >= Self.requestsPerProcess { _ = end() }
        let reader = if let running = self.reader { running } else { try start(limits: limits) }
        requests += 1
        do throws(IngestError) {
            guard let line = try? JSONEncoder().encode(request) else {
                throw IngestError(.workerFailed, message: "")
            }
            try send(Array(line) + [10])
            while let line = try reader.line(timeout: patience.next) {
                guard let response = try? JSONDecoder().decode(ExtractionResponse.self, from: Data(line))
                else {
                    throw IngestError(.workerFailed, message: "")
                }
                let answer = try receive(response) { (count: Int) throws(IngestError) -> ArraySlice<UInt8> in
                    guard let bytes = try reader.bytes(count, timeout: patience.next) else {
                        throw IngestError(.workerFailed, message: "")
                    }
                    return bytes
                }
                if let answer { return answer }
            }
            throw IngestError(.readerCrashed, message: "")
        } catch {
            if error.reason == .tookTooLong, let silence = patience.silence(name: request.name) {
                _ = end()
                throw silence
            }
            throw explain(error, name: request.name, limits: limits)
        }
    }

    private func start(limits: ExtractionLimits) throws(IngestError) -> LineReader {
        var child: pid_t = 0
        var channel: Int32 = -1
        inheritedPeak = Self.ownPeak()
        let code = unsafe CArguments.with([executable] + arguments) {
            unsafe cs_spawn_channel(executable, $0, &child, &channel)
        }
        guard code == 0 else {
            throw IngestError(
                .workerFailed,
                message:
                    "The reading process \(executable) could not be started (\(SystemFault.text(code))); install"
                    + " diapason again.")
        }
        self.channel = channel
        requests = 0
        let isCancelled = state.withLock { state in
            state.child = child
            return state.isCancelled
        }
        if isCancelled { kill(-child, SIGKILL) }
        let reader = LineReader(descriptor: channel, longestLine: limits.documentBytes * Self.escapeFactor)
        self.reader = reader
        return reader
    }

    private func send(_ bytes: [UInt8]) throws(IngestError) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe cs_send(
                    channel, buffer.baseAddress.map { unsafe $0 + sent }, UInt64(bytes.count - sent))
            }
            guard count > 0 else { throw IngestError(.readerCrashed, message: "") }
            sent += Int(count)
        }
    }

    /// The most memory that this process has held, in bytes; 0 when the system does not tell.
    private static func ownPeak() -> Int {
        var usage = rusage()
        let who = __rusage_who_t(RUSAGE_SELF.rawValue)
        return unsafe getrusage(who, &usage) == 0 ? usage.ru_maxrss * 1024 : 0
    }

    /// Kills and collects the process; what is left of the conversation is thrown away.
    private func end() -> (status: Int32, peakBytes: Int) {
        // The group first, while the child's identifier cannot have been given to another process.
        let child = state.withLock { state in
            let child = state.child
            if let child { kill(-child, SIGKILL) }
            state.child = nil
            state.isCancelled = false
            return child
        }
        if channel >= 0 { close(channel) }
        channel = -1
        reader = nil
        guard let child else { return (0, 0) }
        var status: Int32 = 0
        var peak: UInt64 = 0
        _ = unsafe cs_wait(child, &status, &peak)
        return (status, Int(peak))
    }

    /// Ends the process and says in one sentence what the file did to it.
    private func explain(_ error: IngestError, name: String, limits: ExtractionLimits) -> IngestError {
        let isCancelled = state.withLock(\.isCancelled)
        // Read before `end`, whose own kill a process that has exited no longer notices.
        let ending = end()
        if isCancelled {
            return IngestError(.cancelled, name: name, "was not read because reading was cancelled")
        }
        let tooLong = IngestError(
            .tookTooLong, name: name,
            "took longer to read than the \(limits.wallSeconds) seconds that are allowed; split it into smaller files"
        )
        let tooMuch = IngestError(
            .outOfMemory, name: name,
            "needed more memory to read than the \(ByteCount.text(limits.memoryBytes)) that are allowed; split it into"
                + " smaller files")
        switch error.reason {
        case .tookTooLong: return tooLong
        case .readerCrashed, .workerFailed:
            if !error.message.isEmpty { return error }
            // An array that grows holds its old and its doubled storage at once, and only the old one was touched
            // when the limit refuses the new: about a third of the limit is all that the peak then shows.
            let highPeak = limits.memoryBytes / 4
            let damaged = IngestError(
                .readerCrashed, name: name,
                "made its reading process crash and is probably damaged; save it again from its program")
            switch -ending.status {
            case SIGXCPU: return tooLong
            case SIGKILL where error.reason == .readerCrashed: return tooMuch
            case SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP:
                if ending.peakBytes <= highPeak { return damaged }
                if ending.peakBytes > inheritedPeak { return tooMuch }
                return IngestError(
                    .readerCrashed, name: name,
                    "made its reading process crash: it is damaged, or needs more than"
                        + " \(ByteCount.text(limits.memoryBytes)) of memory; save it again from its program, or split it"
                )
            default:
                return IngestError(
                    .workerFailed, name: name,
                    "could not be read because the reading process failed; try again")
            }
        default: return error
        }
    }
}
