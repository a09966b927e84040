"""Which files have an official text beside them, and what of that text the file can be expected to hold."""

import collections
import glob
import gzip
import os
import pathlib
import re
import zipfile
from xml.etree import ElementTree

from benchmark.reading.corpora import CACHE, PACKAGES, Corpora
from benchmark.reading.readers import said, with_metadata
from benchmark.reading.scores import words

LIST_MARK = re.compile(r"^\s*(?:[*o•-]|\d{1,3}[.)]|[a-z][.)])\s+")
# A line of a table that is drawn with at least two columns.
DRAWN = re.compile(r"^\s*[|│].*[|│].*[|│]\s*$")
NUMBERED = re.compile(r"^\s*(?:\d+|[A-Z])(?:\.\d+)+\.?\s")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Pair = tuple[str, str]


def pairs(corpora: Corpora) -> dict[str, list[Pair]]:
    """Files and the texts that are their truth, by kind of file."""
    found: dict[str, set[Pair]] = collections.defaultdict(set)
    texts = [
        text for package in PACKAGES
        for text in glob.glob(str(corpora.unpacked / package / "usr/share/**/*.txt*"), recursive=True)]
    for text in texts:
        stem = re.sub(r"\.txt(\.gz)?$", "", text)
        for kind in ("pdf", "epub", "html"):
            for file in (f"{stem}.{kind}", f"{stem}.{kind}.gz"):
                if os.path.exists(file):
                    found[kind].add((plain(file), plain(text)))
    if source := corpora.source("pandoc"):
        for native in glob.glob(str(source / "test/docx/*.native")):
            document = native.replace(".native", ".docx")
            if os.path.exists(document):
                found["docx"].add((document, native_text(native)))
    # Packages list some files twice, through links, and folders may be called like files.
    unique = {
        kind: {tuple(map(os.path.realpath, pair)) for pair in files if os.path.isfile(pair[0])}
        for kind, files in found.items()}
    return {kind: sorted(files) for kind, files in unique.items()}


def official(truth: str) -> str:
    """An official text; the one that is not UTF-8 is Russian and in KOI8-R."""
    content = pathlib.Path(truth).read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("koi8-r")


def plain(path: str) -> str:
    """The path of a file without its compression, written outside of the corpora, which are read as they are."""
    if not path.endswith(".gz"):
        return path
    target = CACHE / "plain" / os.path.relpath(path[:-3], CACHE)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.decompress(pathlib.Path(path).read_bytes()))
    return str(target)


def native_text(native: str) -> str:
    """The path of what a test of pandoc expects, as plain text.

    Titles, authors and abstracts, which pandoc keeps as metadata, stand on the page as well, so they are expected. The
    marks of notes are left out, as those of lists are.
    """
    target = native + ".txt"
    if not os.path.exists(target):
        text = said(["pandoc", *with_metadata(), "-f", "native", "-t", "plain", "--wrap=none", native])
        pathlib.Path(target).write_text(re.sub(r"\[\d+\]", "", text), encoding="utf-8")
    return target


def marked_contents(document: str) -> list[str]:
    """The lines that a Word document itself marks as contents, by the style of their paragraphs."""
    with zipfile.ZipFile(document) as package:
        names = set(package.namelist())
        if not {"word/document.xml", "word/styles.xml"} <= names:
            return []
        try:
            styles, body = (
                ElementTree.fromstring(package.read(f"word/{part}.xml")) for part in ("styles", "document"))
        except ElementTree.ParseError:
            return []
    contents = {
        style.get(W + "styleId") for style in styles.iter(W + "style") for name in style.iter(W + "name")
        if re.match(r"(?i)toc \d|toc heading|table of figures", name.get(W + "val", ""))}
    return [
        "".join(text.text or " " for text in paragraph.iter() if text.tag in (W + "t", W + "tab"))
        for paragraph in body.iter(W + "p")
        if any(style.get(W + "val") in contents for style in paragraph.iter(W + "pStyle"))]


def variants_of(document: str, truth: str) -> list[str]:
    """What a file may hold of its official text: as it is, or without contents."""
    text = official(truth)
    if not document.endswith(".docx"):
        return variants(text)
    marked = collections.Counter(" ".join(words(line)) for line in marked_contents(document))
    lines = []
    for line in text.splitlines():
        line = LIST_MARK.sub("", line)
        key = " ".join(words(line))
        if key and marked[key] > 0:
            marked[key] -= 1
        else:
            lines.append(line)
    return [*variants(text)[:1], "\n".join(lines)]


def variants(truth: str) -> list[str]:
    """The official text without the marks of lists: as it is, and without the tables of contents at its beginning or
    everywhere."""
    lines = [LIST_MARK.sub("", line) for line in unwrapped_tables(truth.splitlines())]
    beginning = len(lines) // 6
    return ["\n".join(lines)] + [
        "\n".join(without_contents(lines[:end], lines[end:])) for end in (beginning, len(lines))]


def without_contents(lines: list[str], rest: list[str]) -> list[str]:
    """The lines without tables of contents, and the rest as it is: some texts have one in every chapter.

    An entry is a line that stands again further down, with or without its page, or begins like a numbered heading
    there because it is wrapped. In the first sixth of the text each such line is one, later only lines in a row of at
    least two: prose repeats a line now and then, but not its neighbour as well. What stands between two entries is the
    rest of the first.
    """
    keys = [_entries(line) for line in lines + rest]
    last = {key: number for number, own in enumerate(keys) for key in own}
    again = [any(last[key] > number for key in own) for number, own in enumerate(keys)]
    beginning = (len(lines) + len(rest)) // 6
    kept = []
    for number, line in enumerate(lines):
        before = number > 0 and again[number - 1]
        behind = number + 1 < len(again) and again[number + 1]
        if not (again[number] and (number < beginning or before or behind) or before and behind):
            kept.append(line)
    return kept + rest


def _entries(line: str) -> list[str]:
    """What a line of contents and its heading may have in common: its words without those of a page at the end, and
    the first of them behind a number."""
    key = " ".join(words(re.sub(r"[\s.]{3,}(?:\d+|[ivxl]+)\s*$", "", line)))
    if not key:
        return []
    return [key, "# " + " ".join(key.split()[:5])] if NUMBERED.match(line) else [key]


def unwrapped_tables(lines: list[str]) -> list[str]:
    """The lines with the cells of drawn tables joined, which are wrapped to the width of their columns in plain text."""
    result: list[str] = []
    row: list[list[str]] = []
    for line in [*lines, ""]:
        cells = [cell.strip() for cell in re.split("[|│]", line.strip())[1:-1]] if DRAWN.match(line) else []
        if row and len(cells) != len(row):
            result += [" ".join(cell) for cell in row]
            row = []
        if cells:
            row = row or [[] for _ in cells]
            for parts, cell in zip(row, cells):
                parts.append(cell)
        else:
            result.append(line)
    return result[:-1]
