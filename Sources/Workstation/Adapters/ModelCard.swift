internal import Foundation

/// The `README.md` of a bundle: what a person needs to know before using the adapter.
enum ModelCard {
    /// Writes the card.
    static func text(_ manifest: BundleManifest, rank: Int, alpha: Double) -> String {
        let losses: String
        if let before = manifest.metrics.heldOutLossBefore, let after = manifest.metrics.heldOutLossAfter {
            losses = String(
                format: "Held-out loss %.4f before and %.4f after, in nats a token.", before, after)
        } else {
            losses = "No held-out loss is known."
        }
        return """
            ---
            base_model: \(manifest.base.name)
            library_name: peft
            tags: [lora]
            ---

            # \(manifest.adapter), version \(manifest.version)

            A LoRA adapter of rank \(rank) and alpha \(alpha) for \(manifest.base.name) (\(manifest.base.architecture)).
            It was made from private documents; share it as you would share them.

            - Base model: SHA-256 `\(manifest.base.digest)`
            - Dataset: \(manifest.dataset.name ?? "unknown")\
            \(manifest.dataset.version.map { ", version \($0)" } ?? "")\
            \(manifest.dataset.digest.map { ", SHA-256 `\($0)`" } ?? "")
            - \(losses)
            - Made by Diapason \(manifest.program)

            Load it with PEFT: `PeftModel.from_pretrained(base, "this-folder")`. The base must be the model above; an
            adapter on another base gives nonsense.

            """
    }
}
