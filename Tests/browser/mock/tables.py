"""Imports of tables: a preview, and a mapping whose rows with an empty cell are named."""

from __future__ import annotations

import csv
import io


def answer(path: str, query: dict, body: bytes) -> tuple[int, object]:
    lines = list(csv.reader(io.StringIO(body.decode())))
    header, rows = lines[0], lines[1:]
    if path.endswith("/preview"):
        return 200, {"columns": header, "rows": rows[:5], "rowCount": len(rows), "suggestion": {}}
    pairs = [pair.split("=", 1) for pair in query["map"].split(",")]
    places = {role: header.index(column) for role, column in pairs}
    faults = [(number, row) for number, row in enumerate(rows, start=2) if not row[places["answer"]]]
    reason = "row with an empty answer"
    skipped = [{"line": line, "reason": reason, "phrase": {"code": "drop.emptyAnswer", "text": reason, "values": {}}} for line, _ in faults]
    counts = {"trainCount": len(rows) - len(faults), "heldOutCount": 0, "recallCount": 0}
    return 201, {"dataset": query["name"], "version": 1, "map": query["map"], **counts, "skippedRows": skipped, "skippedCount": len(skipped)}
