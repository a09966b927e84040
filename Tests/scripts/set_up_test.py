"""Tests of the set-up scripts that need neither a network nor the right to install."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*line, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        line, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)


class FetchModel(unittest.TestCase):
    def test_a_named_model_is_taken_as_it_is(self):
        with tempfile.NamedTemporaryFile(suffix=".gguf") as file:
            done = run("scripts/fetch-model.sh", MODEL=file.name)
            self.assertEqual((done.returncode, done.stdout.strip()), (0, file.name))

    def test_a_missing_model_is_named(self):
        done = run("scripts/fetch-model.sh", MODEL="/nowhere/model.gguf")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("/nowhere/model.gguf", done.stderr)


class SystemPackages(unittest.TestCase):
    def test_every_line_is_a_name_a_group_or_a_comment(self):
        for line in (ROOT / "packaging/system-packages.txt").read_text().splitlines():
            self.assertRegex(line, r"^([a-z0-9][a-z0-9+.-]+( (run|browser|readers))?)?\s*(#.*)?$")

    def test_what_the_manifest_asks_for_is_in_the_list(self):
        listed = (ROOT / "packaging/system-packages.txt").read_text()
        for name in re.findall(r'\.apt\(\["([^"]+)"\]\)', (ROOT / "Package.swift").read_text()):
            self.assertRegex(listed, rf"(?m)^{re.escape(name)}\b")

    def test_a_missing_package_that_cannot_be_installed_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in ("scripts", "packaging", "tools"):
                (root / name).mkdir()
            script = root / "scripts/setup.sh"
            script.write_text((ROOT / "scripts/setup.sh").read_text())
            (root / "packaging/system-packages.txt").write_text("no-such-package-here\nother run\n")
            # A machine without sudo and a user who is not root.
            tools = {"id": "echo 1000", "dpkg-query": "exit 1", "apt-get": "exit 1", }
            for name, body in tools.items():
                (root / "tools" / name).write_text(f"#!/bin/bash\n{body}\n")
                (root / "tools" / name).chmod(0o755)
            for name in ("sed", "sort", "dirname"):
                found = run("bash", "-c", f"command -v {name}").stdout.strip()
                (root / "tools" / name).symlink_to(found)
            done = run("/bin/bash", str(script), PATH=str(root / "tools"))
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("no-such-package-here", done.stderr)
            self.assertNotIn("other", done.stderr)


if __name__ == "__main__":
    unittest.main()
