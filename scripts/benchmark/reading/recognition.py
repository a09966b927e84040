"""How often the encoding of East Asian texts and the language of paragraphs are recognised."""

import collections
import glob
import os
import pathlib
import re

from benchmark.reading.corpora import LANGUAGES_PACKAGE, Corpora
from benchmark.reading.readers import Diapason
from benchmark.reading.scores import words

LANGUAGES = {
    "ar-MA": "ar", "ca-ES": "ca", "cs-CZ": "cs", "da-DK": "da", "de-DE": "de", "el-GR": "el", "en-US": "en",
    "es-ES": "es", "fa-IR": "fa", "fr-FR": "fr", "id-ID": "id", "it-IT": "it", "ja-JP": "ja", "ko-KR": "ko",
    "nb-NO": "nb", "nl-NL": "nl", "pl-PL": "pl", "pt-BR": "pt", "ro-RO": "ro", "ru-RU": "ru", "sv-SE": "sv",
    "tr-TR": "tr", "vi-VN": "vi", "zh-CN": "zh-Hans", "zh-TW": "zh-Hant",
}
# Characters of a paragraph: the longest sample, and the shortest paragraph that is one.
LONGEST, SHORTEST = 400, 150
SAMPLES = 60


def charsets(corpora: Corpora, worker: Diapason) -> dict:
    """How many of the East Asian pairs give the same document as their twins in UTF-8."""
    folder = corpora.unpacked / "libpython3.11-testsuite/usr/lib/python3.11/test/cjkencodings"
    twins = sorted(glob.glob(str(folder / "*-utf8.txt")))

    def blocks(path: str) -> list | None:
        return (worker.document(path) or {}).get("blocks")

    wrong = [
        os.path.basename(twin).removesuffix("-utf8.txt") for twin in twins
        if blocks(twin.replace("-utf8", "")) != blocks(twin)]
    return {"equal": len(twins) - len(wrong), "of": len(twins), "wrong": wrong}


def languages(corpora: Corpora, worker: Diapason) -> dict:
    """How often the language of a short paragraph is recognised."""
    sample = corpora.cache / "sample.txt"
    right, total, wrong = 0, 0, collections.Counter()
    for tag, text in _paragraphs(corpora):
        sample.write_text(text, encoding="utf-8")
        found = (worker.document(str(sample)) or {}).get("language")
        total += 1
        if found == tag:
            right += 1
        else:
            wrong[f"{tag} as {found}"] += 1
    sample.unlink(missing_ok=True)
    return {"right": right, "of": total, "wrong": dict(wrong)}


def _paragraphs(corpora: Corpora) -> list[tuple[str, str]]:
    base = corpora.unpacked / LANGUAGES_PACKAGE / "usr/share/doc/debian-handbook/html"
    paragraphs = {}
    for folder in LANGUAGES:
        texts = []
        for page in sorted(glob.glob(str(base / folder / "sect*.html"))):
            html = pathlib.Path(page).read_text(encoding="utf-8", errors="replace")
            texts += [_stripped(text) for text in re.findall(r'<div class="para">(.*?)</div>', html, re.S)]
        paragraphs[folder] = [text[:LONGEST] for text in texts if len(text) >= SHORTEST]
    english = {word for text in paragraphs["en-US"] for word in words(text)}
    chosen = []
    for folder, tag in LANGUAGES.items():
        # The handbook has paragraphs that nobody has translated yet.
        own = [text for text in paragraphs[folder] if folder == "en-US" or _overlap(text, english) < 0.4]
        chosen += [(tag, text) for text in own[::max(1, len(own) // SAMPLES)][:SAMPLES]]
    return chosen


def _stripped(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def _overlap(text: str, known: set[str]) -> float:
    tokens = words(text)
    return sum(token in known for token in tokens) / max(1, len(tokens))
