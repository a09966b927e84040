"""What a user of the server feels: memory while chatting, and the wait for the first token."""

import contextlib
import dataclasses
import http.client
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import urllib.parse

from benchmark.processes import Failed, warm

MESSAGES = [{"role": "user", "content": "Tell me about tuning forks, in five sentences."}]


@dataclasses.dataclass(frozen=True)
class FirstToken:
    """Seconds from two beginnings to the first piece of an answer, and what the whole answer took in memory."""

    from_start: float
    from_ready: float
    ready: float
    tokens: int
    peak_bytes: int


@contextlib.contextmanager
def home_with(program: pathlib.Path, model: pathlib.Path):
    """A data home of its own that holds one model."""
    with tempfile.TemporaryDirectory(prefix="diapason-bench-") as folder:
        line = [program, "models", "import", model, "--home", folder, "--name", "bench"]
        done = subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise Failed(f"the model could not be taken in: {done.stderr.strip()}")
        yield pathlib.Path(folder)


def first_token(program: pathlib.Path, home: pathlib.Path, model: pathlib.Path, answer_tokens: int = 128) -> FirstToken:
    """Starts the server, waits until it says where it is, and asks for an answer at once."""
    warm(model)
    start = time.perf_counter()
    process = subprocess.Popen(
        [program, "serve", "--port", "0", "--home", home], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL, text=True)
    try:
        link = process.stdout.readline().strip()
        if not link:
            raise Failed("the server did not start")
        ready = time.perf_counter()
        first, tokens = _answer(link, (home / "secrets/access-token").read_text().strip(), answer_tokens)
        peak = peak_bytes(pathlib.Path(f"/proc/{process.pid}/status").read_text())
        return FirstToken(first - start, first - ready, ready - start, tokens, peak)
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.close()
        process.wait(timeout=30)


def _answer(link: str, token: str, most: int) -> tuple[float, int]:
    """When the first piece came, and how many tokens prompt and answer had."""
    address = urllib.parse.urlsplit(link)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    body = {
        "model": "bench", "messages": MESSAGES, "max_tokens": most, "temperature": 0, "stream": True,
        "stream_options": {"include_usage": True}}
    connection.request(
        "POST", "/v1/chat/completions", json.dumps(body),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    answer = connection.getresponse()
    if answer.status != 200:
        raise Failed(f"the server answered {answer.status}: {answer.read()[:300]!r}")
    first, tokens = None, 0
    for line in answer:
        event = piece(line)
        if event is None:
            continue
        if first is None and any(choice.get("delta", {}).get("content") for choice in event.get("choices", [])):
            first = time.perf_counter()
        tokens = (event.get("usage") or {}).get("total_tokens", tokens)
    connection.close()
    if first is None:
        raise Failed("the answer was empty")
    return first, tokens


def piece(line: bytes) -> dict | None:
    """One event of a stream; nothing for other lines and for its end."""
    name, _, value = line.strip().partition(b":")
    return json.loads(value) if name == b"data" and value.strip() != b"[DONE]" else None


def peak_bytes(status: str) -> int:
    """The most memory that a process held, out of the text of its /proc/…/status."""
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise Failed("the system does not tell how much memory a process held")


def has_command(program: pathlib.Path, name: str) -> bool:
    """Whether `diapason bench` knows a subcommand."""
    done = subprocess.run([program, "bench", "--help"], capture_output=True, text=True, env=dict(os.environ))
    return any(line.split()[:1] == [name] for line in done.stdout.splitlines())
