#!/usr/bin/env python3
"""Measures this machine and, unless told not to, the other tools on it, in turn, in the same sitting.

Prints Markdown tables with ratios and bars, and writes every single result as a line of JSON to --results. Figures
mean something only beside others of the same machine and sitting; docs/benchmarks.md holds copies of the output.
Needs a built program; with --peers also what scripts/peers/setup.sh installs.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

from benchmark import chats, comparisons, machine, report, serving
from benchmark.arithmetic import Bar, Sample, memory_limit, sample
from benchmark.peers import Peers, home
from benchmark.processes import Failed, measure, tell

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples/handbook"
TEXTS = sorted(path for path in FOLDER.iterdir() if path.suffix in (".md", ".txt"))
BUFFER_MEGABYTES = 1024


class Bench:
    """One sitting: its program, models and peers, and where its results go."""

    def __init__(self, options, peers: Peers | None, flags: list[str]):
        self.peers, self.flags = peers, flags
        self.program = options.program.resolve()
        self.runs, self.steps = options.runs, options.steps
        self.results = options.results
        self.results.parent.mkdir(parents=True, exist_ok=True)
        self.results.write_text("", encoding="utf-8")
        self.starter = pathlib.Path(
            subprocess.run(
                [ROOT / "scripts/fetch-model.sh"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip())
        self.starter = self.starter if self.starter.is_absolute() else ROOT / self.starter
        self.models = {"starter model": (self.starter, 2, 2)}
        gemma = Peers(home()).gemma
        if gemma.exists():
            self.models["Gemma 3 270M Q4_K_M"] = (gemma, 1.2, 1.2)
        self.generated: dict[str, list[dict]] = {}

    def keep(self, result: dict) -> dict:
        with open(self.results, "a", encoding="utf-8") as file:
            file.write(json.dumps(result) + "\n")
        return result

    def ours(self, work: str, *arguments, accepted=(0,)) -> dict:
        """One result of a subcommand of our own."""
        tell(f"bench: {work}")
        line = [self.program, "bench", *arguments, "--format", "json"]
        return self.keep({"work": work, "side": "diapason"} | measure(line, accepted=accepted))

    def compare(self, works) -> list[list[str]]:
        lines = []
        for work in works:
            results = comparisons.run(work, self.runs, self.peers, self.keep)
            self.generated[work.name] = results["diapason"]
            lines += comparisons.rows(work, results)
        return lines

    # Sections: each gives a title and a table.

    def speed(self):
        data = chats.write(self.results.with_name("chats.jsonl"))
        wide = machine.is_wide(self.flags)
        works = comparisons.training(self.program, self.starter, data, self.peers, self.steps, wide)
        works += comparisons.generation(self.program, self.models, self.peers, wide)
        return "Speed and memory", report.table(report.SPEED_HEADER, self.compare(works))

    def ceiling(self):
        """Decoding beside memory reads, in turn: what memory gives changes by half within minutes where others share it."""
        lines = []
        for name, (model, *_) in self.models.items():
            decoded, reads = [], []
            for _ in range(self.runs):
                decoded.append(self.ours(f"decode-{name}", "generate", "--model", model))
                reads.append(self.ours("memory", "memory", "--megabytes", BUFFER_MEGABYTES))
            lines.append(comparisons.ceiling_row(name, decoded, sample(reads, "bytes_per_second").median))
        header = ["Decode", "tokens/s", "Weights a token", "Read", "Share", "Bar", ""]
        return "Decoding and what memory reads allow", report.table(header, lines)

    def serving(self):
        waits, lines = [], []
        with serving.home_with(self.program, self.starter) as folder:
            for turn in range(self.runs):
                tell(f"bench: first token, run {turn + 1} of {self.runs}")
                wait = serving.first_token(self.program, folder, self.starter)
                self.keep({"work": "first-token", "side": "diapason"} | vars(wait))
                waits.append(wait)
        bar = Bar(0.5, at_most=True)
        for title, key, judged in (
                ("from the start of the process", "from_start", bar), ("from readiness", "from_ready", None),
                ("until the server is ready", "ready", None)):
            figure = Sample(tuple(getattr(wait, key) for wait in waits))
            lines.append([
                f"first token, {title}", f"{report.spread(figure)} s", f"{report.limit(judged)}{' s' if judged else ''}",
                report.verdict(judged, figure.median)])
        peak = Sample(tuple(wait.peak_bytes for wait in waits)).median
        size = self.starter.stat().st_size
        cache = self.cache_bytes_per_token() * waits[0].tokens
        limit = Bar(memory_limit(size, cache), at_most=True)
        lines.append([
            f"memory of the server while it answers, {waits[0].tokens} tokens; the file has {report.megabytes(size)}",
            report.megabytes(peak), f"≤ {report.megabytes(limit.limit)}", limit.verdict(peak)])
        return "Serving the starter model", report.table(["What", "Figure", "Bar", ""], lines)

    def cache_bytes_per_token(self) -> int:
        known = self.generated.get("generate-starter model") or [
            self.ours("cache", "generate", "--model", self.starter, "--new-tokens", 1, "--runs", 1)]
        return known[0]["cache_bytes_per_token"]

    def training_memory(self):
        wide, lines = machine.is_wide(self.flags), []
        for work in comparisons.memory_of_training(self.program, self.starter, self.peers, wide):
            results = comparisons.run(work, 1, self.peers, self.keep)
            cells = [report.megabytes(results[side][0]["max_rss_bytes"]) for side in results]
            lines.append([work.figures[0].name, *cells])
        peers = [f"PEFT {dtype}" for dtype in comparisons.dtypes(wide)] if self.peers else []
        header = ["Tokens of the sequence", "Diapason", *peers]
        return "Memory of training, one sequence a step, rank 16", report.table(header, lines)

    def batching(self):
        if not serving.has_command(self.program, "serve"):
            return "Batching", "`diapason bench serve` does not exist yet."
        # Runs of a second each: more of them cost little, and neighbours disturb some.
        found = self.ours("serve", "serve", "--model", self.starter, "--requests", 8, "--runs", 3 * self.runs)
        base, adapters, serial = (
            found[f"{name}_tokens_per_second"] for name in ("base", "adapters", "serial"))
        lines = [
            ["8 requests on 8 adapters beside 8 on the base", f"{adapters:.1f}", f"{base:.1f}",
             *judged(adapters / base, Bar(0.85))],
            ["8 requests at once beside one after another", f"{base:.1f}", f"{serial:.1f}",
             *judged(base / serial, Bar(2))],
        ]
        return "Batching", report.table(["Work", "tokens/s", "Beside, tokens/s", "Ratio", "Bar", ""], lines)

    def numerics(self):
        lines = []
        texts = [argument for path in TEXTS for argument in ("--text", path)]
        for name, (model, *_) in self.models.items():
            # A missed bar is a figure like others: the status 1 says so.
            found = self.ours(f"numerics-{name}", "numerics", "--model", model, *texts, accepted=(0, 1))
            for part in ("prefill", "decode"):
                kl, top = found[part]["mean_kl"], found[part]["same_top_share"]
                kl_bar, top_bar = Bar(1e-3, at_most=True), Bar(0.99)
                lines.append([
                    f"{name}, {part}", str(found[part]["positions"]), f"{kl:.2e}", report.verdict(kl_bar, kl),
                    f"{found[part]['largest_kl']:.2e}", f"{top:.2%}", report.verdict(top_bar, top),
                    f"{found[part]['exact_perplexity']:.3f}", f"{found[part]['fast_perplexity']:.3f}"])
        header = [
            "Fast beside exact", "Positions", "Mean KL, nats (≤ 1e-3)", "", "Largest", "Same top token (≥ 99 %)", "",
            "Perplexity, exact", "fast"]
        return "Numerics on the sample folder's texts", report.table(header, lines)

    def ingest(self):
        found = self.ours("ingest", "ingest", FOLDER)
        return "Reading the sample folder", report.table(
            ["Documents", "Characters", "Seconds"],
            [[str(found["documents"]), f"{found['characters']:,}", f"{found['seconds']:.2f}"]])


SECTIONS = ("speed", "ceiling", "serving", "training_memory", "batching", "numerics", "ingest")


def judged(figure: float, bar: Bar) -> list[str]:
    return [f"{figure:.2f}", report.limit(bar), bar.verdict(figure)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/diapason")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True, help="measure the others too")
    parser.add_argument("--runs", type=int, default=3, help="runs of each side, in turn (default 3)")
    parser.add_argument("--steps", type=int, default=4, help="timed training steps of a run (default 4)")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="a section; may be given several times")
    parser.add_argument("--results", type=pathlib.Path, default=ROOT / ".cache/bench/results.jsonl")
    options = parser.parse_args()
    if options.runs < 1 or options.steps < 1:
        parser.error("--runs and --steps are 1 or more")
    if options.peers and not Peers(home()).python.exists():
        parser.error(f"no peers in {home()}; run scripts/peers/setup.sh, or give --no-peers")
    peers = Peers(home()) if options.peers else None
    facts = machine.conditions(options.program.resolve(), peers.versions() if peers else {})
    bench = Bench(options, peers, facts["flags"])
    bench.keep(facts)
    print(machine.sentence(facts), flush=True)
    failed = False
    for section in options.only or SECTIONS:
        try:
            title, text = getattr(bench, section)()
        except Failed as error:
            failed = True
            title, text = section.replace("_", " "), f"failed: {error}"
        print(f"\n## {title}\n\n{text}", flush=True)
    tell(f"bench: every result is in {os.path.relpath(bench.results)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
