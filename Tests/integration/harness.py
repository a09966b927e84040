"""What the integration tests share: the program, temporary homes, a running server, and requests to it.

Environment: DIAPASON=/path/to/the/program (default .build/release/diapason); MODEL=/path/to/model.gguf to use
a real model where a test would otherwise write the tiny one.
"""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

import tiny_model

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("DIAPASON") or ROOT / ".build/release/diapason")
HANDBOOK = ROOT / "examples/handbook"
STATES_AT_REST = {"finished", "failed", "cancelled", "interrupted"}


def environment() -> dict[str, str]:
    """A small environment, so that nothing of the caller's own set-up leaks into a test."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR", "LANG") if key in os.environ}
    return kept | {"DIAPASON_WEB_ROOT": str(ROOT / "web")}


@contextlib.contextmanager
def temporary_folder():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="diapason-test-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def model_file(folder: pathlib.Path) -> pathlib.Path:
    """The model a test uses: MODEL when it is set, else the tiny one, written into the folder."""
    if os.environ.get("MODEL"):
        return pathlib.Path(os.environ["MODEL"])
    path = folder / "tiny.gguf"
    path.write_bytes(tiny_model.build())
    return path


def command(*arguments, home=None, timeout=600, input=None) -> subprocess.CompletedProcess:
    """Runs one command of the program to its end."""
    line = [str(PROGRAM), *map(str, arguments)]
    if home is not None:
        line += ["--home", str(home)]
    return subprocess.run(
        line, capture_output=True, text=True, timeout=timeout, env=environment(),
        **({"input": input} if input is not None else {"stdin": subprocess.DEVNULL}))


def result(*arguments, home=None, timeout=600):
    """Runs a command with `--format json` that must succeed, and gives what it printed."""
    done = command(*arguments, "--format", "json", home=home, timeout=timeout)
    if done.returncode != 0:
        raise AssertionError(f"diapason {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Failure(Exception):
    """An answer of the server with a status from 400."""

    def __init__(self, status: int, headers, body: bytes):
        super().__init__(f"{status}: {body[:400]!r}")
        self.status, self.headers, self.body = status, headers, body

    @property
    def error(self) -> dict:
        return json.loads(self.body)["error"]


class Server:
    """A running `diapason serve` on a port of its own."""

    def __init__(self, home: pathlib.Path, port: int | None = None, arguments: tuple[str, ...] = ()):
        self.home, self.port = pathlib.Path(home), port or free_port()
        self.log = open(self.home.parent / f"{self.home.name}.log", "ab")
        self.process = subprocess.Popen(
            [str(PROGRAM), "serve", "--home", str(self.home), "--port", str(self.port), *arguments],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env=environment())
        self.await_health()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def token(self) -> str:
        return (self.home / "secrets/access-token").read_text().strip()

    def await_health(self, seconds: float = 60):
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                raise AssertionError(f"serve ended with {self.process.returncode}: {self.messages()}")
            try:
                if self.request("GET", "/api/health", token=None)["status"] == "ok":
                    return
            except (OSError, Failure):
                time.sleep(0.05)
        raise AssertionError(f"serve did not answer within {seconds} s: {self.messages()}")

    def messages(self) -> str:
        self.log.flush()
        return pathlib.Path(self.log.name).read_text(errors="replace")

    def request(self, method: str, path: str, body=None, headers=None, token="", timeout=300):
        """One request; the answer is decoded when it is JSON. `token=None` sends none."""
        data = body
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            data = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        if token is not None:
            headers.setdefault("Authorization", f"Bearer {token or self.token}")
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                content = answer.read()
                kind = answer.headers.get("Content-Type", "")
                return json.loads(content) if "json" in kind and "ndjson" not in kind else content
        except urllib.error.HTTPError as error:
            raise Failure(error.code, error.headers, error.read()) from None

    def await_run(self, identifier: str, until, seconds: float = 600) -> dict:
        """Polls a run until the condition holds for it."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            run = self.request("GET", f"/api/runs/{identifier}")
            if until(run):
                return run
            time.sleep(0.05)
        raise AssertionError(f"the run is still {run['state']} at step {run['step']} after {seconds} s")

    def await_job(self, identifier: str, seconds: float = 600) -> dict:
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            [job] = [job for job in self.request("GET", "/api/jobs")["jobs"] if job["id"] == identifier]
            if job["state"] not in ("queued", "running"):
                return job
            time.sleep(0.05)
        raise AssertionError(f"job {identifier} is still {job['state']} after {seconds} s")

    def stop(self, kill: bool = False):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("serve did not end within 30 s of SIGTERM") from None
        finally:
            self.log.close()


@contextlib.contextmanager
def running_server(home: pathlib.Path, port: int | None = None, arguments: tuple[str, ...] = ()):
    server = Server(home, port, arguments)
    try:
        yield server
    finally:
        if not server.log.closed:
            server.stop()


def processes_of(server_pid: int, word: str) -> list[int]:
    """The processes below a server whose command line holds the word."""
    parents, lines = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            status = (entry / "status").read_text()
            parents[int(entry.name)] = int(re.search(r"^PPid:\s+(\d+)", status, re.M).group(1))
            lines[int(entry.name)] = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
    found = []
    for pid in parents:
        above = parents.get(pid)
        while above and above != server_pid:
            above = parents.get(above)
        if above == server_pid and word in lines.get(pid, []):
            found.append(pid)
    return found


def facts(count: int = 24) -> bytes:
    """A small chat data set: invented facts, several wordings each, as JSON lines."""
    rooms = ["pantry", "cellar", "attic", "studio", "garage", "porch", "library", "kitchen"]
    colours = ["teal", "amber", "scarlet", "ivory", "violet", "olive"]
    lines = []
    for index in range(count):
        room, colour = rooms[index % len(rooms)], colours[(index * 5 + index // 8) % len(colours)]
        place, answer = f"{room} {index + 1}", f"The box in {room} {index + 1} is {colour}."
        for question in (f"What colour is the box in {place}?", f"Tell me the colour of the {place} box."):
            messages = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
            lines.append(json.dumps({"messages": messages}))
    return "\n".join(lines).encode() + b"\n"
