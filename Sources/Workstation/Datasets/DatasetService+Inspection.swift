internal import Core
internal import Engine
internal import Ingest
internal import Store
internal import Tokenizer

/// What a person looks at before a dataset is trained on.
extension DatasetService {
    /// What filters did with the rows of a version.
    ///
    /// - Throws: ``WorkstationError`` for a version from before there were filters.
    package func curation(_ name: String, version: Int?) async throws -> CurationView {
        let record = try await store.datasetVersion(version, of: name)
        let (raw, state) = try curation.read(record)
        let reports = Dictionary(state.reports.map { ($0.filter, $0) }) { first, _ in first }
        let filters = CurationFilterName.allCases.map { name in
            let report = reports[name]
            let reasons = report?.reasons.map {
                DatasetVersionView.Drop(reason: $0.reason, count: $0.count)
            }
            let measure = report?.measure ?? state.settings.filter(name).measure
            return CurationView.Filter(
                name: name, isOn: state.settings.filters.contains(name),
                measure: measure, measurePhrase: PhraseBook.phrase(measure),
                examined: report?.examined ?? 0, dropped: report?.droppedCount ?? 0,
                changed: report?.changedCount ?? 0,
                noted: report?.findings.count { $0.action == .keep } ?? 0,
                restored: report?.restored.count ?? 0, reasons: reasons ?? [])
        }
        let settings = state.settings
        return CurationView(
            version: record.version, raw: raw.count,
            kept: record.trainCount + record.heldOutCount + record.recallCount,
            settings: CurationView.Settings(
                nearDuplicateThreshold: settings.nearDuplicateThreshold,
                minimumQuality: settings.minimumQuality, personalData: settings.sensitive.email,
                secrets: settings.sensitive.apiKey),
            exceptions: settings.exceptions, filters: filters, chunks: state.chunks?.count,
            chunksWithoutRows: state.chunks?.count { $0.rows == 0 })
    }

    /// What became of the chunks that a model was asked about, in the order of the documents.
    ///
    /// - Throws: ``WorkstationError`` for a version from before there were filters.
    package func chunks(
        _ name: String, version: Int?, outcome: ChunkOutcomeFilter?, offset: Int, limit: Int
    ) async throws -> ChunkPage {
        let record = try await store.datasetVersion(version, of: name)
        let all = (try curation.read(record).state.chunks ?? []).filter { chunk in
            outcome.map { ($0 == .withRows) == (chunk.rows > 0) } ?? true
        }
        let range = PageRange(offset: offset, limit: limit)
        var sources = SourceReader(
            store: store, blobs: blobs, dataset: name, version: record.version)
        var chunks: [ChunkPage.Chunk] = []
        for chunk in all.dropFirst(range.offset).prefix(range.limit) {
            guard let source = try await sources.source(chunk.source) else { continue }
            chunks.append(
                ChunkPage.Chunk(
                    source: source, title: chunk.title, rows: chunk.rows,
                    drops: chunk.drops.map { .init(reason: $0.reason, count: $0.count) }))
        }
        return ChunkPage(version: record.version, total: all.count, chunks: chunks)
    }

    /// Rows that a filter found, those that a person put back included.
    ///
    /// - Throws: ``WorkstationError`` for an unknown filter or a version from before there were filters.
    package func findings(
        _ name: String, of filterName: String, version: Int?, offset: Int, limit: Int
    ) async throws -> CurationFindingPage {
        guard let filter = CurationFilterName(rawValue: filterName) else {
            let all = CurationFilterName.allCases.map(\.rawValue).joined(separator: ", ")
            throw WorkstationError.invalid(
                "unknown_filter", "There is no filter \(filterName.debugDescription); choose one of \(all).")
        }
        let record = try await store.datasetVersion(version, of: name)
        let (raw, state) = try curation.read(record)
        let report = state.reports.first { $0.filter == filter }
        let restored = Set(report?.restored ?? [])
        let all =
            (report?.findings ?? [])
            + restored.sorted().map {
                CurationFinding(row: $0, action: .keep, reason: "was put back", evidence: [])
            }
        let range = PageRange(offset: offset, limit: limit)
        var sources = SourceReader(
            store: store, blobs: blobs, dataset: name, version: record.version)
        var findings: [CurationFindingPage.Finding] = []
        for finding in all.dropFirst(range.offset).prefix(range.limit) where raw.indices.contains(finding.row)
        {
            let row = raw[finding.row]
            findings.append(
                CurationFindingPage.Finding(
                    row: finding.row, action: finding.action, reason: finding.reason,
                    phrase: PhraseBook.phrase(finding.reason),
                    evidence: finding.evidence, related: finding.related,
                    isRestored: restored.contains(finding.row), split: row.split, example: .init(row.example),
                    replacement: finding.replacement.map { .init($0) },
                    source: try await sources.source(row.example.source)))
        }
        return CurationFindingPage(version: record.version, total: all.count, findings: findings)
    }

    /// What one version holds that another does not.
    ///
    /// - Throws: `StoreError` when one of them is missing.
    package func difference(_ name: String, from: Int, to: Int) async throws -> DatasetDifference {
        let old = try await store.allExamples(of: name, version: from).map { ($0.digest, $0.example) }
        let new = try await store.allExamples(of: name, version: to).map { ($0.digest, $0.example) }
        return DatasetDifference(from: from, old, to: to, new)
    }

    /// A row as a model sees it.
    ///
    /// - Throws: `StoreError` for an unknown row or model, `TokenizerError` when the model's template refuses the row.
    package func rendered(
        _ name: String, row: String, version: Int?, model: String
    ) async throws -> RenderedExample {
        let record = try await store.example(row, of: name, version: version)
        let base = try await host.base(model)
        let (tokens, weights) = try base.tokens(of: record.example)
        var segments: [RenderedExample.Segment] = []
        var start = 0
        while start < tokens.count {
            var end = start
            while end < tokens.count, (weights[end] > 0) == (weights[start] > 0) { end += 1 }
            segments.append(
                RenderedExample.Segment(
                    text: base.tokenizer.decode(Array(tokens[start..<end]), includingSpecial: true),
                    isLearned: weights[start] > 0))
            start = end
        }
        let limit = Self.longestRow(base)
        return RenderedExample(
            model: model, tokens: tokens.count, learned: weights.count { $0 > 0 }, limit: limit,
            isTruncated: tokens.count > limit, segments: segments)
    }

    /// How long the rows of a version are for a model.
    ///
    /// - Throws: `StoreError` for an unknown version or model, `TokenizerError` when the model's template refuses a row.
    package func lengths(_ name: String, version: Int?, model: String) async throws -> LengthHistogram {
        let rows = try await store.allExamples(of: name, version: version)
        let base = try await host.base(model)
        let lengths = try await BackgroundThread.run {
            try rows.map { try base.tokens(of: $0.example).ids.count }
        }
        return LengthHistogram(model: model, limit: Self.longestRow(base), lengths: lengths)
    }

    /// A version in a format that other programs read.
    ///
    /// - Parameters:
    ///   - name: The dataset.
    ///   - version: Its version; nil is the newest.
    ///   - format: The format.
    ///   - rows: Which rows; only ``ExportFormat/chatWithSources`` says of a row that it is held out, so that of the
    ///     others whoever reads them would learn it.
    /// - Returns: A name for the file, and its lines.
    /// - Throws: `StoreError` when there is no such version.
    package func export(
        _ name: String, version: Int?, format: ExportFormat, rows: ExportRows = .train
    ) async throws -> (fileName: String, lines: AsyncThrowingStream<[UInt8], any Error>) {
        let record = try await store.datasetVersion(version, of: name)
        let ratings = try await store.ratings(of: name)
        let rows = try await store.allExamples(of: name, version: record.version).filter {
            rows.holds($0.split)
        }.map { row in
            var example = row.example
            if let rating = ratings[row.digest] { example.rating = rating > 0 ? .up : .down }
            return (example: example, split: row.split)
        }
        let lines = AsyncThrowingStream<[UInt8], any Error> { continuation in
            do {
                let header = ExampleExporter.header(of: format)
                if !header.isEmpty { continuation.yield(Array(header.utf8)) }
                for row in rows {
                    guard let line = try ExampleExporter.line(row.example, split: row.split, as: format)
                    else { continue }
                    continuation.yield(Array(line.utf8))
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        return ("\(name)-v\(record.version).\(format.fileEnding)", lines)
    }

    /// What a version is, as a Markdown text that goes with it.
    ///
    /// - Throws: `StoreError` when there is no such version.
    package func card(_ name: String, version: Int?) async throws -> (fileName: String, text: String) {
        let record = try await store.datasetVersion(version, of: name)
        let rows = try await store.allExamples(of: name, version: record.version)
        let state = record.curationDigest == nil ? nil : try curation.read(record).state
        let taken = Set((state?.drops ?? []).map(\.reason))
        let card = DatasetCard(
            name: name, version: record.version, origin: record.note,
            rows: rows.map { ($0.example, $0.split) },
            drops: record.drops.filter { !taken.contains($0.reason) }
                .map { RecipeDrop(reason: $0.reason, count: $0.count) }, reports: state?.reports ?? [])
        return ("\(name)-v\(record.version).md", card.markdown)
    }

    /// The longest row that a run takes when nobody says otherwise.
    private static func longestRow(_ base: LoadedModel) -> Int {
        min(TrainingSettings().maximumLength, base.model.configuration.contextLength)
    }
}
