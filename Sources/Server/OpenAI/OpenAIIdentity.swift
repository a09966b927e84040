import Foundation

/// What every object of one answer has in common.
struct OpenAIIdentity: Sendable {
    let id: String
    let created: Int
    let model: String

    init(prefix: String, model: String) {
        id = prefix + UUID().uuidString.lowercased().replacing("-", with: "")
        created = Int(Date.now.timeIntervalSince1970)
        self.model = model
    }
}
