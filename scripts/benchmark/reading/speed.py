"""Documents a second of processor time over DOCX, EPUB and HTML, for each reader over the same files."""

import pathlib
import tempfile

from benchmark.processes import tell
from benchmark.reading.corpora import Corpora
from benchmark.reading.readers import Pandoc, children_seconds

KINDS = ("docx", "epub", "html")
# Each manual in one language.
HTML_FOLDERS = ("debmake-doc", "debian-policy", "developers-reference", "debian-reference-en")


def files(corpora: Corpora) -> dict[str, list[str]]:
    """The files that are read, by kind, each once."""
    places = {
        "docx": [corpora.source("pandoc"), corpora.source("libapache-poi-java")],
        "epub": [corpora.unpacked, corpora.source("pandoc")],
        "html": [corpora.unpacked / package for package in HTML_FOLDERS]}
    found = {}
    for kind, folders in places.items():
        paths = {
            path.resolve() for folder in folders if folder for path in pathlib.Path(folder).rglob(f"*.{kind}")
            if path.is_file()}
        found[kind] = sorted(map(str, paths))
    return found


def measure(corpora: Corpora, readers: list) -> list[dict]:
    """One row for each reader and kind of file, and one for all kinds together."""
    found = files(corpora)
    rows = []
    for reader in readers:
        own = [_row(reader, kind, found[kind], _start(reader)) for kind in KINDS]
        rows += [*own, {
            "reader": reader.name, "kind": "all",
            **{key: sum(row[key] for row in own) for key in ("files", "withText", "cpuSeconds", "startSeconds")}}]
    for row in rows:
        row["perSecond"] = round(row["files"] / row["cpuSeconds"], 1)
        row["perSecondWithoutStarts"] = round(row["files"] / max(0.01, row["cpuSeconds"] - row["startSeconds"]), 1)
        tell("{reader:10} {kind:5} {files} files, {withText} with text, {cpuSeconds:.1f} s, of them starts "
             "{startSeconds:.1f} s; {perSecond} documents a second".format(**row))
    return rows


def _row(reader, kind: str, paths: list[str], start: float) -> dict:
    before = children_seconds()
    with_text = sum(bool(reader.text(path, kind).strip()) for path in paths)
    reader.close()
    # pandoc has no way of reading several files apart from each other in one process.
    starts = len(paths) if isinstance(reader, Pandoc) else 1
    return {
        "reader": reader.name, "kind": kind, "files": len(paths), "withText": with_text,
        "cpuSeconds": round(children_seconds() - before, 3), "startSeconds": round(starts * start, 3)}


def _start(reader) -> float:
    """Processor time of a start with next to nothing to read, the mean of five."""
    with tempfile.NamedTemporaryFile("w", suffix=".html") as page:
        page.write("<p>Kiln")
        page.flush()
        before = children_seconds()
        for _ in range(5):
            reader.text(page.name, "html")
            reader.close()
    return (children_seconds() - before) / 5
