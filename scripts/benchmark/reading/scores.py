"""Compares a text that was found with the text that was wanted, word by word."""

import collections
import dataclasses
import re

# A character of Chinese, Japanese or Korean is a word.
EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
WORD = re.compile(rf"[{EAST}]|[^\W_{EAST}]+")


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.lower())


@dataclasses.dataclass(frozen=True)
class Score:
    """Counts of words and of runs of three words, as multisets, which add up over files."""

    common: int = 0
    found: int = 0
    wanted: int = 0
    common_trigrams: int = 0
    wanted_trigrams: int = 0

    @property
    def recall(self) -> float:
        return self.common / max(1, self.wanted)

    @property
    def precision(self) -> float:
        return self.common / max(1, self.found)

    @property
    def trigram_recall(self) -> float:
        return self.common_trigrams / max(1, self.wanted_trigrams)

    @property
    def shares(self) -> tuple[float, float, float]:
        return self.recall, self.precision, self.trigram_recall

    def __add__(self, other: "Score") -> "Score":
        pairs = zip(dataclasses.astuple(self), dataclasses.astuple(other))
        return Score(*(own + others for own, others in pairs))


def compare(found: str, wanted: str) -> Score:
    """The counts for one text."""
    ours, theirs = words(found), words(wanted)
    return Score(
        _common(ours, theirs), len(ours), len(theirs), _common(_trigrams(ours), _trigrams(theirs)),
        max(0, len(theirs) - 2))


def best(found: str, variants: list[str]) -> Score:
    """The counts against the variant of the official text that the file itself is."""
    return max((compare(found, variant) for variant in variants), key=lambda score: sum(score.shares))


def _trigrams(tokens: list[str]) -> list[tuple[str, str, str]]:
    return list(zip(tokens, tokens[1:], tokens[2:]))


def _common(ours: list, theirs: list) -> int:
    return sum((collections.Counter(ours) & collections.Counter(theirs)).values())
