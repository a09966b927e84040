#!/usr/bin/env python3
"""Starts a fresh server with one base model and walks Tests/browser/journey.py through it.

Usage: browser.py SCREENSHOTS [arguments of journey.py…]; run it with a Python that has playwright and axe.
"""

import pathlib
import subprocess
import sys

from harness import ROOT, model_file, result, running_server, temporary_folder


def main() -> int:
    screenshots = pathlib.Path(sys.argv[1])
    screenshots.mkdir(parents=True, exist_ok=True)
    with temporary_folder() as folder:
        result("models", "import", model_file(folder), "--name", "smollm2-135m-instruct", home=folder / "home")
        with running_server(folder / "home") as server:
            link = server.request("POST", "/api/login-links", {})["url"]
            line = [sys.executable, str(ROOT / "Tests/browser/journey.py"), link, "--screenshots", str(screenshots)]
            return subprocess.run([*line, *sys.argv[2:]], stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main())
