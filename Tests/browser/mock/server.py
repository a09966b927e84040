#!/usr/bin/env python3
"""Serves the page with the server's own security policy, and canned answers about one dataset.

    Tests/browser/mock/server.py [PORT]

For trials and for `Tests/browser/dataset.py`; it knows nothing of models or documents.
"""

from __future__ import annotations

import json
import mimetypes
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mock import tables  # noqa: E402
from mock.dataset import Missing, MockDataset  # noqa: E402

WEB = Path(__file__).resolve().parents[3] / "web"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DATASET = "/api/datasets/handbook"
JOB = {
    "id": "j1", "kind": "dataset", "state": "running", "subjectId": "handbook", "title": "Building the dataset handbook", "done": 12, "total": 40,
    "message": "Questions about 40 passages", "phrase": {"code": "job.asking", "text": "Questions about 40 passages", "values": {"count": 40}}, "createdAt": "2026-01-05T11:00:00Z",
}
DOCUMENT = {
    "id": "d1", "collection": "handbook", "name": "handbook/leave-and-travel.md", "title": "Leave and travel", "format": "markdown", "state": "used", "characters": 80, "sizeBytes": 80,
    "digest": "0" * 64, "notes": [], "createdAt": "2026-01-05T09:00:00Z", "currentRevision": 2,
    "blocks": [{"kind": "paragraph", "text": f"Paragraph {index} about leave.", "level": 0, "rows": [], "hasHeader": False} for index in range(6)],
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    dataset: MockDataset
    built: list[dict]
    # The job of the dataset's last build, running or lost, and what it was told.
    lost: dict
    stopping: threading.Event

    def do_GET(self) -> None:  # noqa: N802
        self.answer("GET")

    def do_POST(self) -> None:  # noqa: N802
        self.answer("POST")

    def do_PUT(self) -> None:  # noqa: N802
        self.answer("PUT")

    def log_message(self, *_: object) -> None:
        """A test's output is its checks."""

    def answer(self, method: str) -> None:
        address = urlsplit(self.path)
        path, query = unquote(address.path), dict(parse_qsl(address.query))
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = data if self.headers.get("Content-Type") == "application/octet-stream" else json.loads(data or "null")
        if path == "/api/events":
            self.send_events()
        elif not path.startswith("/api/"):
            self.send_file(path)
        else:
            try:
                status, value = self.api(method, path, query, body)
            except Missing as error:
                status, value = 404, {"error": {"code": "not_found", "message": str(error)}}
            text = value if isinstance(value, str) else "" if value is None else json.dumps(value)
            self.send(status, text.encode(), "text/plain" if isinstance(value, str) else "application/json")

    def api(self, method: str, path: str, query: dict, body: dict | None) -> tuple[int, object]:
        dataset = self.dataset
        version = int(query.get("version") or dataset.latest)
        if path == "/api/overview":
            return 200, self.overview()
        if (method, path) == ("POST", "/api/datasets"):
            self.built.append(body)
            return 202, {"dataset": {**self.summary(), "name": body["name"], "recipe": body["recipe"]}, "job": None}
        if path.startswith("/api/datasets/import"):
            return tables.answer(path, query, body)
        if path == "/api/documents/d1":
            return 200, DOCUMENT | {"revision": int(query.get("revision") or 2)}
        if path == "/api/jobs/j1/cancel":
            self.lost["job"] = None
            self.lost["lastFailure"] = {**JOB, "state": "cancelled"}
            return 200, self.lost["lastFailure"]
        if path == "/api/documents":
            return 200, {"documents": [], "total": 0}
        if any(path == f"/api/datasets/{item['name']}" != DATASET for item in self.built):
            return 200, {"dataset": None, "versions": []}
        if not path.startswith(DATASET):
            raise Missing("There is nothing at this address.")
        rest = path[len(DATASET) :]
        posts = {"/edits": dataset.edit, "/curation": dataset.curate, "/revert": dataset.revert}
        if method == "POST" and rest in posts:
            return 201, posts[rest](body)
        if match := re.fullmatch(r"/examples/(\w+)/(rating|rendered)", rest):
            key, what = match.groups()
            if what == "rendered":
                return 200, dataset.rendered(key, version)
            dataset.ratings[key] = body["rating"] or None
            return 204, None
        if match := re.fullmatch(r"/curation/([\w-]+)", rest):
            return 200, dataset.findings(match[1], query)
        reads = {
            "": lambda: {"dataset": self.summary(), "versions": [dataset.view(number) for number in dataset.rows]},
            "/examples": lambda: dataset.examples(query), "/chunks": lambda: dataset.chunks(query), "/curation": lambda: dataset.curation(version), "/lengths": lambda: dataset.lengths(version),
            "/difference": lambda: dataset.difference(int(query["from"]), int(query["to"])),
            "/export": lambda: "\n".join(json.dumps({"messages": row["messages"]}) for row in dataset.rows[version]), "/card": lambda: "# handbook\n",
        }
        if rest not in reads:
            raise Missing("There is nothing at this address.")
        return 200, reads[rest]()

    def summary(self) -> dict:
        return {"name": "handbook", "recipe": "know-my-documents", "collection": "handbook", "latestVersion": self.dataset.latest, "createdAt": "2026-01-05T10:00:00Z", **self.lost}

    def overview(self) -> dict:
        collection = {"name": "handbook", "documents": 12, "used": 11, "duplicate": 0, "skipped": 1, "characters": 48_000, "createdAt": "2026-01-05T09:00:00Z"}
        model = {"name": "starter", "kind": "decoder", "importedAt": "2026-01-05T08:00:00Z"}
        return {"version": "0.0.0", "home": "/", "models": [model], "collections": [collection], "datasets": [self.summary()], "runs": [], "adapters": [], "jobs": []}

    def send(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), "Content-Security-Policy": POLICY, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            pass  # The page was left.

    def send_file(self, path: str) -> None:
        file = (WEB / path.lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        if not file.is_relative_to(WEB) or not file.is_file():
            return self.send(404, b"", "text/plain")
        self.send(200, file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream")

    def send_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"event: ping\ndata: null\n\n")
                self.wfile.flush()
                if self.stopping.wait(10):
                    break
        except OSError:
            pass  # The page was left.
        self.close_connection = True


def start(port: int = 0) -> ThreadingHTTPServer:
    """Starts a server of its own state on a free port; `shutdown` ends it."""
    handler = type("Bound", (Handler,), {"dataset": MockDataset(), "built": [], "lost": {}, "stopping": threading.Event()})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    running = start(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(f"http://127.0.0.1:{running.server_port}/#/datasets/handbook", flush=True)
    threading.Event().wait()
