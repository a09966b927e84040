internal import Core

/// The ranges of the sampling options.
enum SamplingRules {
    private static let mostStopSequences = 16

    /// Refuses an option out of range.
    ///
    /// - Throws: ``WorkstationError`` that names the option and its range.
    static func check(_ options: SamplingOptions) throws {
        try require(options.temperature >= 0 && options.temperature <= 10, "temperature", "from 0 to 10")
        try require(options.topK >= 0, "topK", "0 or more")
        try require(options.topP > 0 && options.topP <= 1, "topP", "above 0 and at most 1")
        try require(options.minP >= 0 && options.minP < 1, "minP", "from 0 to below 1")
        try require(
            options.repetitionPenalty > 0 && options.repetitionPenalty <= 10, "repetitionPenalty",
            "above 0 and at most 10")
        try require((options.maximumTokens ?? 0) >= 0, "maximumTokens", "0 or more")
        try require(
            options.stopSequences.count <= mostStopSequences
                && options.stopSequences.allSatisfy { !$0.isEmpty },
            "stopSequences", "at most \(mostStopSequences) texts that are not empty")
    }

    // NaN fails every comparison and is refused like any other value out of range.
    private static func require(_ isInRange: Bool, _ name: String, _ range: String) throws {
        guard isInRange else {
            throw WorkstationError.invalid("invalid_option", "The option \(name) must be \(range).")
        }
    }
}
