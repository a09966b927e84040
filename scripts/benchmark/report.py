"""Tables of the figures, in Markdown."""

from benchmark.arithmetic import Bar, Sample, ratio


def number(value: float) -> str:
    """A figure with three or four digits that mean something."""
    if abs(value) >= 999.5:
        return f"{value:,.0f}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def spread(sample: Sample) -> str:
    """A median and, of several runs, the smallest and the largest."""
    if len(sample.runs) == 1:
        return number(sample.median)
    low, high = sample.range
    return f"{number(sample.median)} ({number(low)} to {number(high)})"


def megabytes(count: float) -> str:
    return f"{count / 1e6:,.0f} MB"


def limit(bar: Bar | None) -> str:
    if bar is None:
        return ""
    return f"{'≤' if bar.at_most else '≥'} {bar.limit:g}"


def verdict(bar: Bar | None, figure: float) -> str:
    return bar.verdict(figure) if bar else ""


def table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; a pipe inside a cell stays text."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def speed_row(
        work: str, ours: Sample, our_memory: Sample, other: str | None, theirs: Sample | None,
        their_memory: Sample | None, bar: Bar | None, memory_bar: Bar | None = None) -> list[str]:
    """Tokens a second beside the other's, and the memory of both."""
    if theirs is None or their_memory is None:
        return [work, spread(ours), "", "", "", "", megabytes(our_memory.median), "", ""]
    faster, larger = ratio(ours, theirs), ratio(our_memory, their_memory)
    judged = " ".join(filter(None, [limit(memory_bar), verdict(memory_bar, larger)]))
    return [
        work, spread(ours), f"{other} {spread(theirs)}", f"{faster:.2f}", limit(bar), verdict(bar, faster),
        megabytes(our_memory.median), f"{larger:.2f}", judged]


SPEED_HEADER = [
    "Work", "Diapason, tokens/s", "Other, tokens/s", "Ratio", "Bar", "", "Memory", "Ratio of memory", "Bar of memory"]
