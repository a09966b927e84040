"""The documents that are measured: Debian packages, unpacked without being installed, and test files of sources."""

import binascii
import dataclasses
import glob
import os
import pathlib
import subprocess

from benchmark.processes import tell

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache/corpora"
ARCHIVE = "http://deb.debian.org/debian"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"

# Each is a row of the table of what became of every file.
PACKAGES = (
    "debmake-doc", "debian-policy", "developers-reference", "debian-reference-en", "installation-guide-amd64",
    "libreoffice-help-en-us", "anarchism", "libpython3.11-testsuite")
# Paragraphs in many languages, only for the recognition of those.
LANGUAGES_PACKAGE = "debian-handbook"
# The parts of a source package that are documents; the rest is program code.
SOURCES = {
    "pandoc": ("test",), "libapache-poi-java": ("test-data",), "libarchive": ("archives",),
    "notmuch": ("test/corpora",)}


@dataclasses.dataclass(frozen=True)
class Corpus:
    """A folder that is read as a whole."""

    name: str
    folder: pathlib.Path


class Corpora:
    """What is in the cache, and sentences about what could not be had."""

    def __init__(self, cache: pathlib.Path = CACHE):
        self.cache = cache
        self.missing: list[str] = []

    @property
    def unpacked(self) -> pathlib.Path:
        """Where the binary packages lie, a folder each."""
        return self.cache / "x"

    @property
    def sources(self) -> pathlib.Path:
        """Where the source packages lie, each in a folder with its version."""
        return self.cache / "src"

    def fetch(self) -> None:
        """Fetches what is not there yet; what cannot be had is left out with a sentence."""
        (self.cache / "deb").mkdir(parents=True, exist_ok=True)
        for package in (*PACKAGES, LANGUAGES_PACKAGE):
            if not (self.unpacked / package).is_dir():
                self._try(package, self._binary)
        absent = [package for package in SOURCES if not self.source(package)]
        if absent:
            self._try("the list of source packages", lambda _: self._apt("update"))
        for package in absent:
            self._try(f"the source of {package}", lambda _, package=package: self._source(package))

    def source(self, package: str) -> pathlib.Path | None:
        """The folder of a source package, or None."""
        found = sorted(path for path in self.sources.glob(f"{package}-[0-9]*") if path.is_dir())
        return found[-1] if found else None

    def all(self) -> list[Corpus]:
        """What is there, in the order of the table."""
        corpora = [Corpus(name, self.unpacked / name) for name in PACKAGES if (self.unpacked / name).is_dir()]
        for package, folders in SOURCES.items():
            if source := self.source(package):
                corpora += [Corpus(f"{package} ({folder})", source / folder) for folder in folders]
        return corpora

    def _try(self, what: str, action) -> None:
        tell(f"fetching {what}")
        try:
            action(what)
        except (OSError, subprocess.CalledProcessError) as error:
            self.missing.append(f"{what} could not be had and is left out ({error}).")

    def _binary(self, package: str) -> None:
        downloads = self.cache / "deb"
        subprocess.run(["apt-get", "download", package], cwd=downloads, check=True, capture_output=True)
        newest = max(glob.glob(str(downloads / f"{package}_*.deb")), key=os.path.getmtime)
        self.unpacked.mkdir(parents=True, exist_ok=True)
        partial = self.unpacked / f"{package}.partial"
        subprocess.run(["dpkg-deb", "-x", newest, str(partial)], check=True)
        partial.rename(self.unpacked / package)

    def _source(self, package: str) -> None:
        self.sources.mkdir(parents=True, exist_ok=True)
        self._apt("source", "--download-only", package)
        newest = max(glob.glob(str(self.sources / f"{package}_*.dsc")), key=os.path.getmtime)
        # apt has checked the signed list; the signatures of uploaders need keys that few machines have.
        subprocess.run(
            ["dpkg-source", "--no-check", "-x", os.path.basename(newest)], cwd=self.sources, check=True,
            capture_output=True)
        if package == "libarchive" and (folder := self.source(package)):
            unpack_archives(folder / "libarchive/test", folder / SOURCES[package][0])

    def _apt(self, *arguments: str) -> None:
        """Runs apt-get with lists and sources of its own, so that the system's stay as they are."""
        apt = self.cache / "apt"
        for folder in ("lists/partial", "cache/archives/partial"):
            (apt / folder).mkdir(parents=True, exist_ok=True)
        release = _release()
        (apt / "sources.list").write_text(
            f"deb-src [signed-by={KEYRING}] {ARCHIVE} {release} main\n", encoding="utf-8")
        settings = {
            "Dir::Etc::sourcelist": apt / "sources.list", "Dir::Etc::sourceparts": "/dev/null",
            "Dir::State::lists": apt / "lists", "Dir::Cache": apt / "cache"}
        line = ["apt-get", *(f"-o{key}={value}" for key, value in settings.items()), *arguments]
        self.sources.mkdir(parents=True, exist_ok=True)
        subprocess.run(line, cwd=self.sources, check=True, capture_output=True)


def unpack_archives(texts: pathlib.Path, target: pathlib.Path) -> None:
    """Writes the archives that libarchive keeps as text (uuencode) for its tests as files."""
    target.mkdir(exist_ok=True)
    for text in sorted(texts.glob("*.uu")):
        lines = text.read_bytes().splitlines()
        begin = next(number for number, line in enumerate(lines) if line.startswith(b"begin "))
        content = b"".join(decoded(line) for line in lines[begin + 1:lines.index(b"end", begin)])
        (target / text.stem).write_bytes(content)


def decoded(line: bytes) -> bytes:
    """The bytes of one line of uuencode; some writers leave bytes behind its end."""
    count = (line[0] - 32) & 63 if line else 0
    return binascii.a2b_uu(line[:(count * 4 + 5) // 3])


def _release() -> str:
    """The code name of the installed Debian release."""
    lines = pathlib.Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    names = dict(line.split("=", 1) for line in lines if "=" in line)
    return names.get("VERSION_CODENAME", "stable").strip('"')
