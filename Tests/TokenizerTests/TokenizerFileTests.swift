import Testing

@testable import Tokenizer

@Suite struct TokenizerFileTests {
    private func refusal(_ json: String, configuration: String? = nil) -> String? {
        refusal(Array(json.utf8), configuration: configuration)
    }

    private func refusal(_ bytes: [UInt8], configuration: String? = nil) -> String? {
        do {
            _ = try Tokenizer(
                files: TokenizerFiles(tokenizer: bytes, configuration: configuration.map { Array($0.utf8) }))
            return nil
        } catch {
            return error.message
        }
    }

    private static let head =
        #""pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"use_regex":false},"decoder":{"type":"ByteLevel"}"#

    private func bytePairs(
        vocab: String = #"{"a":0,"b":1,"ab":2}"#, merges: String = #"["a b"]"#, added: String = "[]",
        rest: String = "", model: String = ""
    ) -> String {
        "{\"added_tokens\":\(added),\(Self.head),\"model\":{\"type\":\"BPE\",\"vocab\":\(vocab),"
            + "\"merges\":\(merges)\(model)}\(rest)}"
    }

    @Test func `reads merges as texts and as pairs`() throws {
        for merges in [#"["a b"]"#, #"[["a","b"]]"#] {
            let file = TokenizerFiles(tokenizer: Array(bytePairs(merges: merges).utf8))
            #expect(try Tokenizer(files: file).encode("abba") == [2, 1, 0])
        }
    }

    @Test(arguments: [
        (#"{"a":0,"b":0}"#, "[]", "two tokens have the number 0"), (#"{"a":0,"a":1}"#, "[]", "occurs twice"),
        (#"{"a":0,"b":99999999}"#, "[]", "99999999"), (#"{"a":0,"b":-1}"#, "[]", "-1"),
        (#"{"a":0,"b":1e99}"#, "[]", "whole number"), (#"{"a":0,"b":0.5}"#, "[]", "whole number"),
        (#"{"a":0,"b":4000000}"#, "[]", "number 4000000"), (#"{"a":"b"}"#, "[]", "number is expected"),
        ("{}", "[]", "0 tokens"),
        ("null", "[]", "an object is expected"), (#"{"a":0,"ab":1}"#, "[]", "no merges"),
        (#"{"a":0,"b":1}"#, #"["a b"]"#, "merge 0"), (#"{"a":0,"b":1,"ab":2}"#, #"["a c"]"#, "merge 0"),
        (#"{"a":0}"#, #"["a"]"#, "not two tokens"), (#"{"a":0}"#, #"["a b c"]"#, "not two tokens"),
        (#"{"a":0}"#, #"[["a"]]"#, "not two tokens"), (#"{"a":0}"#, #"[["a","b","c"]]"#, "not two tokens"),
        (#"{"a":0}"#, "[1]", "a list is expected"), (#"[["a",1]]"#, "[]", "different kinds"),
    ])
    func `refuses tokens and merges that contradict each other`(
        _ vocab: String, _ merges: String, _ reason: String
    ) throws {
        let message = try #require(refusal(bytePairs(vocab: vocab, merges: merges)))
        #expect(message.contains(reason), "\(message)")
        #expect(!message.contains("\n") && message.count < 400)
    }

    @Test(arguments: [
        (#"[{"id":0,"content":"x"}]"#, "two tokens have the number 0"),
        (#"[{"id":-3,"content":"x"}]"#, "no number"),
        (#"[{"id":3}]"#, "no name"), (#"[{"id":"3","content":"x"}]"#, "no number"), ("{}", "no list"),
        (#"[{"id":3,"content":"x","special":1}]"#, "neither true nor false"),
        (#"[{"id":3,"content":"x"},{"id":3,"content":"y"}]"#, "two tokens have the number 3"),
        (#"[{"id":4000000,"content":"x"}]"#, "4000000"),
    ])
    func `refuses added tokens that contradict the vocabulary`(_ added: String, _ reason: String) throws {
        let message = try #require(refusal(bytePairs(added: added)))
        #expect(message.contains(reason), "\(message)")
    }

    @Test(arguments: [
        ("", "too early"), ("[]", "an object is expected"), ("{", "too early"),
        (#"{"model":{}}"#, "no vocabulary"),
        (#"{"model":1}"#, "no vocabulary"), (#"{"model":null,"model":null}"#, "twice"), ("{} x", "follows"),
        (#"{"a":"\ud800"}"#, "surrogate"), (#"{"a":"\ud800\u0041"}"#, "surrogate"),
        (#"{"a":"\x"}"#, "escape"),
        ("{\"a\":\"\n\"}", "control character"), (#"{"a":01}"#, "number"), (#"{"a":-}"#, "number"),
        (#"{"a":+1}"#, "value"),
        (#"{"a":1 "b":2}"#, "comma"), (#"{"a" 1}"#, "colon"), (#"{"a":tru}"#, "value"),
        (#"{"a":"b"#, "inside a text"),
    ])
    func `refuses what is not JSON`(_ json: String, _ reason: String) throws {
        let message = try #require(refusal(json))
        #expect(message.contains(reason), "\(message)")
        #expect(message.hasPrefix("The model's tokenizer.json is damaged: "))
    }

    @Test func `refuses nesting without end and bytes that are no text`() throws {
        let deep = #"{"normalizer":"# + String(repeating: "[", count: 1_000_000)
        #expect(try #require(refusal(deep)).contains("nested deeper than 64"))
        let sequence = #"{"type":"Sequence","normalizers":["#
        let chain =
            #"{"normalizer":"# + String(repeating: sequence, count: 12) + String(repeating: "]}", count: 12)
        let json = chain + "," + Self.head + #","model":{"vocab":{"a":0},"merges":[]}}"#
        #expect(try #require(refusal(json)).contains("nested too deep"))
        #expect(try #require(refusal([0x7B, 0xFF, 0x7D])).contains("not UTF-8"))
    }

    @Test(arguments: [
        (#","normalizer":{"type":"Nmt"}"#, "\"Nmt\""), (#","normalizer":{}"#, "no type"),
        (#","normalizer":{"type":"Replace","pattern":{"Regex":"a+"},"content":""}"#, "\"a+\""),
        (#","normalizer":{"type":"Precompiled","precompiled_charsmap":"AAAA"}"#, "table of characters"),
        (
            #","normalizer":{"type":"Sequence","normalizers":["#
                + Array(
                    repeating: #"{"type":"Replace","pattern":{"String":"a"},"content":"aa"}"#, count: 10
                ).joined(separator: ",") + "]}", "512 times"
        ),
        (
            #","normalizer":{"type":"Prepend","prepend":"\#(String(repeating: "a", count: 100))"}"#,
            "100 bytes"
        ),
        (#","post_processor":{"type":"Other"}"#, "\"Other\""),
        (#","post_processor":{"type":"BertProcessing","sep":["x"],"cls":["y",1]}"#, "without a number"),
        (#","post_processor":{"type":"BertProcessing","sep":["x",9],"cls":["y",1]}"#, "frame token 9"),
    ])
    func `refuses parts that it does not know by their names`(_ part: String, _ reason: String) throws {
        let message = try #require(refusal(bytePairs(rest: part)))
        #expect(message.contains(reason), "\(message)")
    }

    @Test(arguments: [
        (#"{"type":"Split","pattern":{"Regex":"x|y"},"behavior":"Isolated","invert":false}"#, "\"x|y\""),
        (#"{"type":"UnicodeScripts"}"#, "UnicodeScripts"),
        (#"{"type":"Metaspace","prepend_scheme":"sometimes"}"#, "sometimes"),
        (#"{"type":"Punctuation","behavior":"Odd"}"#, "Odd"),
        (
            #"{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Punctuation"}]}"#,
            "behind the byte"
        ),
    ])
    func `refuses ways to split that it does not know`(_ part: String, _ reason: String) throws {
        let json =
            #"{"pre_tokenizer":\#(part),"decoder":{"type":"ByteLevel"},"model":{"vocab":{"a":0},"merges":[]}}"#
        #expect(try #require(refusal(json)).contains(reason))
    }

    @Test(arguments: [
        (#"{"type":"WordLevel","vocab":{"a":0}}"#, "WordLevel"),
        (#"{"type":"WordPiece","vocab":{"a":0},"unk_token":"b"}"#, "does not hold"),
        (
            #"{"type":"WordPiece","vocab":{"a":0},"unk_token":"a","max_input_chars_per_word":100000}"#,
            "100000"
        ),
        (#"{"type":"Unigram","vocab":[["a",0]]}"#, "does not hold"),
        (#"{"type":"Unigram","vocab":[["a",0]],"unk_id":7}"#, "does not hold"),
        (#"{"type":"Unigram","vocab":[["a"]],"unk_id":0}"#, "no score"),
        (#"{"type":"Unigram","vocab":[["a",1e999]],"unk_id":0}"#, "number"),
        (#"{"type":"BPE","vocab":{"a":0},"merges":[],"dropout":0.1}"#, "by chance"),
        (#"{"type":"BPE","vocab":{"a":0},"merges":[],"end_of_word_suffix":"</w>"}"#, "</w>"),
    ])
    func `refuses models that it does not know or that lack something`(_ model: String, _ reason: String)
        throws
    {
        let json = #"{"pre_tokenizer":null,"decoder":{"type":"Fuse"},"model":\#(model)}"#
        let message = try #require(refusal(json))
        #expect(message.contains(reason), "\(message)")
    }

    @Test func `takes names, templates and the beginning of a sequence from the configuration`() throws {
        let added = #"[{"id":3,"content":"<s>","special":true},{"id":4,"content":"</s>","special":true}]"#
        let configuration =
            #"{"bos_token":{"content":"<s>"},"eos_token":"</s>","pad_token":null,"add_bos_token":true,"#
            + #""chat_template":[{"name":"rag","template":"x"},{"name":"default","template":"{{ bos_token }}"}]}"#
        var files = TokenizerFiles(
            tokenizer: Array(bytePairs(added: added).utf8), configuration: Array(configuration.utf8),
            endTokens: [2])
        let tokenizer = try Tokenizer(files: files)
        #expect(tokenizer.beginningOfSequence == 3)
        #expect(tokenizer.endOfSequence == 4)
        #expect(tokenizer.padding == nil)
        #expect(tokenizer.addsBeginningOfSequence)
        #expect(tokenizer.stopTokens == [2, 4])
        #expect(tokenizer.chatTemplate == "{{ bos_token }}")
        #expect(tokenizer.encodeSequence("ab") == [3, 2])
        files.chatTemplate = Array("new".utf8)
        #expect(try Tokenizer(files: files).chatTemplate == "new")
        files.endTokens = [77]
        #expect(throws: TokenizerError.self) { try Tokenizer(files: files) }
        files.endTokens = []
        files.chatTemplate = [0xFF]
        #expect(throws: TokenizerError.self) { try Tokenizer(files: files) }
        #expect(refusal(bytePairs(), configuration: "[]")?.contains("tokenizer_config.json") == true)
        #expect(
            refusal(bytePairs(), configuration: #"{"chat_template":3}"#)?.contains("chat template") == true)
    }

    @Test func `leaves out merges that would make a control token`() throws {
        let vocab = #"{"<":0,"s":1,">":2,"<s":3,"<s>":4}"#
        let added = #"[{"id":4,"content":"<s>","special":true}]"#
        let json = bytePairs(vocab: vocab, merges: #"["< s","<s >"]"#, added: added)
        let tokenizer = try Tokenizer(files: TokenizerFiles(tokenizer: Array(json.utf8)))
        #expect(tokenizer.encode("<s>") == [3, 2])
        #expect(tokenizer.encode("<s>", allowingSpecial: true) == [4])
    }

    @Test func `keeps numbers without a token apart`() throws {
        let json = bytePairs(vocab: #"{"a":0,"b":1,"ab":9}"#)
        let tokenizer = try Tokenizer(files: TokenizerFiles(tokenizer: Array(json.utf8)))
        #expect(tokenizer.vocabularySize == 10)
        #expect(tokenizer.encode("ab") == [9])
        #expect(tokenizer.decode([5, 9]) == "ab")
    }
}
