#!/usr/bin/env python3
"""Bad input, case by case: one clear sentence that names the thing, a failing status, nothing half-written.

Standard library only. Each test says in its name what is wrong; the checks are the same: the command fails (or
the request gets a 4xx in the documented shape), the sentence names the thing, and the home is as it was before.
"""

import contextlib
import http.client
import os
import pathlib
import signal
import socket
import struct
import subprocess
import unittest

import tiny_model
from harness import Failure, PROGRAM, command, environment, facts, model_file, result, running_server, \
    temporary_folder
from zip_crypto import encrypted_zip

# The exit statuses of the program, by what went wrong.
WRONG_INPUT, MISSING, IN_THE_WAY, WRONG_USAGE = 2, 3, 4, 64


def gguf(pairs=None, tensors=None, tensor_count=None, pair_count=None, data=b"") -> bytes:
    """A GGUF file put together from parts that may lie."""
    pairs = tiny_model.metadata() if pairs is None else pairs
    tensors = tensors or []
    head = b"GGUF" + struct.pack(
        "<IQQ", 3, len(tensors) if tensor_count is None else tensor_count,
        len(pairs) if pair_count is None else pair_count)
    for key, kind, content in pairs:
        head += tiny_model.string(key) + struct.pack("<I", kind) + tiny_model.value(kind, content)
    for name, shape, kind, offset in tensors:
        head += tiny_model.string(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        head += struct.pack("<IQ", kind, offset)
    return head + bytes(-len(head) % 32) + data


def hostile_models() -> dict[str, bytes]:
    """Model files that are cut short, contradict themselves, or claim more than they hold."""
    whole = tiny_model.build()
    deep = struct.pack("<IQ", tiny_model.ARRAY, 1) * 2000
    liar = bytearray(whole)
    # Name, dimension count, two dimensions and the type come before the offset.
    position = whole.index(b"blk.1.ffn_down.weight") + len(b"blk.1.ffn_down.weight") + 4 + 16 + 4
    liar[position:position + 8] = struct.pack("<Q", 1 << 62)
    return {
        "empty": b"",
        "magic-only": b"GGUF",
        "wrong-magic": b"PK\x03\x04" + whole[4:],
        "future-version": b"GGUF" + struct.pack("<I", 99) + whole[8:],
        "cut-in-metadata": whole[:700],
        "cut-in-tensors": whole[: len(whole) * 2 // 3],
        "too-many-tensors": gguf(tensor_count=1 << 62),
        "too-many-pairs": gguf(pair_count=(1 << 64) - 1),
        "endless-string": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", (1 << 63) - 1) + b"abc",
        "endless-array": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + tiny_model.string("k")
        + struct.pack("<IIQ", tiny_model.ARRAY, tiny_model.UINT32, (1 << 61) + 3),
        "deep-arrays": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + tiny_model.string("k")
        + struct.pack("<I", tiny_model.ARRAY) + deep,
        "unknown-value-type": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + tiny_model.string("k")
        + struct.pack("<I", 77),
        "offset-past-the-end": bytes(liar),
        "shape-that-overflows": gguf(tensors=[("token_embd.weight", [1 << 40, 1 << 40], 0, 0)], data=bytes(64)),
        "unknown-tensor-type": gguf(tensors=[("token_embd.weight", [64, 261], 4242, 0)], data=bytes(66816)),
        "no-tensors": gguf(),
        "no-metadata": gguf(pairs=[]),
        "zero-alignment": gguf(
            pairs=[("general.alignment", tiny_model.UINT32, 0), *tiny_model.metadata()[:3]]),
        "zero-heads": whole.replace(
            tiny_model.string("llama.attention.head_count") + struct.pack("<II", tiny_model.UINT32, 4),
            tiny_model.string("llama.attention.head_count") + struct.pack("<II", tiny_model.UINT32, 0)),
        "other-architecture": whole.replace(tiny_model.string("llama"), tiny_model.string("gizmo"), 1),
    }


class BadInput(unittest.TestCase):
    def setUp(self):
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        self.folder = stack.enter_context(temporary_folder())
        self.home = self.folder / "home"
        self.stack = stack

    def refused(self, *arguments, naming: str, home=None, status=(WRONG_INPUT,)) -> str:
        """Runs a command that must end with the status and one sentence that holds `naming`."""
        done = command(*arguments, home=home or self.home, timeout=120)
        said = done.stderr.strip()
        self.assertIn(done.returncode, status, f"{arguments}: it ended with {done.returncode}: {said}")
        last = said.splitlines()[-1] if said else ""
        self.assertIn(naming, last, f"{arguments}: the sentence does not name it: {said}")
        self.assertNotIn("Fatal error", said)
        self.assertRegex(last, r"[.!]$", f"{arguments}: not a sentence: {said}")
        return last

    def assert_nothing_staged(self):
        staging = self.home / "staging"
        self.assertEqual(sorted(staging.iterdir()) if staging.is_dir() else [], [])

    def test_a_hostile_model_is_refused_and_leaves_nothing(self):
        result("models", "list", home=self.home)
        for name, content in hostile_models().items():
            with self.subTest(name):
                path = self.folder / f"{name}.gguf"
                path.write_bytes(content)
                self.refused("models", "import", path, "--name", "hostile", naming=path.name)
                self.assertEqual(result("models", "list", home=self.home)["models"], [])
                models = self.home / "models"
                self.assertEqual(sorted(models.iterdir()) if models.is_dir() else [], [])
                self.assert_nothing_staged()

    def test_a_model_that_is_not_there_is_named(self):
        self.refused("models", "import", self.folder / "absent.gguf", naming="absent.gguf", status=(WRONG_INPUT, MISSING))
        self.refused("generate", "-m", "nobody", "--prompt", "Hello", naming="nobody", status=(MISSING,))
        self.refused("models", "show", "nobody", naming="nobody", status=(MISSING,))
        self.refused("models", "remove", "nobody", naming="nobody", status=(MISSING,))

    def test_a_model_name_that_breaks_the_grammar_is_refused(self):
        for name in ["../secrets", "a+b@zero", "a+b*x", "a+b+b", "A B", "-"]:
            self.refused("generate", "--prompt", "Hello", f"--model={name}", naming=name)

    def test_wrong_usage_says_what_is_right(self):
        for line in [("generate", "--model="), ("models", "import"), ("nothing",), ("models", "list", "--shout")]:
            done = command(*line)
            self.assertEqual(done.returncode, WRONG_USAGE, done.stderr)
            self.assertIn("Usage: diapason", done.stderr)

    def test_an_unreadable_pdf_is_skipped_with_a_reason(self):
        path = self.folder / "broken.pdf"
        path.write_bytes(b"%PDF-1.7\n" + os.urandom(4000))
        self.refused("documents", "add", path, "--collection", "papers", naming="broken.pdf")
        self.assert_skipped("papers", "broken.pdf")

    def test_a_password_protected_archive_is_skipped_with_a_reason(self):
        path = self.folder / "locked.zip"
        path.write_bytes(encrypted_zip("secret.txt", b"The vault opens at nine.\n", b"password"))
        self.refused("documents", "add", path, "--collection", "papers", naming="locked.zip")
        reason = self.assert_skipped("papers", "locked.zip")
        self.assertRegex(reason, r"(?i)password|encrypt")

    def assert_skipped(self, collection: str, name: str) -> str:
        listed = result("documents", "list", "--collection", collection, home=self.home)["documents"]
        found = [document for document in listed if name in document["name"]]
        self.assertTrue(found, f"{name} is not listed: {listed}")
        self.assertEqual({document["state"] for document in found}, {"skipped"})
        self.assertTrue(all(document["reason"] for document in found))
        self.assert_nothing_staged()
        return found[0]["reason"]

    def test_a_good_file_beside_a_bad_one_is_used(self):
        mixed = self.folder / "mixed"
        mixed.mkdir()
        (mixed / "broken.pdf").write_bytes(b"%PDF-1.7\nno")
        (mixed / "notes.md").write_text("# Hours\n\nThe shop opens at seven and closes at noon on Mondays.\n")
        done = command("documents", "add", mixed, "--collection", "mixed", home=self.home)
        self.assertEqual(done.returncode, 0, done.stderr)
        listed = result("documents", "list", "--collection", "mixed", home=self.home)["documents"]
        self.assertEqual(
            {document["name"].split("/")[-1]: document["state"] for document in listed},
            {"broken.pdf": "skipped", "notes.md": "used"})

    def test_an_empty_folder_is_refused(self):
        empty = self.folder / "empty"
        empty.mkdir()
        self.refused("documents", "add", empty, "--collection", "nothing", naming="empty")
        self.refused("documents", "add", self.folder / "absent", "--collection", "nothing", naming="absent",
                     status=(WRONG_INPUT, MISSING))

    def test_a_bad_line_of_a_jsonl_file_is_named(self):
        path = self.folder / "rows.jsonl"
        lines = facts(2).splitlines()
        path.write_bytes(b"\n".join([lines[0], lines[1], b'{"messages": [{"role": "user"', lines[2]]) + b"\n")
        said = self.refused("datasets", "import", path, "--name", "rows", naming="3")
        self.assertRegex(said, r"(?i)line 3\b")
        self.assertEqual(result("datasets", "list", home=self.home)["datasets"], [])
        self.assert_nothing_staged()
        for content in [b"", b"\n\n", b'{"messages": []}\n', b'{"prompt": 4, "completion": "x"}\n', b"\xff\xfe\n"]:
            path.write_bytes(content)
            self.refused("datasets", "import", path, "--name", "rows", naming="rows.jsonl")

    def test_a_second_server_on_the_same_home_says_who_holds_it(self):
        with running_server(self.home) as server:
            self.refused("serve", "--port", "7999", naming=str(server.process.pid), status=(IN_THE_WAY,))
            self.assertEqual(server.request("GET", "/api/health", token=None)["status"], "ok")

    def test_a_port_in_use_is_named(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.refused("serve", "--port", port, naming=str(port), status=(IN_THE_WAY,))
        for port in ("70000", "-1"):
            self.refused("serve", f"--port={port}", naming=port)

    def test_an_adapter_bundle_that_does_not_fit_is_refused(self):
        path = self.folder / "bundle.zip"
        for content in [b"", b"PK\x05\x06" + bytes(18), b"PK\x03\x04 not an archive"]:
            path.write_bytes(content)
            self.assertNotIn("crash", self.refused("adapters", "import", path, naming="bundle.zip"))
        self.assertEqual(result("adapters", "list", home=self.home)["adapters"], [])
        self.assert_nothing_staged()

    def test_an_unknown_key_of_the_configuration_is_named(self):
        path = self.folder / "mine.toml"
        for content, named in [
            ("[server]\nprot = 7471\n", "server.prot"), ("[server]\nport = 70000\n", "server.port"),
            ("[engine]\nthreads = 'two'\n", "engine.threads"), ("[server\n", "line 1"),
        ]:
            path.write_text(content)
            self.refused("models", "list", "--config", path, naming=named)
        self.refused("models", "list", "--config", self.folder / "absent.toml", naming="absent.toml")

    def test_a_full_disk_leaves_no_half_written_model(self):
        """A file-size limit stands in where the machine cannot mount a small file system."""
        model = model_file(self.folder)
        small = self.folder / "small"
        small.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True).returncode == 0
        if mounted:
            self.stack.callback(subprocess.run, ["umount", str(small)], check=True)
            model.write_bytes(model.read_bytes() + bytes(2 << 20))
            home = small / "home"
            self.home = home
            self.refused("models", "import", model, "--name", "big", naming="space", home=home, status=(IN_THE_WAY,))
            self.assertEqual(result("models", "list", home=home)["models"], [])
            self.assertEqual(list((home / "models").iterdir()), [])
            self.assert_nothing_staged()
        else:
            script = 'ulimit -f 64; trap "" XFSZ; exec "$@"'
            done = subprocess.run(
                ["bash", "-c", script, "-", str(PROGRAM), "datasets", "import", str(self.big_rows()), "--name",
                 "rows", "--home", str(self.home)],
                capture_output=True, text=True, timeout=120, env=environment(), stdin=subprocess.DEVNULL)
            self.assertNotEqual(done.returncode, 0, done.stderr)
            self.assertGreater(done.returncode, 0, "it was killed by a signal")
            self.assertEqual(result("datasets", "list", home=self.home)["datasets"], [])

    def big_rows(self) -> pathlib.Path:
        path = self.folder / "rows.jsonl"
        path.write_bytes(facts(4000))
        return path


class BadRequests(unittest.TestCase):
    """The same over HTTP: a 4xx in the documented shape, and nothing for a stranger."""

    @classmethod
    def setUpClass(cls):
        cls.stack = contextlib.ExitStack()
        cls.addClassCleanup(cls.stack.close)
        folder = cls.stack.enter_context(temporary_folder())
        cls.server = cls.stack.enter_context(running_server(folder / "home"))

    def refused(self, status, method: str, path: str, body=None, **more) -> dict:
        statuses = status if isinstance(status, tuple) else (status,)
        with self.assertRaises(Failure) as caught:
            self.server.request(method, path, body, **more)
        failure = caught.exception
        self.assertIn(failure.status, statuses, f"{method} {path}: {failure}")
        error = failure.error
        self.assertTrue(error["code"] and error["message"], f"{method} {path}: {failure}")
        return error

    def test_without_a_token_nothing_answers_but_health(self):
        for path in ["/api/overview", "/api/models", "/v1/models", "/api/events", "/api/openapi.json"]:
            self.refused(401, "GET", path, token=None)
            self.refused(401, "GET", path, token="tml-" + "A" * 43)
        self.assertEqual(self.server.request("GET", "/api/health", token=None)["status"], "ok")

    def test_the_home_is_its_owners_alone(self):
        home = self.server.home
        for path in [home, home / "secrets", home / "secrets/access-token", *home.glob("*.sock"),
                     home / "library.sqlite"]:
            self.assertEqual(path.stat().st_mode & 0o077, 0, path.name)
        self.assertRegex(self.server.token, r"^tml-[A-Za-z0-9_-]{43}$")

    def test_only_loopback_is_listened_on(self):
        listening = set()
        for table in ("/proc/net/tcp", "/proc/net/tcp6"):
            for line in pathlib.Path(table).read_text().splitlines()[1:]:
                address, port = line.split()[1].split(":")
                if line.split()[3] == "0A" and int(port, 16) == self.server.port:
                    listening.add(address)
        # 127.0.0.1 and ::1, as the kernel writes them.
        self.assertTrue(listening)
        self.assertLessEqual(listening, {"0100007F", "00000000000000000000000001000000"})

    def test_another_host_name_is_refused_on_every_route(self):
        for path in ["/api/health", "/", "/login?code=x", "/api/models", "/v1/models"]:
            for host in ["evil.example", f"evil.example:{self.server.port}", "127.0.0.1:1", "localhost.evil:80"]:
                with self.assertRaises(Failure, msg=f"{path} {host}") as caught:
                    self.server.request("GET", path, headers={"Host": host})
                self.assertIn(caught.exception.status, (400, 403, 421), f"{path} {host}")

    def test_another_origin_changes_nothing(self):
        for origin in ["http://evil.example", "null", f"https://127.0.0.1:{self.server.port}"]:
            self.refused(403, "POST", "/api/collections", {"name": "stolen"}, headers={"Origin": origin})
        names = [collection["name"] for collection in self.server.request("GET", "/api/collections")["collections"]]
        self.assertNotIn("stolen", names)
        self.server.request("POST", "/api/collections", {"name": "mine"}, headers={"Origin": self.server.url})

    def test_a_login_code_works_once(self):
        link = self.server.request("POST", "/api/login-links", {})["url"]
        path = link.removeprefix(self.server.url)
        self.assertNotEqual(path, link, "the link leads to this server")
        statuses = []
        for _ in range(2):
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
            cookie = answer.headers.get("Set-Cookie", "")
            if answer.status == 303:
                for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
                    self.assertIn(part.lower(), cookie.lower().replace("; ", ";"))
            connection.close()
        self.assertEqual(statuses[0], 303)
        self.assertGreaterEqual(statuses[1], 400)

    def test_unknown_things_are_named(self):
        for path in ["/api/models/nobody", "/api/collections/nobody", "/api/datasets/nobody", "/api/runs/nobody",
                     "/api/adapters/nobody", "/api/conversations/nobody", "/api/documents/nobody", "/api/nothing"]:
            self.refused(404, "GET", path)
        body = {"model": "nobody", "messages": [{"role": "user", "content": "Hi"}]}
        self.assertIn("nobody", self.refused(404, "POST", "/v1/chat/completions", body)["message"])
        self.assertIn("nobody", self.refused(404, "POST", "/v1/completions", {"model": "nobody", "prompt": "a"})
                      ["message"])

    def test_bodies_that_do_not_fit_are_refused(self):
        for body in [b"", b"{", b"[]", b"null", b'{"name": 4}', b"\xff\xfe", b'{"name": "../up"}', b'{"name": ""}']:
            self.refused((400, 422), "POST", "/api/collections", body, headers={"Content-Type": "application/json"})
        deep = b"[" * 200_000
        self.refused((400, 413, 422), "POST", "/api/collections", deep, headers={"Content-Type": "application/json"})

    def test_an_upload_path_never_leaves_its_collection(self):
        with contextlib.suppress(Failure):
            self.server.request("POST", "/api/collections", {"name": "paths"})
        for path in ["../up.txt", "/etc/passwd", "a/../../up.txt", "a%00b.txt", "..%5Cup.txt", ""]:
            quoted = path.replace("/", "%2F")
            self.refused((400, 422), "POST", f"/api/collections/paths/uploads?path={quoted}", b"text",
                         headers={"Content-Type": "application/octet-stream"})

    def test_a_path_never_leaves_the_page(self):
        for path in ["/../secrets/access-token", "/%2e%2e/secrets/access-token", "/js/..%2f..%2fPackage.swift",
                     "//etc/passwd", "/js/%00main.js"]:
            with self.assertRaises(Failure, msg=path) as caught:
                self.server.request("GET", path)
            self.assertIn(caught.exception.status, (400, 403, 404), path)

    def test_every_answer_carries_the_policy(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", "/", headers={"Authorization": f"Bearer {self.server.token}"})
        answer = connection.getresponse()
        answer.read()
        policy = answer.headers.get("Content-Security-Policy", "")
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe-inline", policy)
        self.assertEqual(answer.headers.get("X-Content-Type-Options"), "nosniff")
        connection.close()


if __name__ == "__main__":
    unittest.main()
