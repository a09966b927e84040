"""The conditions of a measurement: machine, versions, date."""

import datetime
import os
import pathlib
import platform
import subprocess

# The instruction sets that decide which kernels either side can use.
TELLING = (
    "avx2", "fma", "f16c", "avx512f", "avx512_vnni", "avx512_bf16", "avx512_fp16", "avx_vnni", "amx_bf16",
    "amx_int8", "asimd", "bf16", "i8mm")


def processor(cpuinfo: str) -> tuple[str, list[str]]:
    """The processor's name and its telling flags, out of the text of /proc/cpuinfo."""
    fields: dict[str, str] = {}
    for line in cpuinfo.splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip(), value.strip())
    flags = set((fields.get("flags") or fields.get("Features") or "").split())
    return fields.get("model name") or platform.machine(), [flag for flag in TELLING if flag in flags]


def is_wide(flags: list[str]) -> bool:
    """Whether our kernels for AVX-512 run on a processor with these flags, and with them the bars for it."""
    return {"avx512f", "avx512_vnni", "avx512_bf16"} <= set(flags)


def memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def said(*line) -> str:
    """What a program prints, or nothing when it is not there."""
    try:
        return subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def conditions(program: pathlib.Path, peers: dict[str, str]) -> dict:
    """Everything that a reader of the figures has to know."""
    name, flags = processor(pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return {
        "date": datetime.date.today().isoformat(),
        "processor": name,
        "flags": flags,
        "cores": len(os.sched_getaffinity(0)),
        "memory_bytes": memory_bytes(),
        "system": platform.release().partition("-")[0],
        "diapason": said(str(program), "--version"),
        "commit": said("git", "-C", str(pathlib.Path(__file__).parent), "describe", "--always", "--dirty"),
        "peers": peers,
    }


def sentence(facts: dict) -> str:
    """The conditions as text."""
    versions = ", ".join(f"{name} {version}" for name, version in facts["peers"].items())
    lines = [
        f"{facts['date']}: {facts['processor']} with {' '.join(facts['flags'])}; {facts['cores']} cores, as many "
        f"threads, {facts['memory_bytes'] / 2**30:.0f} GiB, Linux {facts['system']}.",
        f"Diapason {facts['diapason']} ({facts['commit']}); {versions or 'no peers'}.",
    ]
    return "\n".join(lines)
