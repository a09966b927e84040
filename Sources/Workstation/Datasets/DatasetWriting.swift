internal import Core
internal import Foundation
internal import Logging
internal import Store

/// Questions that a model writes, beside those that a recipe finds itself.
struct DatasetWriting: Sendable {
    /// Finished chunks between two times that they are kept.
    private static let keepEvery = 8
    let service: WrittenQuestionService
    let options: WrittenQuestionOptions
    /// The file that keeps what is finished.
    let draft: String

    /// Asks about all chunks and adds the rows.
    ///
    /// - Throws: As the service; what is finished until then is kept, and the next build goes on from it.
    func add(
        to output: RecipeOutput, about documents: [RecipeDocument], _ job: JobProgress
    ) async throws -> RecipeOutput {
        var progress = read()
        let written: RecipeOutput
        do {
            written = try await service.questions(
                for: documents, options: options, progress: &progress
            ) { progress, done, total in
                if done % Self.keepEvery == 0 { keep(progress) }
                // A report that cannot be stored says nothing about the work.
                try? await job.report(done: done, total: total, "Questions about \(total) passages")
            }
        } catch {
            keep(progress)
            throw error
        }
        keep(progress)
        var all = output
        all.append(written, named: "written")
        all.removeLeaks()
        return all
    }

    private func read() -> QuestionProgress {
        // A draft that cannot be read costs time, not rows: every chunk is then asked about again.
        guard let bytes = try? FileTree.read(draft, limit: 1 << 30) else { return QuestionProgress() }
        return (try? JSONCoding.decoder.decode(QuestionProgress.self, from: Data(bytes)))
            ?? QuestionProgress()
    }

    private func keep(_ progress: QuestionProgress) {
        do {
            try FileTree.write(Array(JSONCoding.encoder.encode(progress)), to: draft)
        } catch {
            WorkstationLog.logger.warning("a draft of questions could not be kept: \(error)")
        }
    }
}
