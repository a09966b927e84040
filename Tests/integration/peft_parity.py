#!/usr/bin/env python3
"""An exported bundle, loaded in PEFT over the same weights in float32, gives the product's log-probabilities.

Needs torch, transformers and peft, the starter model and its Hugging Face form:
  MODEL=SmolLM2-135M-Instruct.Q4_1.gguf HF_MODEL=folder DIAPASON=program python peft_parity.py
Environment: STEPS (default 8) of the run that makes the adapter.
"""

import contextlib
import os
import pathlib
import unittest
import zipfile

import peft
import torch
import transformers

from harness import STATES_AT_REST, command, facts, result, running_server, temporary_folder

MODEL, HF_MODEL = pathlib.Path(os.environ["MODEL"]), os.environ["HF_MODEL"]
STEPS = int(os.environ.get("STEPS") or 8)
# The product computes in f32 like the reference; sums of 576 to 1536 terms are ordered differently.
TOLERANCE = 1e-3
TEXTS = [
    "What colour is the box in pantry 1? The box in pantry 1 is teal.",
    "The quick brown fox jumps over the lazy dog, and the dog does not mind at all.",
    "def add(a, b):\n    return a + b\n",
]


class PEFTParity(unittest.TestCase):
    def test_log_probabilities_agree(self):
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(temporary_folder())
            home, bundle = folder / "home", folder / "boxes.zip"
            result("models", "import", MODEL, "--name", "base", home=home)
            rows = folder / "rows.jsonl"
            rows.write_bytes(facts())
            result("datasets", "import", rows, "--name", "boxes", home=home)
            tokenizer = transformers.AutoTokenizer.from_pretrained(HF_MODEL)
            # The reference computes in f32, and so does the product when it is asked to.
            with running_server(home, arguments=("--numerics", "exact")) as server:
                body = {"dataset": "boxes", "model": "base", "adapter": "boxes",
                        "settings": {"steps": STEPS, "batchExamples": 4, "evaluateEvery": STEPS}}
                run = server.request("POST", "/api/runs", body)
                run = server.await_run(run["id"], lambda run: run["state"] in STATES_AT_REST, seconds=3600)
                self.assertEqual(run["state"], "finished", run)
                exported = command("adapters", "export", "boxes", "--output", bundle, home=home)
                self.assertEqual(exported.returncode, 0, exported.stderr)
                prompts = [tokenizer(text)["input_ids"] for text in TEXTS]
                found = {name: self.product(server, name, prompts) for name in ("base", "base+boxes")}

            with zipfile.ZipFile(bundle) as archive:
                archive.extractall(folder / "bundle")
            [configuration] = (folder / "bundle").rglob("adapter_config.json")
            plain = transformers.AutoModelForCausalLM.from_pretrained(HF_MODEL, dtype=torch.float32).eval()
            wanted = {"base": [self.reference(plain, prompt) for prompt in prompts]}
            tuned = peft.PeftModel.from_pretrained(plain, str(configuration.parent)).eval()
            wanted["base+boxes"] = [self.reference(tuned, prompt) for prompt in prompts]

        for name in wanted:
            worst = max(
                abs(a - b) for ours, theirs in zip(found[name], wanted[name], strict=True)
                for a, b in zip(ours, theirs, strict=True))
            print(f"{name}: largest difference {worst:.2e} over {sum(map(len, wanted[name]))} tokens")
            self.assertLess(worst, TOLERANCE, name)
        moved = max(abs(a - b) for a, b in zip(wanted["base"][0], wanted["base+boxes"][0]))
        print(f"the adapter moves log-probabilities by up to {moved:.3f}")
        self.assertGreater(moved, 10 * TOLERANCE, "the adapter changes too little to prove anything")

    def product(self, server, model: str, prompts: list[list[int]]) -> list[list[float]]:
        body = {"model": model, "prompt": prompts, "max_tokens": 0, "echo": True, "logprobs": 0}
        choices = server.request("POST", "/v1/completions", body, timeout=600)["choices"]
        return [choice["logprobs"]["token_logprobs"][1:] for choice in choices]

    def reference(self, model, prompt: list[int]) -> list[float]:
        with torch.inference_mode():
            logits = model(torch.tensor([prompt])).logits[0, :-1].double()
        chosen = torch.log_softmax(logits, dim=-1).gather(1, torch.tensor(prompt[1:])[:, None])
        return chosen[:, 0].tolist()


if __name__ == "__main__":
    unittest.main()
