internal import Foundation

/// A tiny model of ``FamilyFixtures`` as a folder of a test's own, with a tokenizer that fits its vocabulary of 61.
package struct ModelFolder: Sendable {
    private let temporary: TemporaryFolder
    /// Where it is.
    package let path: String

    /// Copies a family's model; the name of the folder is the family's.
    package init(_ family: String) throws {
        temporary = try TemporaryFolder()
        path = temporary.path + "/" + family
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for name in ["config.json", "model.safetensors"] {
            try FileManager.default.copyItem(
                atPath: FamilyFixtures.folder(family) + "/" + name, toPath: path + "/" + name)
        }
        try write(family == "bert" ? Self.wordPieces : Self.bytePairs, to: "tokenizer.json")
    }

    /// Writes one of its files.
    package func write(_ text: String, to name: String) throws {
        let url = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Changes the text of one of its files.
    package func replace(_ text: String, with other: String, in name: String) throws {
        let old = try String(contentsOf: URL(filePath: path + "/" + name), encoding: .utf8)
        try write(old.replacing(text, with: other), to: name)
    }

    /// Removes one of its files.
    package func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path + "/" + name)
    }

    /// Moves one of its files away and puts a link to it there.
    package func link(_ name: String, to place: String) throws {
        try FileManager.default.moveItem(atPath: path + "/" + name, toPath: place)
        try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: place)
    }

    private static let bytePairs = """
        {"model": {"type": "BPE", "vocab": {"<unk>": 0, "<s>": 1, "</s>": 2, "a": 3, "b": 4, "ab": 5, "\u{120}": 6},
          "merges": ["a b"]},
         "added_tokens": [{"id": 2, "content": "</s>", "special": true}],
         "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true},
         "decoder": {"type": "ByteLevel"}}
        """
    private static let wordPieces = """
        {"model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
          "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "hello": 4, "world": 5, "##s": 6}},
         "normalizer": {"type": "BertNormalizer", "lowercase": true},
         "pre_tokenizer": {"type": "BertPreTokenizer"},
         "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
         "decoder": {"type": "WordPiece", "prefix": "##"}}
        """
}
