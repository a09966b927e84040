#!/usr/bin/env python3
"""Measures the reading of documents against official text versions, beside pandoc and markitdown.

Usage: scripts/benchmark/documents.py [--program PATH] [--markitdown PATH] [--json FILE]

The corpora are Debian packages, fetched with `apt-get download` and unpacked without being installed into
.cache/corpora; pandoc's test documents come from its source package and are left out when no deb-src line brings it.
Words are compared as multisets over all files of a kind; trigram recall sees their order. A character of Chinese, Japanese
or Korean is a word. The marks of lists are left out of the official text, and its table of contents where the file has none.
"""

import argparse
import collections
import glob
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / ".cache" / "corpora"
PACKAGES = ["debmake-doc", "debian-policy", "developers-reference", "libpython3.11-testsuite", "debian-handbook"]
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
LANGUAGES = {
    "ar-MA": "ar", "ca-ES": "ca", "cs-CZ": "cs", "da-DK": "da", "de-DE": "de", "el-GR": "el", "en-US": "en", "es-ES": "es",
    "fa-IR": "fa", "fr-FR": "fr", "id-ID": "id", "it-IT": "it", "ja-JP": "ja", "ko-KR": "ko", "nb-NO": "nb", "nl-NL": "nl",
    "pl-PL": "pl", "pt-BR": "pt", "ro-RO": "ro", "ru-RU": "ru", "sv-SE": "sv", "tr-TR": "tr", "vi-VN": "vi", "zh-CN": "zh-Hans",
    "zh-TW": "zh-Hant",
}


def fetch() -> None:
    """Fetches and unpacks what is not there yet."""
    downloads = CACHE / "deb"
    downloads.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        target = CACHE / "x" / package
        if target.is_dir():
            continue
        subprocess.run(["apt-get", "download", package], cwd=downloads, check=True, stdout=subprocess.DEVNULL)
        target.mkdir(parents=True)
        newest = max(glob.glob(str(downloads / f"{package}_*.deb")), key=os.path.getmtime)
        subprocess.run(["dpkg-deb", "-x", newest, str(target)], check=True)


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return TOKEN.findall(text.lower())


def variants(truth: str) -> list[str]:
    """The official text without the marks of lists, with and without its table of contents."""
    lines = [re.sub(r"^\s*(?:[*o•-]|\d{1,3}[.)]|[a-z][.)])\s+", "", line) for line in truth.splitlines()]
    last = {line.strip(): number for number, line in enumerate(lines)}
    beginning = len(lines) // 6
    keys = [" ".join(words(line)) for line in lines]
    later = collections.Counter(keys[beginning:])
    # A line of the beginning that stands again further down, with or without its page, is an entry of the contents.
    body = [line for number, line in enumerate(lines)
            if number >= beginning or last[line.strip()] == number and not (keys[number] and later[keys[number]])]
    return ["\n".join(lines), "\n".join(body)]


def best(found: str, truth: str) -> tuple[int, int, int, int, int]:
    """The counts against the variant that the file itself is: some have their contents as text, some have none."""
    return max((compare(found, variant) for variant in variants(truth)), key=lambda counts: sum(shares(counts)))


def compare(found: str, truth: str) -> tuple[int, int, int, int, int]:
    """Common words, words found, words wanted, common trigrams, trigrams wanted."""
    ours, wanted = words(found), words(truth)
    common = sum((collections.Counter(ours) & collections.Counter(wanted)).values())

    def trigrams(tokens: list[str]) -> collections.Counter:
        return collections.Counter(zip(tokens, tokens[1:], tokens[2:]))

    shared = sum((trigrams(ours) & trigrams(wanted)).values())
    return common, len(ours), len(wanted), shared, max(0, len(wanted) - 2)


def shares(counts: list[int]) -> tuple[float, float, float]:
    """Word recall, word precision and trigram recall from the counts of ``compare``."""
    common, found, wanted, shared, trigrams = counts
    return common / max(1, wanted), common / max(1, found), shared / max(1, trigrams)


class Worker:
    """The product's own extraction worker, which reads one request a line."""

    def __init__(self, program: str):
        self.program = program
        self.process = None

    def document(self, path: str) -> dict:
        """What the worker answers for a file."""
        if self.process is None:
            self.process = subprocess.Popen(
                [self.program, "worker", "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={})
        request = json.dumps({"path": os.path.abspath(path), "name": os.path.basename(path)})
        self.process.stdin.write(request.encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.process = None
            return {"skipped": {"code": "reader_crashed", "reason": "The worker ended."}}
        return json.loads(line)

    def text(self, path: str) -> str:
        """The text of a file's blocks, empty when it is skipped."""
        document = self.document(path).get("document")
        parts = []
        for block in document["blocks"] if document else []:
            parts.append(block["text"] or "\n".join(" ".join(row) for row in block["rows"]))
        return "\n".join(parts)

    def close(self) -> None:
        """Ends the worker, so that its time is counted."""
        if self.process:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


def tool(command: list[str]) -> str:
    """What a program prints; nothing when it fails or takes more than five minutes."""
    try:
        return subprocess.run(command, capture_output=True, timeout=300, check=False).stdout.decode(errors="replace")
    except (subprocess.TimeoutExpired, FileNotFoundError):
        return ""


def pairs() -> dict[str, list[tuple[str, str]]]:
    """Files and the texts that are their truth, by group."""
    result: dict[str, list[tuple[str, str]]] = {"pdf": [], "epub": [], "html": [], "docx": []}
    for text in sorted(glob.glob(str(CACHE / "x" / "*" / "usr/share/doc/**/*.txt*"), recursive=True)):
        stem = re.sub(r"\.txt(\.gz)?$", "", text)
        for kind in ("pdf", "epub"):
            for candidate in (f"{stem}.{kind}", f"{stem}.{kind}.gz"):
                if os.path.exists(candidate):
                    result[kind].append((plain(candidate), plain(text)))
        if os.path.exists(stem + ".html"):
            result["html"].append((stem + ".html", plain(text)))
    for native in sorted(glob.glob(str(CACHE / "src/pandoc-*/test/docx/*.native"))):
        document = native.replace(".native", ".docx")
        if os.path.exists(document) and shutil.which("pandoc"):
            truth = native + ".txt"
            if not os.path.exists(truth):
                pathlib.Path(truth).write_text(tool(["pandoc", "-f", "native", "-t", "plain", "--wrap=none", native]))
            result["docx"].append((document, truth))
    # Packages list some files twice, through links.
    unique = {kind: sorted({(os.path.realpath(file), os.path.realpath(truth)) for file, truth in found})
              for kind, found in result.items()}
    return {kind: [pair for pair in found if os.path.isfile(pair[0])] for kind, found in unique.items() if found}


def plain(path: str) -> str:
    """The path of a file without its compression."""
    if not path.endswith(".gz"):
        return path
    target = path[:-3]
    if not os.path.exists(target):
        with open(target, "wb") as output:
            subprocess.run(["gzip", "-dc", path], stdout=output, check=True)
    return target


def measure(worker: Worker, markitdown: str | None) -> dict:
    """Accuracy and processor time by group and tool."""
    report = {}
    for kind, files in pairs().items():
        report[kind] = {}
        tools = {"diapason": worker.text}
        if kind != "pdf" and shutil.which("pandoc"):
            tools["pandoc"] = lambda path, kind=kind: tool(["pandoc", "-f", kind, "-t", "plain", "--wrap=none", path])
        if markitdown:
            tools["markitdown"] = lambda path: tool([markitdown, path])
        for name, read in tools.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.monotonic()
            totals = [0, 0, 0, 0, 0]
            lines = []
            for path, truth in files:
                if name == "markitdown" and kind == "pdf" and os.path.getsize(path) > 2 << 20:
                    continue
                text = read(path)
                official = pathlib.Path(truth).read_text(errors="replace")
                if not words(official):
                    continue
                counts = best(text, official)
                lines.append({"file": os.path.basename(path), "scores": [round(share, 4) for share in shares(counts)]})
                totals = [total + count for total, count in zip(totals, counts)]
            if name == "diapason":
                worker.close()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            recall, precision, trigrams = shares(totals)
            report[kind][name] = {
                "files": len(lines), "recall": round(recall, 4), "precision": round(precision, 4),
                "trigramRecall": round(trigrams, 4), "cpuSeconds": round(cpu, 2),
                "wallSeconds": round(time.monotonic() - start, 2), "each": lines,
            }
            row = report[kind][name]
            print(f"{kind:5} {name:10} files {row['files']:3}  recall {row['recall']:.3f}  precision {row['precision']:.3f}"
                  f"  trigrams {row['trigramRecall']:.3f}  cpu {row['cpuSeconds']:.1f} s", flush=True)
    return report


def charsets(worker: Worker) -> dict:
    """How many of the East Asian pairs give the same document as their twins in UTF-8."""
    folder = CACHE / "x/libpython3.11-testsuite/usr/lib/python3.11/test/cjkencodings"
    wrong = []
    twins = sorted(glob.glob(str(folder / "*-utf8.txt")))
    for twin in twins:
        ours = worker.document(twin.replace("-utf8", "")).get("document", {})
        same = ours.get("blocks") == worker.document(twin).get("document", {}).get("blocks")
        if not same:
            wrong.append(os.path.basename(twin).replace("-utf8.txt", ""))
    print(f"charsets: {len(twins) - len(wrong)} of {len(twins)} equal; not: {', '.join(wrong) or 'none'}")
    return {"equal": len(twins) - len(wrong), "of": len(twins), "wrong": wrong}


def languages(worker: Worker) -> dict:
    """How often the language of a paragraph of at most 400 characters is recognised."""
    base = CACHE / "x/debian-handbook/usr/share/doc/debian-handbook/html"
    strip = lambda text: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip()
    paragraphs = {}
    for folder in LANGUAGES:
        texts = []
        for page in sorted(glob.glob(str(base / folder / "sect*.html"))):
            html = pathlib.Path(page).read_text(errors="replace")
            texts += [strip(text) for text in re.findall(r'<div class="para">(.*?)</div>', html, re.S)]
        paragraphs[folder] = [text[:400] for text in texts if len(text) >= 150]
    english = {word for text in paragraphs["en-US"] for word in words(text)}
    sample = CACHE / "sample.txt"
    right, total, wrong = 0, 0, collections.Counter()
    for folder, tag in LANGUAGES.items():
        chosen = []
        for text in paragraphs[folder]:
            tokens = words(text)
            # The handbook has paragraphs that nobody has translated yet.
            overlap = sum(token in english for token in tokens) / max(1, len(tokens))
            if folder == "en-US" or overlap < 0.4:
                chosen.append(text)
        step = max(1, len(chosen) // 60)
        for text in chosen[::step][:60]:
            sample.write_text(text)
            found = worker.document(str(sample)).get("document", {}).get("language")
            total += 1
            if found == tag:
                right += 1
            else:
                wrong[f"{tag} as {found}"] += 1
    sample.unlink(missing_ok=True)
    print(f"languages: {right} of {total} = {right / max(1, total):.4f}; wrong: {dict(wrong.most_common(8))}")
    return {"right": right, "of": total, "wrong": dict(wrong)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / ".build/release/diapason"))
    parser.add_argument("--markitdown", default=shutil.which("markitdown"))
    parser.add_argument("--json", help="where the figures are written")
    parser.add_argument("--only", choices=["accuracy", "charsets", "languages"])
    arguments = parser.parse_args()
    fetch()
    worker = Worker(arguments.program)
    report = {}
    if arguments.only in (None, "charsets"):
        report["charsets"] = charsets(worker)
    if arguments.only in (None, "languages"):
        report["languages"] = languages(worker)
    worker.close()
    if arguments.only in (None, "accuracy"):
        report["accuracy"] = measure(worker, arguments.markitdown)
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(report, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
