internal import Foundation

/// What a sentence-transformers folder says about how a text's vector is made of its tokens' vectors.
///
/// ``EmbeddingModel`` computes one way, the mean brought to length 1. A folder that asks for another is refused, because
/// its vectors would look right and mean nothing.
enum SentenceModules {
    /// One step of `modules.json`.
    private struct Module: Decodable {
        var path: String
        var type: String
    }

    private static let known: Set<String> = ["Transformer", "Pooling", "Normalize"]

    /// Checks the steps; a folder without them is a plain encoder.
    ///
    /// - Throws: ``EngineError`` when they are damaged or not those that are computed.
    static func check(_ folder: HuggingFaceFolder) throws(EngineError) {
        guard let bytes = try folder.bytes(of: .modules) else { return }
        let modules: [Module]
        do {
            modules = try JSONDecoder().decode([Module].self, from: Data(bytes))
        } catch {
            throw .corruptFolder(folder.path, "its \(HuggingFaceFile.modules.rawValue) is no list of steps")
        }
        for module in modules {
            // Types are names in Python's manner; what counts is the last part.
            let type = String(module.type.split(separator: ".").last ?? "")
            guard known.contains(type) else {
                throw .badFolder(
                    folder.path,
                    "its vectors take the step \(FileName.quoted(type)), which is not known; choose a model such as "
                        + "all-MiniLM-L6-v2")
            }
            guard type == "Pooling", let settings = try folder.settings(ofFolder: module.path) else {
                continue
            }
            try checkPooling(settings, folder)
        }
    }

    private static func checkPooling(
        _ settings: [String: MetadataValue], _ folder: HuggingFaceFolder
    ) throws(EngineError) {
        let modes = settings.filter { $0.key.hasPrefix("pooling_mode") && $0.value.bool == true }.keys
        let named = settings["pooling_mode"]?.string
        guard named ?? "mean" == "mean", modes.allSatisfy({ $0 == "pooling_mode_mean_tokens" }) else {
            throw .badFolder(
                folder.path,
                "its vectors are not the mean of their tokens' vectors; choose a model such as all-MiniLM-L6-v2"
            )
        }
    }
}
