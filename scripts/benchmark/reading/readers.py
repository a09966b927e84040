"""The readers that are compared: the product's own worker, pandoc and markitdown."""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import threading

from benchmark.processes import tell

# A reader that takes longer for one file has failed on it.
SECONDS = 300


def children_seconds() -> float:
    """Processor time of all programs that have ended so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class LineProgram:
    """A program that answers one line of JSON a line, started when needed and again after it has died."""

    def __init__(self, line: list[str], environment: dict[str, str] | None):
        self.line = line
        self.environment = environment
        self.process: subprocess.Popen | None = None

    def ask(self, request: dict, is_last=lambda answer: True) -> list[dict]:
        """The lines of the answer; none when the program has ended instead, or was ended after SECONDS."""
        if self.process is None:
            self.process = subprocess.Popen(
                self.line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=self.environment)
        timer = threading.Timer(SECONDS, self.process.kill)
        timer.start()
        answers: list[dict] = []
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            while not answers or not is_last(answers[-1]):
                line = self.process.stdout.readline()
                if not line:
                    break
                answers.append(json.loads(line))
        except BrokenPipeError:
            pass
        timer.cancel()
        if answers and is_last(answers[-1]):
            return answers
        self.close()
        return []

    def close(self) -> None:
        """Ends the program, so that its time is counted."""
        if self.process:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()
            self.process = None


class Diapason:
    """The product's own extraction worker, one process for all files as in the product."""

    name = "diapason"
    kinds = ("pdf", "epub", "html", "docx")

    def __init__(self, program: str):
        self.program = LineProgram([program, "worker", "extract"], {})

    def document(self, path: str) -> dict | None:
        """The document that the worker makes of a file; None when it is skipped."""
        request = {"path": os.path.abspath(path), "name": os.path.basename(path)}
        answers = self.program.ask(request, lambda answer: "document" in answer or "skipped" in answer)
        document = answers[-1].get("document") if answers else None
        for answer in answers[:-1] if document else []:
            document["blocks"] += answer.get("blocks", [])
            if "rows" in answer:
                document["blocks"][-1]["rows"] += answer["rows"]
        return document

    def text(self, path: str, kind: str) -> str:
        """The text of a file's title and blocks, empty when it is skipped."""
        document = self.document(path)
        if not document:
            return ""
        return "\n".join(
            block["text"] or "\n".join(" ".join(row) for row in block["rows"]) for block in document["blocks"])

    def close(self) -> None:
        self.program.close()


class Pandoc:
    """pandoc, a process a file: it has no way of reading several files apart from each other in one."""

    name = "pandoc"
    kinds = ("epub", "html", "docx")

    @staticmethod
    def find() -> "Pandoc | None":
        return Pandoc() if shutil.which("pandoc") else None

    def text(self, path: str, kind: str) -> str:
        metadata = with_metadata() if kind == "docx" else []
        return said(["pandoc", *metadata, "-f", kind, "-t", "plain", "--wrap=none", path])

    def close(self) -> None:
        pass


class Markitdown:
    """markitdown in a virtual environment of its own, one process for all files."""

    name = "markitdown"
    kinds = ("pdf", "epub", "html", "docx")
    # Larger PDF files take it minutes each.
    largest_pdf = 700 << 10

    def __init__(self, home: pathlib.Path):
        script = pathlib.Path(__file__).with_name("markitdown_program.py")
        self.program = LineProgram([str(home / "bin/python"), str(script)], None)

    @staticmethod
    def install(home: pathlib.Path) -> "Markitdown | None":
        """Installs it when it is not there; None when it cannot be had."""
        if not (home / "bin/markitdown").exists():
            tell("installing markitdown")
            try:
                subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
                subprocess.run(
                    [str(home / "bin/pip"), "install", "--quiet", "markitdown[all]"], check=True, capture_output=True)
            except (OSError, subprocess.CalledProcessError):
                return None
        return Markitdown(home)

    def text(self, path: str, kind: str) -> str:
        answers = self.program.ask({"path": path})
        return answers[0]["text"] if answers else ""

    def close(self) -> None:
        self.program.close()


def said(line: list[str]) -> str:
    """What a program prints; nothing when it fails or takes too long."""
    try:
        return subprocess.run(line, capture_output=True, timeout=SECONDS, check=False).stdout.decode(errors="replace")
    except (OSError, subprocess.TimeoutExpired):
        return ""


def with_metadata() -> list[str]:
    """Arguments that make pandoc print the metadata of a document above its text."""
    template = pathlib.Path(tempfile.gettempdir()) / "diapason-benchmark.template"
    template.write_text(METADATA_TEMPLATE, encoding="utf-8")
    return ["-s", f"--template={template}"]


METADATA_TEMPLATE = """\
$title$
$subtitle$
$for(author)$$author$
$endfor$
$date$
$abstract$
$body$
"""
