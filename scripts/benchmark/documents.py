#!/usr/bin/env python3
"""Measures the reading of documents: what becomes of every file, what it costs, how much of the text arrives.

Prints Markdown; docs/documents.md holds copies of it. The corpora are Debian packages, fetched with apt-get and unpacked
without being installed into .cache/corpora, and test documents out of Debian source packages, fetched with lists of
their own so that the system's stay as they are. markitdown is installed into .cache/markitdown, pandoc is used when it is
installed. What cannot be had is left out with a sentence.

Parts: `corpora` reads each folder by the product, in a home of its own; `accuracy` compares words, as multisets over all
files of a kind, with official texts; `speed` counts documents a second of processor time; `recognition` does encodings
and languages; `growth` reads files that are made far too large, and a folder of 1 GB.
"""

import argparse
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from benchmark import machine  # noqa: E402
from benchmark.processes import Failed, tell  # noqa: E402
from benchmark.reading import accuracy, folders, growth, recognition, speed, tables  # noqa: E402
from benchmark.reading.corpora import Corpora  # noqa: E402
from benchmark.reading.readers import Diapason, Markitdown, Pandoc  # noqa: E402

PARTS = ("corpora", "accuracy", "speed", "recognition", "growth")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / ".build/release/diapason"))
    parser.add_argument("--json", type=pathlib.Path, help="where every figure is written")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given several times")
    options = parser.parse_args()
    parts = options.only or PARTS
    corpora = Corpora()
    corpora.fetch()
    readers = [Diapason(options.program)]
    if {"accuracy", "speed"} & set(parts):
        readers += [reader for reader in (Pandoc.find(), Markitdown.install(ROOT / ".cache/markitdown")) if reader]
    facts = machine.conditions(pathlib.Path(options.program), versions())
    print(machine.sentence(facts), *corpora.missing, sep="\n\n")
    report = {"conditions": facts, "missing": corpora.missing}
    for part in parts:
        report[part], text = measure(part, corpora, readers, options.program)
        print(f"\n{text}", flush=True)
        if options.json:
            options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


def versions() -> dict[str, str]:
    """The versions of the other readers that are installed: the last word of what each says first."""
    programs = {"pandoc": "pandoc", "markitdown": str(ROOT / ".cache/markitdown/bin/markitdown")}
    said = {name: machine.said(program, "--version").partition("\n")[0] for name, program in programs.items()}
    return {name: words.split()[-1] for name, words in said.items() if words}


def measure(part: str, corpora: Corpora, readers: list, program: str) -> tuple[list | dict, str]:
    """The figures of a part, and the same as Markdown."""
    if part == "corpora":
        rows = read_folders(program, [(corpus.name, corpus.folder) for corpus in corpora.all()])
        return rows, tables.corpora(rows)
    if part == "growth":
        made = growth.Maker(corpora.cache / "made")
        rows = read_folders(program, [(path.name, path) for path in [*made.all(), made.collection(1024)]])
        return rows, tables.corpora(rows)
    if part == "accuracy":
        rows = accuracy.measure(corpora, readers)
        return rows, tables.accuracy(rows)
    if part == "speed":
        rows = speed.measure(corpora, readers)
        return rows, tables.speed(rows)
    charsets, languages = recognition.charsets(corpora, readers[0]), recognition.languages(corpora, readers[0])
    readers[0].close()
    return {"charsets": charsets, "languages": languages}, tables.recognition(charsets, languages)


def read_folders(program: str, places: list[tuple[str, pathlib.Path]]) -> list[dict]:
    """One row for each place that could be read."""
    rows = []
    for name, place in places:
        try:
            rows.append(folders.read(program, name, place))
        except Failed as fault:
            tell(f"FAILED: {fault}")
    return rows


if __name__ == "__main__":
    sys.exit(main())
