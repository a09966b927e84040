#!/usr/bin/env python3
"""Checks what no compiler looks at: file sizes, and how often the type checker was told to look away.

- No tracked file is larger than `largeFileBytes`, unless `largeFiles` in scripts/baselines.json names it.
- `@unchecked Sendable` and `nonisolated(unsafe)` occur at most `uncheckedSendable` times in Sources; the
  number may only fall: lower it with the change that removes one.
- `print(` and `fatalError(` stay out of the libraries; `try!` and forced casts stay out of Sources.
- `import` of a page resource from another host stays out of web/.
With --staged it looks at the sizes of staged files alone, which is what the pre-commit hook needs.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BASELINES = json.loads((ROOT / "scripts/baselines.json").read_text())
ESCAPES = re.compile(r"@unchecked\s+Sendable|nonisolated\(unsafe\)")
BANNED = re.compile(r"(?<![\w.\"])(?:print|debugPrint|dump|fatalError)\(|\btry!|\bas!")
OUTSIDE = re.compile(r"""(?:src|href)\s*=\s*["']https?://|\bimport\b[^;]*["']https?://|@import\s+url\(\s*["']?https?:""")
# The fronts may print: a command's result is its standard output.
PRINTING = {"Commands", "diapason"}


def git(*arguments: str) -> list[str]:
    """The paths that a git command prints."""
    output = subprocess.run(
        ["git", "-C", str(ROOT), *arguments, "-z"], check=True, capture_output=True, text=True).stdout
    return [path for path in output.split("\0") if path]


def large_files(paths: list[str]) -> list[str]:
    """One finding for each file above the limit that is not excepted."""
    limit = BASELINES["largeFileBytes"]
    findings = []
    for path in paths:
        file = ROOT / path
        if path in BASELINES["largeFiles"] or not file.is_file() or file.is_symlink():
            continue
        size = file.stat().st_size
        if size > limit:
            findings.append(f"{path}: {size} bytes is over {limit}; fetch it at set-up or make it smaller.")
    return findings


def code(line: str) -> str:
    """The line without its comment; string literals with slashes are rare enough to be cut short."""
    return "" if line.lstrip().startswith("//") else line.split(" //")[0]


def swift_habits() -> list[str]:
    """Findings in Swift sources."""
    findings, escapes = [], 0
    for file in sorted(ROOT.glob("Sources/*/**/*.swift")):
        path = file.relative_to(ROOT)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            text = code(line)
            escapes += len(ESCAPES.findall(text))
            match = BANNED.search(text)
            if match and not (path.parts[1] in PRINTING and match.group().endswith("(")):
                findings.append(f"{path}:{number}: {match.group()} does not belong in a library.")
    allowed = BASELINES["uncheckedSendable"]
    if escapes > allowed:
        findings.append(f"Sources: {escapes} unchecked Sendable escapes; scripts/baselines.json allows {allowed}.")
    elif escapes < allowed:
        print(f"note: scripts/baselines.json allows {allowed} unchecked Sendable escapes, {escapes} are left; lower it.")
    return findings


def outside_resources() -> list[str]:
    """Findings in the page: nothing of it comes from another host."""
    findings = []
    for path in git("ls-files", "--", "web"):
        file = ROOT / path
        if file.suffix not in {".html", ".css", ".js"} or not file.is_file():
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if OUTSIDE.search(line):
                findings.append(f"{path}:{number}: the page loads nothing from another host.")
    return findings


def main() -> int:
    if "--staged" in sys.argv[1:]:
        findings = large_files(git("diff", "--cached", "--name-only", "--diff-filter=ACMR"))
    else:
        findings = large_files(git("ls-files")) + swift_habits() + outside_resources()
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
