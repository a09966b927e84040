internal import Dispatch
package import Tensor

/// Computes the answers of many requests to one model together.
///
/// Requests join and leave between steps, each with its own adapters and its own way of choosing tokens. A step takes one
/// token further every request that decodes, in one pass over the weights, and computes a piece of the prompts that
/// wait, in another, so that a token's value depends neither on the company nor on the moment. When the cache is spent, kept
/// beginnings go first; then the youngest request makes room and is computed again later. A scheduler belongs to one
/// thread at a time. Papers: *Orca: A Distributed Serving System for Transformer-Based Generative Models* (iteration-level
/// scheduling); *Efficient Memory Management for Large Language Model Serving with PagedAttention*.
package final class BatchScheduler {
    /// The model.
    package let model: LanguageModel
    private let limits: BatchLimits
    private let budget: CacheBudget
    private let decoder: DecoderPass
    private var waiting: [BatchEntry] = []
    private var running: [BatchEntry] = []
    private var kept = PrefixCache()
    /// Room for the logits of a step, used again.
    private var logitRows = Matrix(rows: 0, columns: 0)

    /// Sets up a scheduler.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - limits: How much is done at once.
    ///   - budget: The memory of all pages.
    package init(
        model: LanguageModel, limits: BatchLimits = BatchLimits(), budget: CacheBudget = CacheBudget()
    ) {
        self.model = model
        self.limits = limits
        self.budget = budget
        decoder = DecoderPass(model: model)
    }

    /// Whether there is nothing to do.
    package var isIdle: Bool { waiting.isEmpty && running.isEmpty }

    /// Requests that are computed, and requests that wait.
    package var counts: (running: Int, waiting: Int) { (running.count, waiting.count) }

    /// Takes in a request; its answer begins with a later step.
    ///
    /// - Throws: ``EngineError`` when the prompt is empty, holds an unknown token, or is longer than the model or the
    ///   whole cache can hold, or when an adapter does not fit the model.
    package func add(_ request: BatchRequest) throws(EngineError) {
        guard !request.prompt.isEmpty else { throw .emptyPrompt }
        let vocabulary = model.configuration.vocabulary
        for token in request.prompt where token < 0 || token >= vocabulary {
            throw .badToken(token, vocabulary: vocabulary)
        }
        let context = model.configuration.contextLength
        guard request.prompt.count < context else {
            throw .contextFull(position: 0, adding: request.prompt.count, capacity: context)
        }
        guard request.prompt.count < cachedPositions else {
            throw .cacheFull(needed: bytes(of: request.prompt.count + 1), ceiling: budget.bytes)
        }
        _ = try AdapterOverlay(request.mix, configuration: model.configuration)
        waiting.append(BatchEntry(request))
    }

    /// Does one step.
    ///
    /// - Returns: Whether anything was done; when nothing was though there are requests, others hold the memory.
    @discardableResult
    package func step() -> Bool {
        var isBusy = dropCancelled()
        isBusy = admit() || isBusy
        isBusy = decode() || isBusy
        guard prefill() else { return isBusy }
        // What a prompt took beyond the step of a token goes back; beside other requests the next prompt takes it soon.
        if waiting.isEmpty, running.count == 1, running[0].pending.count <= 1 { ProcessMemory.trimHeap() }
        return true
    }

    /// Lets go of the beginnings that were kept for later requests.
    ///
    /// - Returns: Whether there were any.
    @discardableResult
    package func releaseKept() -> Bool {
        var isAny = false
        while kept.evict() { isAny = true }
        return isAny
    }

    /// Ends the oldest request because no memory is to be had for it.
    package func failOldest() {
        guard let entry = running.first ?? waiting.first else { return }
        end(entry, .failed(.cacheFull(needed: bytes(of: entry.tokens.count), ceiling: budget.bytes)))
    }

    // MARK: - Requests come and go

    /// Positions that the whole budget holds.
    private var cachedPositions: Int { budget.positions(of: model) }

    private func bytes(of tokens: Int) -> Int {
        CacheLayout.pages(for: tokens) * model.cacheLayout.pageBytes
    }

    private func dropCancelled() -> Bool {
        let gone = (running + waiting).filter(\.request.handler.isCancelled)
        for entry in gone { end(entry, .cancelled) }
        return !gone.isEmpty
    }

    private func end(_ entry: BatchEntry, _ outcome: BatchOutcome) {
        running.removeAll { $0 === entry }
        waiting.removeAll { $0 === entry }
        entry.release()
        entry.request.handler.finish(outcome)
    }

    /// Lets waiting requests in, first come first served, while there is memory for their text.
    private func admit() -> Bool {
        var isAny = false
        while running.count < limits.running, let entry = waiting.first {
            guard entry.chosen < entry.request.limit else {
                end(entry, .limit)
                isAny = true
                continue
            }
            guard let sequence = sequence(for: entry) else { break }
            entry.sequence = sequence
            waiting.removeFirst()
            running.append(entry)
            isAny = true
        }
        return isAny
    }

    /// A sequence with room for all of a request's text, begun with what is kept of it.
    private func sequence(for entry: BatchEntry) -> CachedSequence? {
        let mix = entry.request.mix
        // `add` has checked that the adapters fit.
        let request = entry.request
        let reach = min(model.configuration.contextLength, request.prompt.count + min(request.limit, 1 << 40))
        guard let sequence = try? CachedSequence(model: model, mix: mix, reach: reach, budget: budget) else {
            return nil
        }
        // The last token is always computed: its logits are wanted.
        entry.kind = PrefixCache.Kind(mix: mix, isLong: model.configuration.isLong(reach))
        let found = kept.find(entry.tokens, kind: entry.kind, limit: entry.tokens.count - 1)
        sequence.adopt(found.pages)
        entry.place = found.place
        entry.offeredPages = found.pages.count
        let adding = entry.tokens.count - sequence.position
        while !sequence.reserve(adding: adding) {
            guard kept.evict() else { return nil }
        }
        return sequence
    }

    // MARK: - Passes

    /// Takes every request that decodes one token further.
    private func decode() -> Bool {
        var batch: [BatchEntry] = []
        for entry in running where entry.isDecoding {
            // An earlier request of this loop may have taken the room of this one.
            if entry.sequence != nil, makeRoom(for: entry) { batch.append(entry) }
        }
        batch.removeAll { $0.sequence == nil }
        run(batch.map { ($0, 1) }, .decoding)
        return !batch.isEmpty
    }

    /// Makes room for one more token, at the cost of younger requests.
    private func makeRoom(for entry: BatchEntry) -> Bool {
        while let sequence = entry.sequence, !sequence.reserve(adding: 1) {
            if kept.evict() { continue }
            guard let youngest = running.last, youngest !== entry else { return false }
            running.removeLast()
            youngest.release()
            waiting.insert(youngest, at: 0)
        }
        return entry.sequence != nil
    }

    /// Computes a piece of the prompts.
    private func prefill() -> Bool {
        let isAlone = !running.contains(where: \.isDecoding)
        var left = isAlone ? limits.promptTokens : limits.promptTokensBesideDecoding
        var batch: [(entry: BatchEntry, count: Int)] = []
        for entry in running where !entry.isDecoding && left > 0 {
            let count = min(left, entry.pending.count)
            batch.append((entry, count))
            left -= count
        }
        run(batch, .prefill)
        return !batch.isEmpty
    }

    /// Computes the next tokens of some requests, and chooses for those whose text is then complete.
    private func run(_ batch: [(entry: BatchEntry, count: Int)], _ path: LinearPath) {
        let parts = batch.compactMap { entry, count in
            entry.sequence.map {
                DecoderPass.Part(sequence: $0, tokens: Array(entry.pending.prefix(count)))
            }
        }
        guard !parts.isEmpty else {
            decoder.releaseAdapters(path)
            return
        }
        let stream = decoder.run(parts, path: path).stream
        var ready: [BatchEntry] = []
        var rows: [Int] = []
        var row = 0
        for (entry, count) in batch {
            row += count
            keepFullPages(of: entry)
            guard entry.pending.isEmpty else { continue }
            ready.append(entry)
            rows.append(row - 1)
        }
        guard !ready.isEmpty else { return }
        let last = Matrix(rows: rows.count, columns: stream.columns)
        for (index, row) in rows.enumerated() { last.copyRows(from: stream, row..<row + 1, to: index) }
        let columns = model.configuration.vocabulary
        if logitRows.rows < rows.count { logitRows = Matrix(rows: rows.count, columns: columns) }
        let logits = logitRows.view(0..<rows.count)
        decoder.logits(of: last, normed: last, into: logits, path: .decoding)
        for (entry, choice) in zip(ready, choices(ready, logits)) { take(choice, for: entry) }
    }

    /// What a handler made of its logits.
    private enum Choice {
        case token(Int)
        case end
        case failure(EngineError)
    }

    /// Asks all handlers, on all threads: choosing among fifty thousand tokens takes as long as a few layers.
    private func choices(_ ready: [BatchEntry], _ logits: Matrix) -> [Choice] {
        var choices = [Choice](repeating: .end, count: ready.count)
        choices.withUnsafeMutableBufferPointer { buffer in
            // Safe, because every index is one request with a handler and a place of its own.
            nonisolated(unsafe) let (entries, places) = (ready, buffer)
            let choose = { @Sendable (index: Int) in
                do throws(EngineError) {
                    let token = try entries[index].request.handler.choose(logits.row(index))
                    places[index] = token.map(Choice.token) ?? .end
                } catch {
                    places[index] = .failure(error)
                }
            }
            if ready.count == 1 || model.device.threadCount == 1 {
                for index in ready.indices { choose(index) }
            } else {
                DispatchQueue.concurrentPerform(iterations: ready.count, execute: choose)
            }
        }
        return choices
    }

    private func take(_ choice: Choice, for entry: BatchEntry) {
        switch choice {
        case .end:
            end(entry, .ended)
            return
        case .failure(let error):
            end(entry, .failed(error))
            return
        case .token(let token): entry.append(token)
        }
        let room = min(model.configuration.contextLength, cachedPositions) - entry.tokens.count
        if entry.chosen >= entry.request.limit || room <= 0 { end(entry, .limit) }
    }

    /// Offers the pages that have become full to later requests with the same beginning.
    private func keepFullPages(of entry: BatchEntry) {
        guard let sequence = entry.sequence else { return }
        while (entry.offeredPages + 1) * CacheLayout.positions <= sequence.position {
            let start = entry.offeredPages * CacheLayout.positions
            entry.place = kept.keep(
                sequence.table.pages[entry.offeredPages],
                tokens: entry.tokens[start..<start + CacheLayout.positions], after: entry.place,
                kind: entry.kind)
            entry.offeredPages += 1
        }
        while Double(kept.count * model.cacheLayout.pageBytes) > limits.keptShare * Double(budget.bytes) {
            guard kept.evict() else { break }
        }
    }
}
