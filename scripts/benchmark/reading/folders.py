"""Reads whole folders by the product, and takes down what became of every file and what it cost."""

import os
import pathlib
import re
import resource
import subprocess
import tempfile
import time

from benchmark.processes import Failed, tell
from benchmark.reading.memory import PeakMemory

COUNTS = re.compile(r": ([\d,]+) files found = ([\d,]+) used \+ ([\d,]+) duplicate \+ ([\d,]+) skipped")
SKIPPED = re.compile(r"^  skipped ([\d,]+): (?:each )?(.*)$")


def read(program: str, name: str, folder: pathlib.Path) -> dict:
    """Adds a folder to a collection of a home of its own; totals that do not reconcile are an error.

    Throws Failed when the program fails, or when used, duplicate and skipped are not all that was found.
    """
    with tempfile.TemporaryDirectory() as home:
        line = [program, "documents", "add", str(folder), "--collection", "corpus", "--home", home]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            with PeakMemory(process) as memory:
                output, errors = process.communicate()
        seconds = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    outcome = outcomes(output)
    # One file that was named is a failure when it is left out; its outcome is printed all the same.
    if outcome is None:
        raise Failed(f"{' '.join(line)} ended with {process.returncode}: {errors.strip()[-500:]}")
    faults = contradictions(outcome, files(folder))
    if faults:
        raise Failed(f"{name}: {'; '.join(faults)}")
    row = {
        "corpus": name, "files": files(folder), **outcome, "seconds": round(seconds, 2),
        "cpuSeconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2),
        "serverBytes": memory.server, "workerBytes": memory.worker, "helperBytes": memory.helpers,
        "togetherBytes": memory.together}
    tell(f"{name}: {row['found']} found, {row['used']} used, {row['duplicate']} duplicate, {row['skipped']} skipped; "
         f"{row['seconds']} s; server {memory.server >> 20} MiB, worker {memory.worker >> 20} MiB, "
         f"helpers {memory.helpers >> 20} MiB")
    return row


def outcomes(output: str) -> dict | None:
    """The counts and reasons out of what `documents add` prints; None when there are none."""
    counts = COUNTS.search(output)
    if not counts:
        return None
    found, used, duplicate, skipped = (_number(text) for text in counts.groups())
    reasons = [SKIPPED.match(line) for line in output.splitlines()]
    return {
        "found": found, "used": used, "duplicate": duplicate, "skipped": skipped,
        "reasons": [[_number(match[1]), _general(match[2])] for match in reasons if match]}


def contradictions(outcome: dict, on_disk: int) -> list[str]:
    """What does not add up: a file that is there must be found, and everything that is found must end as something."""
    faults = []
    if outcome["found"] != outcome["used"] + outcome["duplicate"] + outcome["skipped"]:
        faults.append("found is not used + duplicate + skipped")
    if sum(count for count, _ in outcome["reasons"]) != outcome["skipped"]:
        faults.append("the reasons do not add up to what was skipped")
    # Archives and mailboxes are replaced by what is in them, so that more may be found than lies on the disk.
    if outcome["found"] < on_disk:
        faults.append(f"{on_disk} files lie on the disk, but only {outcome['found']} were found")
    return faults


def files(place: pathlib.Path) -> int:
    """Everything in a folder that is no folder, links included; 1 for a file."""
    if not place.is_dir():
        return 1
    return sum(
        len(names) + sum(os.path.islink(os.path.join(folder, inner)) for inner in folders)
        for folder, folders, names in os.walk(place))


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _general(reason: str) -> str:
    """A reason without the name of the file that it begins with."""
    return re.sub(r"^‘.*?’ ", "", reason)
