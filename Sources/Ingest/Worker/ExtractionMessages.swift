import Core

/// One line from the parent to the worker.
struct ExtractionRequest: Codable {
    /// Absolute path of the file.
    var path: String
    /// Relative name, for ties and messages.
    var name: String
    /// What the file may cost; the product's limits when left out.
    var limits: ExtractionLimits?
    /// Present when the file is an archive to be unpacked instead of a document to be extracted.
    var unpack: ArchiveLimits?
}

/// One line from the worker to the parent.
///
/// A document is a row of `blocks` and `rows` lines (further rows of the last block's table) and ends with `document`,
/// whose own list of blocks is empty, or with `skipped`. An archive is a row of `member`, `bytes` (that many raw
/// bytes follow the line), `memberEnd` and `refused` lines and ends with `unpacked` or `skipped`.
struct ExtractionResponse: Codable {
    /// Why something is left out, in the words of the contract.
    struct Refusal: Codable {
        var code: String
        var reason: String

        init(_ error: IngestError) {
            code = error.code
            reason = error.message
        }

        var error: IngestError {
            IngestError(IngestError.Reason(rawValue: code) ?? .workerFailed, message: reason)
        }
    }

    /// A member that is left out.
    struct RefusedMember: Codable {
        var name: String
        var refusal: Refusal
    }

    /// The end of a member, with the reason when it is to be dropped.
    struct MemberEnd: Codable {
        var refusal: Refusal?
    }

    var blocks: [DocumentBlock]?
    var rows: [[String]]?
    var document: ExtractedDocument?
    var skipped: Refusal?
    var member: String?
    var bytes: Int?
    var memberEnd: MemberEnd?
    var refused: RefusedMember?
    var unpacked: Bool?
    /// ``SandboxProtections`` of the worker, on the last line of an answer.
    var protections: UInt32?
}
