"""Medians, ratios and verdicts: the arithmetic between runs and a table."""

import dataclasses
import statistics
from collections.abc import Sequence


@dataclasses.dataclass(frozen=True)
class Sample:
    """One figure of several runs of the same work."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    @property
    def range(self) -> tuple[float, float]:
        return min(self.runs), max(self.runs)


@dataclasses.dataclass(frozen=True)
class Bar:
    """What a figure has to reach: at least, or at most, a limit."""

    limit: float
    at_most: bool = False

    def is_met(self, figure: float) -> bool:
        """Whether the figure reaches the bar; what is not a number does not."""
        return figure <= self.limit if self.at_most else figure >= self.limit

    def verdict(self, figure: float) -> str:
        return "met" if self.is_met(figure) else "**missed**"


def sample(results: Sequence[dict], key: str) -> Sample:
    """The figure called `key` of every run; at least one run."""
    return Sample(tuple(float(result[key]) for result in results))


def best(peers: dict[str, Sample]) -> tuple[str, Sample]:
    """The peer with the highest median, and the first of equals."""
    name = max(peers, key=lambda name: peers[name].median)
    return name, peers[name]


def ratio(ours: Sample, theirs: Sample) -> float:
    """How many times the other's median ours is."""
    return ours.median / theirs.median


def share_of_reads(tokens_per_second: float, bytes_per_token: float, bytes_per_second: float) -> float:
    """The share of what memory reads allow that a decoder reaches, when each token reads all weights once."""
    return tokens_per_second * bytes_per_token / bytes_per_second


def memory_limit(file_bytes: int, cache_bytes: int, slack: float = 0.25) -> float:
    """The most that a chat may take: the model's file and a share of it, and what the conversation needs."""
    return file_bytes * (1 + slack) + cache_bytes
