import Engine
import Tensor

/// Answers a run's sample prompts greedily with the adapter as it is now.
struct SampleWriter {
    let model: LanguageModel
    let samples: SamplePrompts

    /// Answers one prompt.
    ///
    /// - Parameters:
    ///   - index: Which prompt.
    ///   - adapter: The adapter over the model.
    ///   - isCancelled: Asked before each token.
    /// - Returns: The answer's ids without the token that ended it.
    /// - Throws: ``EngineError`` when the prompt does not fit; ``TrainingError`` when cancelled.
    func answer(_ index: Int, adapter: LoRAAdapter, isCancelled: () -> Bool) throws -> [Int] {
        let prompt = samples.prompts[index]
        let session = try DecodingSession(
            model: model, mix: AdapterMix([(adapter, 1)]), capacity: prompt.count + samples.maximumTokens)
        var logits = try session.prefill(prompt)
        var tokens: [Int] = []
        while tokens.count < samples.maximumTokens {
            guard !isCancelled() else { throw TrainingError.cancelled }
            let token = likeliest(logits)
            if samples.stopTokens.contains(token) { break }
            tokens.append(token)
            if tokens.count < samples.maximumTokens { logits = try session.decode(token) }
        }
        return tokens
    }

    private func likeliest(_ logits: [Float]) -> Int {
        var best = 0
        for index in logits.indices where logits[index] > logits[best] { best = index }
        return best
    }
}
