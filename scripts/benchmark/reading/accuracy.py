"""Word recall, precision and trigram recall of each reader over the files that have an official text."""

import os

from benchmark.processes import tell
from benchmark.reading.corpora import Corpora
from benchmark.reading.readers import Markitdown, children_seconds
from benchmark.reading.scores import Score, best, words
from benchmark.reading.truth import official, pairs, variants_of


def measure(corpora: Corpora, readers: list) -> list[dict]:
    """One row for each kind of file and reader."""
    rows = []
    for kind, files in sorted(pairs(corpora).items()):
        files = [(file, truth) for file, truth in files if words(official(truth))]
        texts = {truth: variants_of(file, truth) for file, truth in files}
        for reader in readers:
            if kind in reader.kinds:
                rows.append(_row(kind, reader, files, texts))
    return rows


def _row(kind: str, reader, files: list[tuple[str, str]], texts: dict[str, list[str]]) -> dict:
    total = Score()
    each = []
    before = children_seconds()
    for file, truth in files:
        if reader.name == Markitdown.name and kind == "pdf" and os.path.getsize(file) > Markitdown.largest_pdf:
            continue
        score = best(reader.text(file, kind), texts[truth])
        each.append({"file": file, "scores": [round(share, 4) for share in score.shares]})
        total += score
    reader.close()
    seconds = children_seconds() - before
    row = {
        "kind": kind, "reader": reader.name, "files": len(each), "recall": round(total.recall, 4),
        "precision": round(total.precision, 4), "trigramRecall": round(total.trigram_recall, 4),
        "meanRecall": _mean(each, 0), "meanPrecision": _mean(each, 1), "meanTrigramRecall": _mean(each, 2),
        "cpuSeconds": round(seconds, 2), "each": each}
    tell("{kind:5} {reader:10} {files:3} files  {recall:.3f}  {precision:.3f}  {trigramRecall:.3f}  "
         "{cpuSeconds:.1f} s".format(**row))
    return row


def _mean(each: list[dict], index: int) -> float:
    return round(sum(line["scores"][index] for line in each) / max(1, len(each)), 4)
