"""The most memory that a program and the programs below it held, read from /proc while it runs."""

import os
import pathlib
import subprocess
import threading
import time

# Marks of the highest use stay until a process ends, so only its last moments can be missed.
INTERVAL_SECONDS = 0.02


class PeakMemory:
    """Watches a process from the outside and remembers peaks by role, in bytes."""

    def __init__(self, process: subprocess.Popen):
        self.process = process
        # The program itself, its extraction workers, and what those start, such as pdftotext.
        self.server = 0
        self.worker = 0
        self.helpers = 0
        # All of them at one moment, by resident size.
        self.together = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.is_set():
            self._look()
            time.sleep(INTERVAL_SECONDS)

    def _look(self) -> None:
        server, resident = status(self.process.pid)
        self.server = max(self.server, server)
        for worker in children(self.process.pid):
            peak, now = status(worker)
            self.worker = max(self.worker, peak)
            resident += now
            for helper in children(worker):
                peak, now = status(helper)
                self.helpers = max(self.helpers, peak)
                resident += now
        self.together = max(self.together, resident)


def status(process: int) -> tuple[int, int]:
    """The highest and the present resident size of a process in bytes; zeros when it is gone."""
    try:
        text = pathlib.Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0, 0
    fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    return tuple(int(fields.get(key, "0 kB").split()[0]) * 1024 for key in ("VmHWM", "VmRSS"))


def children(process: int) -> list[int]:
    """The processes that a process has started, by whichever of its threads."""
    found = []
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            text = pathlib.Path(f"/proc/{process}/task/{thread}/children").read_text(encoding="ascii")
            found += [int(child) for child in text.split()]
    except OSError:
        pass
    return found
