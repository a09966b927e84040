extension OpenAPIOperations {
    private typealias Schema = OpenAPISchema

    static let chat: [OpenAPIOperation] = [
        .init(
            method: "get", path: "/api/conversations",
            summary: "All conversations, the one changed last first.",
            answer: .json(Schema.object(["conversations": Schema.list(Schema.named("Conversation"))]))),
        .init(
            method: "post", path: "/api/conversations", summary: "Begins a conversation.",
            body: .json(Schema.object(["model": Schema.text, "title?": Schema.text])), status: 201,
            answer: .json(Schema.named("Conversation"))),
        .init(
            method: "get", path: "/api/conversations/{id}", summary: "A conversation with its messages.",
            answer: .json(Schema.named("ConversationDetail"))),
        .init(
            method: "patch", path: "/api/conversations/{id}", summary: "Changes the title or the model.",
            body: .json(Schema.object(["title?": Schema.text, "model?": Schema.text])),
            answer: .json(Schema.named("Conversation"))),
        .init(
            method: "delete", path: "/api/conversations/{id}", summary: "Removes a conversation.", status: 204
        ),
        .init(
            method: "post", path: "/api/conversations/{id}/messages",
            summary:
                "Says something, or asks for the last answer anew, and streams the answer; closing ends it.",
            body: .json(
                Schema.object([
                    "content": Schema.text, "model?": Schema.text,
                    "options?": Schema.named("SamplingOptions"), "regenerate?": Schema.flag,
                ])),
            answer: .events(
                "Events: message (the stored question), token {text}, then done (the stored answer) or "
                    + "error {code, message}.")),
        .init(
            method: "post", path: "/api/compare", summary: "Asks several models the same; nothing is stored.",
            body: .json(
                Schema.object([
                    "content": Schema.text, "models": Schema.list(Schema.text),
                    "options?": Schema.named("SamplingOptions"),
                ])),
            answer: .events(
                "Events: token {index, text}, done {index, finishReason, tokens, seconds}, "
                    + "error {index, code, message}.")),
    ]

    static let openAI: [OpenAPIOperation] = [
        .init(
            method: "get", path: "/v1/models", summary: "Names of models, in OpenAI's shape.",
            answer: .json(Schema.object(["object": Schema.text, "data": Schema.list(openAIModel)]))),
        .init(
            method: "get", path: "/v1/models/{id}", summary: "One model name, in OpenAI's shape.",
            answer: .json(openAIModel)),
        .init(
            method: "post", path: "/v1/chat/completions", summary: "Chat, in OpenAI's shape.",
            body: .json(
                Schema.object([
                    "model": Schema.text, "messages": Schema.list(Schema.named("Message")),
                    "stream?": Schema.flag,
                    "stream_options?": Schema.object(["include_usage?": Schema.flag]),
                    "temperature?": Schema.number, "top_p?": Schema.number, "top_k?": Schema.whole,
                    "min_p?": Schema.number, "repetition_penalty?": Schema.number,
                    "max_tokens?": Schema.whole,
                    "max_completion_tokens?": Schema.whole, "stop?": stop, "seed?": Schema.whole,
                    "logprobs?": Schema.flag, "top_logprobs?": Schema.whole,
                    "response_format?": responseFormat,
                ])),
            answer: .json(Schema.object([:]))),
        .init(
            method: "post", path: "/v1/completions",
            summary: "Continues text or token ids, in OpenAI's shape.",
            body: .json(
                Schema.object([
                    "model": Schema.text,
                    "prompt": [
                        "oneOf": [
                            Schema.text, Schema.list(Schema.text), Schema.list(Schema.whole),
                            Schema.list(Schema.list(Schema.whole)),
                        ]
                    ],
                    "max_tokens?": Schema.whole, "echo?": Schema.flag, "logprobs?": Schema.whole,
                    "stream?": Schema.flag, "stream_options?": Schema.object(["include_usage?": Schema.flag]),
                    "temperature?": Schema.number, "top_p?": Schema.number, "top_k?": Schema.whole,
                    "min_p?": Schema.number, "repetition_penalty?": Schema.number, "stop?": stop,
                    "seed?": Schema.whole,
                ])),
            answer: .json(Schema.object([:]))),
        .init(
            method: "post", path: "/v1/embeddings",
            summary: "Makes one vector of length 1 of each text, in OpenAI's shape.",
            body: .json(
                Schema.object([
                    "model": Schema.text,
                    "input": [
                        "oneOf": [
                            Schema.text, Schema.list(Schema.text), Schema.list(Schema.whole),
                            Schema.list(Schema.list(Schema.whole)),
                        ]
                    ],
                    "encoding_format?": Schema.choice(["float", "base64"]), "dimensions?": Schema.whole,
                ])),
            answer: .json(
                Schema.object([
                    "object": Schema.text, "model": Schema.text,
                    "data": Schema.list(
                        Schema.object([
                            "object": Schema.text, "index": Schema.whole,
                            "embedding": ["oneOf": [Schema.list(Schema.number), Schema.text]],
                        ])),
                    "usage": Schema.object(["prompt_tokens": Schema.whole, "total_tokens": Schema.whole]),
                ]))),
    ]

    private static let openAIModel = Schema.object([
        "id": Schema.text, "object": Schema.text, "created": Schema.whole, "owned_by": Schema.text,
    ])

    /// Free text, any JSON object, or an object by a JSON Schema.
    private static let responseFormat = Schema.object([
        "type": Schema.choice(["text", "json_object", "json_schema"]),
        "json_schema?": Schema.object([
            "name": Schema.text, "description?": Schema.text, "strict?": Schema.flag,
            "schema?": Schema.object([:]),
        ]),
    ])

    private static let stop: JSONValue = ["oneOf": [Schema.text, Schema.list(Schema.text)]]
}
