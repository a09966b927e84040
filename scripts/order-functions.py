#!/usr/bin/env python3
"""Writes packaging/function-order.txt: the functions that starting the server and answering a chat run.

The linker puts them next to each other (Package.swift). Spread over the whole program they make the system map and
read nearly all of its code, because it maps a page of a file together with its neighbours. A name that no longer
exists is skipped by the linker, so the list only gets less useful as the code changes: run this again now and then.
Needs a built program, valgrind (Debian: valgrind) and binutils; takes about a minute.
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse

from benchmark import serving

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "packaging/function-order.txt"
PAGES = ("/", "/api/overview", "/api/models", "/api/conversations", "/v1/models")
CHAT = {
    "model": "bench", "messages": [{"role": "user", "content": "Tell me about tuning forks."}], "max_tokens": 8}


def run(*line) -> str:
    return subprocess.run([str(word) for word in line], check=True, stdout=subprocess.PIPE, text=True).stdout


def use(link: str, token: str) -> None:
    """What a person does first: opens the page and asks, once in one piece and once as a stream."""
    address = urllib.parse.urlsplit(link)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    requests = [("GET", page, None) for page in PAGES]
    requests += [("POST", "/v1/chat/completions", json.dumps(CHAT | {"stream": stream})) for stream in (False, True)]
    for method, path, body in requests:
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=300)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"order-functions: the server answered {answer.status} to {path}.")


def called(program: pathlib.Path, home: pathlib.Path, folder: pathlib.Path) -> set[str]:
    """The names of all functions that ran, as the linker knows them."""
    # valgrind does not understand the debugging information, and without it needs the symbols alone.
    plain, profile = folder / "program", folder / "profile"
    run("strip", "--strip-debug", "-o", plain, program)
    process = subprocess.Popen(
        ["valgrind", "--tool=callgrind", "--demangle=no", "--compress-strings=no", f"--callgrind-out-file={profile}",
         plain, "serve", "--port", "0", "--home", home], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | {"DIAPASON_WEB_ROOT": str(ROOT / "web")})
    try:
        link = process.stdout.readline().strip()
        if not link:
            raise SystemExit("order-functions: the server did not start under valgrind.")
        use(link, (home / "secrets/access-token").read_text().strip())
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.close()
        process.wait(timeout=60)
    names = re.findall(r"^fn=(.+)$", profile.read_text(), re.MULTILINE)
    return {re.sub(r"'\d+$", "", name) for name in names}


def functions(program: pathlib.Path) -> set[str]:
    """The names of the program's own functions."""
    lines = (line.split() for line in run("nm", "--defined-only", program).splitlines())
    return {words[2] for words in lines if len(words) == 3 and words[1] in "tTwW"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/diapason")
    options = parser.parse_args()
    for tool in ("valgrind", "strip", "nm"):
        if not shutil.which(tool):
            parser.error(f"{tool} is missing; install it, then try again")
    model = ROOT / run(ROOT / "scripts/fetch-model.sh").strip()
    program = options.program.resolve()
    with tempfile.TemporaryDirectory(prefix="diapason-order-") as folder, serving.home_with(program, model) as home:
        names = called(program, home, pathlib.Path(folder))
    # valgrind offers 256-bit registers at most; a better processor runs the twins of those kernels.
    names |= {name.replace("avx2", "avx512") for name in names}
    names &= functions(program)
    TARGET.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
    print(f"{len(names)} functions are in {TARGET.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
