/// The parts of PEFT's `adapter_config.json` that this program reads and writes.
struct AdapterConfiguration: Codable {
    var peftType: String
    var taskType: String?
    var baseModelNameOrPath: String?
    var rank: Int
    var alpha: Double
    var dropout: Double?
    var bias: String?
    var targetModules: [String]?
    var fanInFanOut: Bool?
    var inferenceMode: Bool?
    var initLoraWeights: Bool?
    var useRSLoRA: Bool?
    var useDoRA: Bool?
    var modulesToSave: [String]?
    var rankPattern: [String: Int]?
    var alphaPattern: [String: Double]?

    enum CodingKeys: String, CodingKey {
        case peftType = "peft_type"
        case taskType = "task_type"
        case baseModelNameOrPath = "base_model_name_or_path"
        case rank = "r"
        case alpha = "lora_alpha"
        case dropout = "lora_dropout"
        case bias
        case targetModules = "target_modules"
        case fanInFanOut = "fan_in_fan_out"
        case inferenceMode = "inference_mode"
        case initLoraWeights = "init_lora_weights"
        case useRSLoRA = "use_rslora"
        case useDoRA = "use_dora"
        case modulesToSave = "modules_to_save"
        case rankPattern = "rank_pattern"
        case alphaPattern = "alpha_pattern"
    }

    /// Settings of an adapter that this program has made.
    init(rank: Int, alpha: Double, modules: [String], baseModel: String?, isTransposed: Bool) {
        peftType = "LORA"
        taskType = "CAUSAL_LM"
        baseModelNameOrPath = baseModel
        self.rank = rank
        self.alpha = alpha
        dropout = 0
        bias = "none"
        targetModules = modules
        fanInFanOut = isTransposed
        inferenceMode = true
        initLoraWeights = true
        useRSLoRA = false
        useDoRA = false
        rankPattern = [:]
        alphaPattern = [:]
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        peftType = try container.decode(String.self, forKey: .peftType)
        baseModelNameOrPath = try container.decodeIfPresent(String.self, forKey: .baseModelNameOrPath)
        rank = try container.decode(Int.self, forKey: .rank)
        alpha = try container.decode(Double.self, forKey: .alpha)
        bias = try container.decodeIfPresent(String.self, forKey: .bias)
        fanInFanOut = try container.decodeIfPresent(Bool.self, forKey: .fanInFanOut)
        useRSLoRA = try container.decodeIfPresent(Bool.self, forKey: .useRSLoRA)
        useDoRA = try container.decodeIfPresent(Bool.self, forKey: .useDoRA)
        modulesToSave = try container.decodeIfPresent([String].self, forKey: .modulesToSave)
        rankPattern = try container.decodeIfPresent([String: Int].self, forKey: .rankPattern)
        alphaPattern = try container.decodeIfPresent([String: Double].self, forKey: .alphaPattern)
        // `target_modules` may be a list or a pattern; the tensors themselves say what is changed.
    }

    /// Why the adapter cannot be used, or nil when it can.
    ///
    /// - Parameter isTransposed: Whether the family keeps its weights the other way round, which PEFT notes without
    ///   storing A and B differently.
    /// - Returns: The reason, to follow "because".
    func obstacle(isTransposed: Bool) -> String? {
        if peftType != "LORA" { return "its type is \(peftType.debugDescription) and not LORA" }
        if rank < 1 || rank > 4096 { return "its rank is \(rank)" }
        if !alpha.isFinite || !Float(alpha).isFinite { return "its alpha is not a number" }
        if useDoRA == true { return "it is a DoRA adapter; train one without DoRA" }
        if fanInFanOut == true, !isTransposed {
            return "its matrices are stored the other way round (fan_in_fan_out)"
        }
        if let bias, bias != "none" { return "it changes biases; train one with bias \"none\"" }
        if let saved = modulesToSave, !saved.isEmpty { return "it replaces whole layers (modules_to_save)" }
        if let pattern = rankPattern, !pattern.isEmpty { return "its rank differs from layer to layer" }
        if let pattern = alphaPattern, !pattern.isEmpty { return "its alpha differs from layer to layer" }
        return nil
    }

    /// What the product of the matrices is multiplied by.
    var scale: Float {
        Float(useRSLoRA == true ? alpha / Double(rank).squareRoot() : alpha / Double(rank))
    }
}
