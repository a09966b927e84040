"""What is measured side by side: each work, our line, the others' lines and the bar."""

import dataclasses
import os
import pathlib

from benchmark import report
from benchmark.arithmetic import Bar, Sample, best, sample, share_of_reads
from benchmark.peers import Peers
from benchmark.processes import measure, tell

# What holds our kernels, and PyTorch's with the libraries below them, to AVX2 on a processor that has more.
AVX2 = {"DIAPASON_CPU": "avx2"}
PEERS_AVX2 = {"ATEN_CPU_CAPABILITY": "avx2", "MKL_ENABLE_INSTRUCTIONS": "AVX2", "ONEDNN_MAX_CPU_ISA": "AVX2"}

# The bars of prefill and decode with AVX2 only.
NARROW = (1, 1)

TRAINED, PREFILLED, DECODED = "tokens_per_second", "prefill_tokens_per_second", "decode_tokens_per_second"


@dataclasses.dataclass(frozen=True)
class Figure:
    """One figure that both sides print, and what ours has to be beside the other's."""

    name: str
    key: str
    bar: Bar | None
    memory_bar: Bar | None = None


@dataclasses.dataclass(frozen=True)
class Comparison:
    """One work, done by us and by some peers in turn."""

    name: str
    ours: list
    figures: tuple[Figure, ...]
    theirs: dict[str, list] = dataclasses.field(default_factory=dict)
    environment: dict[str, str] = dataclasses.field(default_factory=dict)
    their_environment: dict[str, str] = dataclasses.field(default_factory=dict)


def run(comparison: Comparison, runs: int, peers: Peers | None, keep) -> dict[str, list[dict]]:
    """Runs all sides in turn, A B A B …, each time in a process of its own; `keep` gets every result."""
    results: dict[str, list[dict]] = {}
    for turn in range(runs):
        sides = {"diapason": (comparison.ours, dict(os.environ) | comparison.environment)}
        if peers is not None:
            held = peers.environment | comparison.their_environment
            sides |= {name: (line, held) for name, line in comparison.theirs.items()}
        for name, (line, environment) in sides.items():
            tell(f"bench: {comparison.name}, {name}, run {turn + 1} of {runs}")
            result = measure(line, environment)
            results.setdefault(name, []).append(result)
            keep({"work": comparison.name, "side": name, "run": turn + 1} | result)
    return results


def rows(comparison: Comparison, results: dict[str, list[dict]]) -> list[list[str]]:
    """The rows of the table; of several peers the fastest counts."""
    lines = []
    for figure in comparison.figures:
        ours = sample(results["diapason"], figure.key)
        memory = sample(results["diapason"], "max_rss_bytes")
        others = {name: sample(results[name], figure.key) for name in comparison.theirs if name in results}
        name, theirs = best(others) if others else (None, None)
        their_memory = sample(results[name], "max_rss_bytes") if name else None
        lines.append(report.speed_row(
            figure.name, ours, memory, name, theirs, their_memory, figure.bar, figure.memory_bar))
    return lines


def ceiling_row(
        name: str, results: list[dict], bytes_per_second: float, bar: Bar = Bar(0.6)) -> list[str]:
    """Decoding beside what memory reads allow."""
    decoded: Sample = sample(results, DECODED)
    per_token = results[0]["weight_bytes_per_token"]
    share = share_of_reads(decoded.median, per_token, bytes_per_second)
    return [
        name, report.spread(decoded), report.megabytes(per_token),
        f"{decoded.median * per_token / 1e9:.1f} of {bytes_per_second / 1e9:.1f} GB/s", f"{share:.0%}",
        f"≥ {bar.limit:.0%}", bar.verdict(share)]


def dtypes(wide: bool) -> tuple[str, ...]:
    """The numbers that PEFT computes in; a processor without AVX-512 has no instructions for bfloat16, and takes minutes a step."""
    return ("float32", "bfloat16") if wide else ("float32",)


def training(program, model, chats, peers: Peers | None, steps: int, wide: bool = True) -> list[Comparison]:
    """Packed sequences and short chats beside PEFT in both of its numbers; `wide` on a processor with AVX-512."""
    common = ["--batch", 4, "--rank", 16, "--steps", steps]

    def work(name, workload, title, bar, memory_bar, dtypes, extra, peer_extra, held=({}, {})):
        theirs = {
            f"PEFT {dtype}": peers.train(workload, dtype, *common, *peer_extra) for dtype in dtypes
        } if peers else {}
        return Comparison(
            name,
            [program, "bench", "train", "--model", model, "--workload", workload, *common, *extra, "--format", "json"],
            (Figure(title, TRAINED, bar, memory_bar),), theirs, *held)

    both = dtypes(wide)
    packed = ["--length", 512]
    works = [
        work("train-packed", "packed", "training, packed 4 × 512, rank 16", Bar(2 if wide else 1.2),
             Bar(0.25, at_most=True), both, packed, packed),
        work("train-instructions", "instructions", "training, instructions, batch 4, real tokens",
             Bar(3) if wide else None, None, both, ["--data", chats], ["--data", chats]),
    ]
    return works if not wide else works + [
        work("train-packed-avx2", "packed", "the first, both with AVX2 only, beside float32", Bar(1.2), None, both[:1],
             packed, packed, (AVX2, PEERS_AVX2)),
    ]


def generation(
        program, models: dict[str, tuple[pathlib.Path, float, float]], peers: Peers | None,
        wide: bool = True) -> list[Comparison]:
    """Prefill and decode beside llama.cpp; models by name, each with its bars for both on a `wide` processor."""
    tokens = ["--prompt-tokens", 512, "--new-tokens", 128]

    def work(name, label, model, bars, environment=None):
        theirs = {"llama.cpp": peers.generate(model, *tokens)} if peers else {}
        return Comparison(
            name, [program, "bench", "generate", "--model", model, *tokens, "--format", "json"],
            (
                Figure(f"{label}, prefill 512", PREFILLED, Bar(bars[0])),
                Figure(f"{label}, decode 128", DECODED, Bar(bars[1])),
            ), theirs, environment or {})

    works = [
        work(f"generate-{name}", name, model, bars if wide else NARROW) for name, (model, *bars) in models.items()]
    first, (model, *_) = next(iter(models.items()))
    return works if not wide else works + [
        work(f"generate-{first}-avx2", f"{first} with AVX2 only", model, NARROW, AVX2)]


def memory_of_training(program, model, peers: Peers | None, wide: bool = True) -> list[Comparison]:
    """The memory of one sequence of three lengths; the speed stands beside it without a bar."""
    works = []
    for length in (512, 1024, 2048):
        arguments = ["--batch", 1, "--length", length, "--rank", 16, "--steps", 1]
        theirs = {
            f"PEFT {dtype}": peers.train("packed", dtype, *arguments) for dtype in dtypes(wide)
        } if peers else {}
        works.append(Comparison(
            f"train-memory-{length}",
            [program, "bench", "train", "--model", model, "--workload", "packed", *arguments, "--format", "json"],
            (Figure(f"{length}", TRAINED, Bar(0)),), theirs))
    return works
