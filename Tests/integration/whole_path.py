#!/usr/bin/env python3
"""The whole path through the commands and the server: import, add, build, train, answer, export, import again.

Standard library only; `offline.sh` runs it where there is no network. With MODEL=/path/to.gguf the real model is
used, else the tiny one. Environment: STEPS (default 20), EXPECT_NO_NETWORK=1 to prove that there is none.
"""

import contextlib
import hashlib
import io
import json
import os
import socket
import unittest
import zipfile

from harness import HANDBOOK, STATES_AT_REST, command, model_file, result, running_server, temporary_folder

STEPS = int(os.environ.get("STEPS") or 20)


class WholePath(unittest.TestCase):
    def setUp(self):
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        self.folder = stack.enter_context(temporary_folder())
        self.home = self.folder / "home"

    def test_there_is_no_network_when_none_is_expected(self):
        if os.environ.get("EXPECT_NO_NETWORK") != "1":
            return
        interfaces = [name for _, name in socket.if_nameindex()]
        self.assertEqual(interfaces, ["lo"])
        with self.assertRaises(OSError):
            socket.create_connection(("192.0.2.1", 80), timeout=2)

    def test_from_a_folder_to_a_tuned_model(self):
        home = self.home
        model = result("models", "import", model_file(self.folder), "--name", "base", home=home)
        self.assertEqual(model["name"], "base")

        result("documents", "add", HANDBOOK, "--collection", "handbook", home=home)
        documents = result("documents", "list", "--collection", "handbook", home=home)["documents"]
        states = [document["state"] for document in documents]
        self.assertGreater(states.count("used"), 5, documents)
        for document in documents:
            self.assertTrue(document["state"] == "used" or document["reason"], document)
        formats = {document.get("format") for document in documents if document["state"] == "used"}
        self.assertGreaterEqual(formats, {"markdown", "text", "html", "docx", "pdf", "csv"}, formats)

        result("datasets", "build", "--collection", "handbook", "--recipe", "know-my-documents",
               "--name", "handbook", home=home)
        version = result("datasets", "show", "handbook", home=home)["versions"][0]
        self.assertGreater(version["trainCount"], 0)
        self.assertGreater(version["heldOutCount"], 0)
        exported = command("datasets", "export", "handbook", home=home)
        rows = [json.loads(line) for line in exported.stdout.splitlines()]
        self.assertTrue(rows and all("messages" in row or "text" in row for row in rows))

        trained = command("train", "--dataset", "handbook", "--model", "base", "--adapter", "handbook",
                          "--steps", STEPS, "--format", "json", home=home, timeout=3600)
        self.assertEqual(trained.returncode, 0, trained.stderr)
        run = result("runs", "list", home=home)["runs"][0]
        self.assertEqual((run["state"], run["step"]), ("finished", STEPS))
        self.assertLess(run["heldOutLossBest"], run["heldOutLossBefore"] + 1e-6)

        answer = result("generate", "-m", "base+handbook", "--prompt", "When does the shop open?",
                        "--max-tokens", 8, "--temperature", 0, home=home)
        self.assertTrue(answer)

        bundle = self.folder / "handbook.zip"
        exported = command("adapters", "export", "handbook", "--output", bundle, home=home)
        self.assertEqual(exported.returncode, 0, exported.stderr)
        self.check_bundle(bundle)
        result("adapters", "import", bundle, "--name", "again", home=home)
        self.check_foreign_adapter(bundle, home)
        repacked = self.folder / "repacked.zip"
        with zipfile.ZipFile(bundle) as archive, zipfile.ZipFile(repacked, "w") as other:
            for name in archive.namelist():
                other.writestr(f"my bundle/{name}", archive.read(name))
        self.assertEqual(result("adapters", "import", repacked, "--name", "repacked", home=home)["name"], "repacked")

        with running_server(home) as server:
            self.check_server(server)

    def check_foreign_adapter(self, bundle, home):
        """What PEFT saves has the two files, others of its own, and no digests; as a folder or packed with it."""
        folder = self.folder / "handbook-peft"
        folder.mkdir()
        with zipfile.ZipFile(bundle) as archive:
            for name in ("adapter_config.json", "adapter_model.safetensors"):
                (folder / name).write_bytes(archive.read(name))
        (folder / "training_args.bin").write_bytes(bytes(64))
        taken = result("adapters", "import", folder, home=home)
        self.assertEqual((taken["name"], taken["model"]), ("handbook-peft", "base"))
        packed = self.folder / "packed.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for path in sorted(folder.iterdir()):
                archive.write(path, f"outputs/checkpoint-60/{path.name}")
        result("adapters", "import", packed, "--name", "packed", "--model", "base", home=home)
        ask = ("--prompt", "When does the shop open?", "--max-tokens", 8, "--temperature", 0)
        answers = {command("generate", "-m", f"base+{name}", *ask, home=home).stdout
                   for name in ("handbook", "handbook-peft", "packed")}
        self.assertEqual(len(answers), 1, answers)
        result("models", "import", model_file(self.folder), "--name", "second", home=home)
        unplaced = command("adapters", "import", packed, "--name", "third", home=home)
        self.assertNotEqual(unplaced.returncode, 0)
        self.assertIn("name one: base, second", unplaced.stderr)
        (folder / "adapter_model.safetensors").rename(folder / "adapter_model.bin")
        self.assertIn("adapter_model.safetensors", command("adapters", "import", folder, home=home).stderr)
        with zipfile.ZipFile(packed, "w") as archive:
            for path in sorted(folder.iterdir()):
                archive.write(path, path.name)
        self.assertIn("safe_serialization", command("adapters", "import", packed, home=home).stderr)

    def check_bundle(self, path):
        with zipfile.ZipFile(path) as archive:
            names = {name.split("/")[-1]: name for name in archive.namelist() if not name.endswith("/")}
            self.assertGreaterEqual(set(names), {
                "adapter_config.json", "adapter_model.safetensors", "README.md", "diapason.json", "SHA256SUMS"})
            for line in archive.read(names["SHA256SUMS"]).decode().splitlines():
                digest, name = line.split(maxsplit=1)
                content = archive.read(names[name.lstrip("*").split("/")[-1]])
                self.assertEqual(hashlib.sha256(content).hexdigest(), digest, name)
            configuration = json.loads(archive.read(names["adapter_config.json"]))
            self.assertEqual((configuration["peft_type"], configuration["r"]), ("LORA", 16))

    def check_server(self, server):
        names = [model["id"] for model in server.request("GET", "/v1/models")["data"]]
        self.assertIn("base", names)
        self.assertIn("base+handbook", names)
        texts = {}
        for name in ("base", "base+handbook", "base+again", "base+handbook@1*0"):
            body = {"model": name, "prompt": "The shop", "max_tokens": 0, "echo": True, "logprobs": 0}
            answer = server.request("POST", "/v1/completions", body)
            texts[name] = answer["choices"][0]["logprobs"]["token_logprobs"][1:]
        self.assertNotEqual(texts["base"], texts["base+handbook"], "the adapter changes nothing")
        self.assertEqual(texts["base+handbook"], texts["base+again"], "the imported bundle is another adapter")
        self.assertEqual(texts["base"], texts["base+handbook@1*0"], "an adapter of weight 0 changes the answer")

        page = server.request("GET", "/").decode()
        self.assertIn("<script", page)
        conversation = server.request("POST", "/api/conversations", {"model": "base+handbook"})
        events = server.request(
            "POST", f"/api/conversations/{conversation['id']}/messages",
            {"content": "When does the shop open?", "options": {"maximumTokens": 8}}).decode()
        self.assertIn("event: done", events)
        kept = server.request("GET", f"/api/conversations/{conversation['id']}")["messages"]
        self.assertEqual([message["role"] for message in kept], ["user", "assistant"])

        adapters = io.BytesIO(server.request("GET", "/api/adapters/handbook/export"))
        self.assertTrue(zipfile.is_zipfile(adapters))

        body = {"dataset": "handbook", "model": "base", "adapter": "second", "settings": {"steps": 2}}
        run = server.request("POST", "/api/runs", body)
        run = server.await_run(run["id"], lambda run: run["state"] in STATES_AT_REST)
        self.assertEqual(run["state"], "finished", run)


if __name__ == "__main__":
    unittest.main()
