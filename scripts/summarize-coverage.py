#!/usr/bin/env python3
"""Prints line coverage by target from the JSON file of `swift test --show-codecov-path`."""

import collections
import json
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parent.parent
report = json.loads(pathlib.Path(sys.argv[1]).read_text())
totals = collections.defaultdict(lambda: [0, 0])
for entry in report["data"][0]["files"]:
    path = pathlib.Path(entry["filename"])
    if not path.is_relative_to(root / "Sources"):
        continue
    lines = entry["summary"]["lines"]
    for key in (path.relative_to(root).parts[1], "all"):
        totals[key][0] += lines["count"]
        totals[key][1] += lines["covered"]
for key in sorted(totals, key=lambda key: (key == "all", key)):
    count, covered = totals[key]
    print(f"{key:14}{covered:7} of {count:6} lines  {covered / max(count, 1):6.1%}")
