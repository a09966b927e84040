package import Core

/// Why a server on this machine wrote no questions.
package struct ServerWriterError: ExplainedError {
    /// What kind of trouble this is; `unavailable` when no other chunk would fare better.
    package let category: ErrorCategory
    /// A stable machine-readable word.
    package let code: String
    /// One sentence that names the server and the remedy.
    package let message: String

    static func unreachable(_ address: String) -> Self {
        Self(
            category: .unavailable, code: "writer_unreachable",
            message: "No server answers at \(address); start it, or name another port.")
    }

    static func late(_ address: String, seconds: Int) -> Self {
        Self(
            category: .unavailable, code: "writer_timed_out",
            message:
                "The server at \(address) gave no answer in \(seconds) seconds; use a smaller model or shorter chunks."
        )
    }

    static func interrupted(_ address: String) -> Self {
        Self(
            category: .unavailable, code: "writer_interrupted",
            message:
                "The server at \(address) closed the connection before its answer was complete; see its log.")
    }

    /// What a status says; a server that fails or is busy is asked again later, a request that it refuses is not.
    static func refused(_ address: String, status: Int) -> Self {
        switch status {
        case 401, 403:
            Self(
                category: .unavailable, code: "writer_wants_key",
                message: "The server at \(address) asks for a key; start it without one.")
        case 404:
            Self(
                category: .unavailable, code: "writer_not_found",
                message:
                    "The server at \(address) knows no such path or model; check the address, usually with /v1, and the model."
            )
        case 429, 500...: answered(address, "failed", status, .unavailable, "writer_failed")
        default: answered(address, "refused the request", status, .invalidInput, "writer_refused")
        }
    }

    private static func answered(
        _ address: String, _ deed: String, _ status: Int, _ category: ErrorCategory, _ code: String
    ) -> Self {
        Self(
            category: category, code: code,
            message: "The server at \(address) \(deed) with status \(status); see its log.")
    }

    static func tooLong(_ address: String, bytes: Int) -> Self {
        Self(
            category: .tooLarge, code: "writer_answer_too_long",
            message:
                "The server at \(address) sent more than \(bytes) bytes for one chunk; its answer is left out."
        )
    }

    static func unreadable(_ address: String) -> Self {
        Self(
            category: .invalidInput, code: "writer_answer_unreadable",
            message:
                "The server at \(address) does not answer as OpenAI's chat completions do; check the address."
        )
    }
}
