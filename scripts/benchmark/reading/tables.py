"""What was measured, as Markdown."""


def corpora(rows: list[dict]) -> str:
    """What became of every file of each folder, and what it cost; then why files were skipped."""
    lines = [
        "| Corpus | Files | Found | Used | Duplicate | Skipped | Seconds | CPU s | Server MiB | Worker MiB | Programs MiB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for row in rows:
        lines.append(
            "| {corpus} | {files:,} | {found:,} | {used:,} | {duplicate:,} | {skipped:,} | {seconds:.1f} | {cpuSeconds:.1f}"
            .format(**row) + "".join(f" | {row[key] >> 20}" for key in ("serverBytes", "workerBytes", "helperBytes"))
            + " |")
    lines += ["", "| Corpus | Skipped | Because it |", "|---|---:|---|"]
    lines += [f"| {row['corpus']} | {count:,} | {reason} |" for row in rows for count, reason in merged(row["reasons"])]
    return "\n".join(lines)


def merged(reasons: list) -> list[tuple[int, str]]:
    """Counts by reason, the most frequent first."""
    counts: dict[str, int] = {}
    for count, reason in reasons:
        counts[reason] = counts.get(reason, 0) + count
    return sorted(((count, reason) for reason, count in counts.items()), key=lambda line: (-line[0], line[1]))


def accuracy(rows: list[dict]) -> str:
    """Word recall, precision and trigram recall by kind of file and reader."""
    lines = ["| Files | Reader | Word recall | Precision | Trigram recall | CPU s |", "|---|---|---:|---:|---:|---:|"]
    for row in rows:
        lines.append(
            "| {files} {name} | {reader} | {recall:.3f} | {precision:.3f} | {trigramRecall:.3f} | {cpuSeconds:.1f} |"
            .format(name=row["kind"].upper(), **row))
    return "\n".join(lines)


def speed(rows: list[dict]) -> str:
    """Documents a second of processor time."""
    lines = [
        "| Reader | Kind | Files | With text | CPU s | Documents a CPU second | Without starts |",
        "|---|---|---:|---:|---:|---:|---:|"]
    for row in rows:
        lines.append(
            "| {reader} | {kind} | {files} | {withText} | {cpuSeconds:.1f} | {perSecond:.1f} | {perSecondWithoutStarts:.1f} |"
            .format(**row))
    return "\n".join(lines)


def recognition(charsets: dict, languages: dict) -> str:
    """Encodings and languages."""
    wrong = ", ".join(charsets["wrong"]) or "none"
    return (
        f"Encodings: {charsets['equal']} of {charsets['of']} equal to their twins in UTF-8; not: {wrong}.\n"
        f"Languages: {languages['right']:,} of {languages['of']:,} paragraphs "
        f"({languages['right'] / max(1, languages['of']):.4f}).")
