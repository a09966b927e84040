"""Runs measured programs, each in a process of its own, and reads what they print."""

import json
import os
import pathlib
import subprocess
import sys
import threading

# Settings for our own use of OpenBLAS must not slow a peer that brings its own.
HELD_BACK = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


class Failed(Exception):
    """A measured program that did not give a figure."""


def peer_environment(environment: dict[str, str]) -> dict[str, str]:
    """What a peer's process sees."""
    return {key: value for key, value in environment.items() if key not in HELD_BACK}


def measure(line: list, environment: dict[str, str] | None = None, accepted: tuple[int, ...] = (0,)) -> dict:
    """Runs a program to its end and gives the JSON object in the last line that it prints.

    `max_rss_bytes` is the most memory that the process held, as the system saw it.
    """
    words = [str(word) for word in line]
    with subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
            env=environment) as process:
        output, errors = _drain(process)
        # The usage of this very child, which waiting by the module would give away.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        raise Failed(f"{' '.join(words)} ended with {process.returncode}: {errors.strip()[-500:]}")
    try:
        result = json.loads(output.strip().splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise Failed(f"{' '.join(words)} printed no figures") from error
    return result | {"max_rss_bytes": usage.ru_maxrss * 1024}


def _drain(process: subprocess.Popen) -> tuple[str, str]:
    """Reads both streams to their ends without reaping the process."""
    errors: list[str] = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    output = process.stdout.read()
    reader.join()
    return output, errors[0]


def tell(text: str) -> None:
    """Says on standard error how far things are."""
    print(text, file=sys.stderr, flush=True)


def warm(path: pathlib.Path) -> None:
    """Brings a file into the page cache."""
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass
