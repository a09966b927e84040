internal import ArgumentParser
internal import Workstation

/// How the next token is chosen.
struct SamplingFlags: ParsableArguments {
    @Option(help: "The most tokens to make.")
    var maxTokens: Int?

    @Option(help: "Divides the logits; 0 is greedy.")
    var temperature: Float?

    @Option(help: "Keep the k most likely tokens; 0 keeps all.")
    var topK: Int?

    @Option(help: "Keep the smallest set of tokens with this probability.")
    var topP: Float?

    @Option(help: "Drop tokens less likely than this share of the likeliest.")
    var minP: Float?

    @Option(help: "Divide the logits of tokens seen lately.")
    var repetitionPenalty: Float?

    @Option(help: "Same seed, same answer.")
    var seed: UInt64?

    @Option(help: "A text that ends the answer; may be given several times.")
    var stop: [String] = []

    /// The chosen options.
    var partial: PartialSamplingOptions {
        var options = PartialSamplingOptions()
        options.maximumTokens = maxTokens
        options.temperature = temperature
        options.topK = topK
        options.topP = topP
        options.minP = minP
        options.repetitionPenalty = repetitionPenalty
        options.seed = seed
        options.stopSequences = stop.isEmpty ? nil : stop
        return options
    }
}
