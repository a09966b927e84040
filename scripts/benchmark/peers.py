"""The other tools: where they are and how their scripts are called."""

import dataclasses
import os
import pathlib
import subprocess

from benchmark.processes import peer_environment

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts/peers"


def home() -> pathlib.Path:
    """Where the peers are installed: PEERS_HOME, else .cache/peers."""
    return pathlib.Path(os.environ.get("PEERS_HOME") or ROOT / ".cache/peers").expanduser()


@dataclasses.dataclass(frozen=True)
class Peers:
    """An installed set of peers, as scripts/peers/setup.sh leaves it."""

    home: pathlib.Path

    @property
    def python(self) -> pathlib.Path:
        return self.home / "venv/bin/python"

    @property
    def starter(self) -> pathlib.Path:
        """The starter model with float weights, as PEFT needs it."""
        return self.home / "models/smollm2-135m-hf"

    @property
    def gemma(self) -> pathlib.Path:
        return self.home / "models/gemma-3-270m-q4_k_m.gguf"

    @property
    def environment(self) -> dict[str, str]:
        return peer_environment(dict(os.environ))

    def train(self, workload: str, dtype: str, *arguments) -> list:
        """The line that trains with PEFT."""
        return [
            self.python, SCRIPTS / "train_peft.py", "--model", self.starter, "--workload", workload,
            "--dtype", dtype, *arguments]

    def generate(self, model: pathlib.Path, *arguments) -> list:
        """The line that generates with llama.cpp."""
        return [self.python, SCRIPTS / "generate_llamacpp.py", "--model", model, *arguments]

    def versions(self) -> dict[str, str]:
        """The installed versions, by package."""
        names = ("torch", "peft", "transformers", "llama-cpp-python")
        code = f"import importlib.metadata as m; print(*(m.version(n) for n in {names!r}))"
        done = subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True)
        return dict(zip(names, done.stdout.split()))
