#!/usr/bin/env python3
"""Counts documentation: declarations of the package's own API that have a `///` comment above them.

A line-based count over Sources: a declaration is a line that starts with `package` or `public` (members of a
package protocol or enum, which carry no keyword of their own, are not counted). With --list it names the
undocumented ones. Exits 1 when the share is below the floor in scripts/baselines.json.
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DECLARATION = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:package|public)\s+"
    r"(?!import\b|extension\b)(?:(?:static|final|mutating|nonisolated|class|indirect|override|convenience|"
    r"required|unsafe)\s+)*(?:actor|associatedtype|case|class|enum|func|init|let|protocol|struct|subscript|"
    r"typealias|var)\b"
)


def is_documented(lines: list[str], index: int) -> bool:
    """Says whether a `///` stands above the declaration, past its attributes."""
    index -= 1
    while index >= 0 and lines[index].lstrip().startswith("@"):
        index -= 1
    return index >= 0 and lines[index].lstrip().startswith("///")


def main() -> int:
    floor = json.loads((ROOT / "scripts/baselines.json").read_text())["documentedShare"]
    totals: dict[str, list[int]] = {}
    missing = []
    for file in sorted(ROOT.glob("Sources/*/**/*.swift")):
        path = file.relative_to(ROOT)
        counts = totals.setdefault(path.parts[1], [0, 0])
        lines = file.read_text(encoding="utf-8").splitlines()
        for index, line in enumerate(lines):
            if not DECLARATION.match(line):
                continue
            counts[0] += 1
            if is_documented(lines, index):
                counts[1] += 1
            else:
                missing.append(f"{path}:{index + 1}: {line.strip()}")
    declared = sum(counts[0] for counts in totals.values())
    documented = sum(counts[1] for counts in totals.values())
    share = documented / declared if declared else 1
    if "--list" in sys.argv[1:]:
        print(*missing, sep="\n")
    for target, counts in totals.items():
        if counts[0]:
            print(f"{target:14}{counts[1]:6} of {counts[0]:5}  {counts[1] / counts[0]:6.1%}")
    print(f"{'all':14}{documented:6} of {declared:5}  {share:6.1%}  (floor {floor:.0%})")
    return 0 if share >= floor else 1


if __name__ == "__main__":
    sys.exit(main())
