internal import Core
internal import Foundation

/// Questions about documents that a model writes: the entry for jobs and fronts.
package struct WrittenQuestionService: Sendable {
    /// Makes a writer that asks a server on this machine; the front that speaks HTTP gives it.
    package typealias ServerConnector =
        @Sendable (LoopbackAddress, _ model: String) throws -> any QuestionWriter

    private static let questionsPerChunk = 1...12

    private let generation: GenerationService
    /// A prompt file of the user's own; the built-in prompt is used when there is none.
    private let promptPath: String
    private let connector: ServerConnector?

    init(generation: GenerationService, home: String, connector: ServerConnector?) {
        self.generation = generation
        self.connector = connector
        promptPath = home + "/prompts/questions.md"
    }

    /// Refuses what cannot work, before anything is queued.
    ///
    /// - Throws: As ``questions(for:options:progress:report:)`` before its first chunk.
    package func check(_ options: WrittenQuestionOptions) async throws {
        _ = try await recipe(options)
    }

    /// Asks for questions about every chunk of some documents.
    ///
    /// Every chunk ends in rows, each with evidence that occurs in its document, or in a reason.
    ///
    /// - Parameters:
    ///   - documents: The documents.
    ///   - options: Who writes, and how many.
    ///   - progress: What is finished already; the finished chunks are added to it. Kept over a restart, the next call
    ///     asks only about the others.
    ///   - report: Called after every chunk with the progress, the finished and all chunks.
    /// - Returns: The rows of all chunks, split by document, with the account.
    /// - Throws: `CancellationError`; ``WorkstationError`` when the model, the server or an option is wrong;
    ///   ``DatasetFileError`` when the user's prompt file is; an `ExplainedError` of category `unavailable` when the server
    ///   stops answering. What is finished until then is in `progress`.
    package func questions(
        for documents: [RecipeDocument], options: WrittenQuestionOptions, progress: inout QuestionProgress,
        report: (QuestionProgress, _ done: Int, _ total: Int) async -> Void = { _, _, _ in }
    ) async throws -> RecipeOutput {
        do {
            return try await recipe(options).build(documents, progress: &progress, report: report)
        } catch {
            // Whatever a cancelled task was doing fails in its own words.
            try Task.checkCancellation()
            throw error
        }
    }

    private func recipe(_ options: WrittenQuestionOptions) async throws -> WrittenQuestions {
        guard Self.questionsPerChunk.contains(options.questionsPerChunk) else {
            throw WorkstationError.invalid(
                "invalid_option",
                "The option questionsPerChunk must be from \(Self.questionsPerChunk.lowerBound) to \(Self.questionsPerChunk.upperBound)."
            )
        }
        return WrittenQuestions(
            writer: try await writer(options.writer), prompt: try prompt(), options: options.recipe,
            questionsPerChunk: options.questionsPerChunk)
    }

    private func writer(_ writer: WrittenQuestionOptions.Writer) async throws -> any QuestionWriter {
        switch writer {
        case .model(let name): return try await LocalQuestionWriter(model: name, generation: generation)
        case .server(let address, let model):
            let address = try LoopbackAddress(address)
            guard let connector else {
                throw WorkstationError(
                    .unsupported, "no_server_connection",
                    "This process asks no other server; build the dataset in 'diapason serve'.")
            }
            return try connector(address, model)
        }
    }

    private func prompt() throws -> QuestionPrompt {
        guard let data = FileManager.default.contents(atPath: promptPath) else {
            return try QuestionPrompt.builtIn()
        }
        return try QuestionPrompt(String(decoding: data, as: UTF8.self), name: "prompts/questions.md")
    }
}
