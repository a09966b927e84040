#!/usr/bin/env python3
"""Hugging Face folders from outside: imported, asked over both APIs, tuned, exported; an encoder gives vectors.

Standard library only. The models are the tiny random ones of the unit tests with a tokenizer of a few pieces.
"""

import contextlib
import json
import math
import pathlib
import shutil
import unittest

from harness import ROOT, Failure, command, result, running_server, temporary_folder

FAMILIES = ROOT / "Tests/EngineTests/Fixtures/families"
LETTERS = {piece: number for number, piece in enumerate(
    ["<unk>", "<s>", "</s>", *"abcdefghijklmnopqrstuvwxyz", "\u0120", "\u010a", ".", "?", ":", "ab"])}
BYTE_PAIRS = {
    "model": {"type": "BPE", "vocab": LETTERS, "merges": ["a b"]},
    "added_tokens": [{"id": 2, "content": "</s>", "special": True}],
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True},
    "decoder": {"type": "ByteLevel"},
}
WORD_PIECES = {
    "model": {
        "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
        "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "hello": 4, "world": 5, "##s": 6}},
    "normalizer": {"type": "BertNormalizer", "lowercase": True},
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
    "decoder": {"type": "WordPiece", "prefix": "##"},
}
TEMPLATE = "{% for m in messages %}{{ m.role[0] }}: {{ m.content }}\n{% endfor %}{% if add_generation_prompt %}a: {% endif %}"
WRONG_INPUT = 2


def model_folder(folder: pathlib.Path, family: str) -> pathlib.Path:
    """A tiny model as a folder of its own, as `save_pretrained` would leave it."""
    path = folder / family
    path.mkdir()
    for name in ("config.json", "model.safetensors"):
        shutil.copy(FAMILIES / family / name, path / name)
    tokenizer = WORD_PIECES if family == "bert" else BYTE_PAIRS
    (path / "tokenizer.json").write_text(json.dumps(tokenizer))
    if family != "bert":
        settings = {"chat_template": TEMPLATE, "eos_token": "</s>", "bos_token": "<s>"}
        (path / "tokenizer_config.json").write_text(json.dumps(settings))
    return path


class Folders(unittest.TestCase):
    def setUp(self):
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        self.folder = stack.enter_context(temporary_folder())
        self.home = self.folder / "home"
        self.stack = stack

    def test_a_decoder_answers_is_tuned_and_leaves_as_a_bundle(self):
        model = model_folder(self.folder, "qwen3")
        imported = result("models", "import", model, "--name", "tiny", home=self.home)
        self.assertEqual((imported["name"], imported["architecture"]), ("tiny", "qwen3"))
        # The folder itself is no longer needed.
        shutil.rmtree(model)
        rows = [
            {"messages": [{"role": "user", "content": f"{word}?"}, {"role": "assistant", "content": f"{word} is {word}."}]}
            for word in ("ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr", "st")]
        data = self.folder / "rows.jsonl"
        data.write_text("".join(json.dumps(row) + "\n" for row in rows))
        result("datasets", "import", data, "--name", "words", home=self.home)
        done = command(
            "train", "--dataset", "words", "--model", "tiny", "--adapter", "words", "--steps", "3",
            "--maximum-length", "48", home=self.home)
        self.assertEqual(done.returncode, 0, done.stderr)
        bundle = self.folder / "words.zip"
        done = command("adapters", "export", "words", "--output", bundle, home=self.home)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(bundle.read_bytes().startswith(b"PK"))

        server = self.stack.enter_context(running_server(self.home))
        for name in ("tiny", "tiny+words"):
            answer = server.request("POST", "/v1/chat/completions", {
                "model": name, "messages": [{"role": "user", "content": "ab?"}], "max_tokens": 4, "temperature": 0})
            self.assertEqual(answer["model"], name)
            self.assertLessEqual(answer["usage"]["completion_tokens"], 4)
        scored = server.request("POST", "/v1/completions", {
            "model": "tiny+words", "prompt": "ab is ab.", "max_tokens": 0, "echo": True, "logprobs": 2})
        numbers = scored["choices"][0]["logprobs"]["token_logprobs"]
        self.assertEqual(len(numbers), 7)
        self.assertIsNone(numbers[0])
        self.assertTrue(all(number <= 0 for number in numbers[1:]))
        with self.assertRaises(Failure) as caught:
            server.request("POST", "/v1/embeddings", {"model": "tiny", "input": "ab"})
        self.assertEqual(caught.exception.status, 422)

    def test_an_encoder_gives_vectors_and_does_not_chat(self):
        result("models", "import", model_folder(self.folder, "bert"), "--name", "encoder", home=self.home)
        texts = ["hello world", "hello worlds", "world"]
        vectors = result("embed", *texts, "--model", "encoder", home=self.home)
        server = self.stack.enter_context(running_server(self.home))
        answer = server.request("POST", "/v1/embeddings", {"model": "encoder", "input": texts})
        self.assertEqual([entry["index"] for entry in answer["data"]], [0, 1, 2])
        for entry, other in zip(answer["data"], vectors["data"], strict=True):
            own = entry["embedding"]
            self.assertEqual(len(own), 24)
            self.assertAlmostEqual(math.hypot(*own), 1, places=5)
            self.assertLess(max(abs(a - b) for a, b in zip(own, other["embedding"], strict=True)), 1e-6)
        with self.assertRaises(Failure) as caught:
            server.request("POST", "/v1/chat/completions", {
                "model": "encoder", "messages": [{"role": "user", "content": "hello"}]})
        self.assertEqual(caught.exception.status, 422)
        self.assertIn("encoder", caught.exception.error["message"])

    def test_a_damaged_folder_leaves_nothing_behind(self):
        cases = {
            "config.json": b"{", "model.safetensors": b"\xff" * 64, "tokenizer.json": b'{"model": {"type": "BPE"}}'}
        for name, bytes in cases.items():
            with self.subTest(name):
                place = self.folder / name.replace(".", "-")
                place.mkdir()
                model = model_folder(place, "llama")
                (model / name).write_bytes(bytes)
                done = command("models", "import", model, "--name", "broken", home=self.home)
                self.assertEqual(done.returncode, WRONG_INPUT, done.stderr)
                self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
                self.assertEqual(result("models", "list", home=self.home)["models"], [])


if __name__ == "__main__":
    unittest.main()
