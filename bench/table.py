"""Medians of runs, as a table that docs/performance.md can take over."""

import statistics


def median(runs):
    """Of each figure by itself; a figure that any run lacks is lacking."""
    figures = {}
    for name in runs[0]:
        values = [run[name] for run in runs]
        if all(isinstance(value, (int, float)) for value in values):
            figures[name] = statistics.median(values)
    return figures


def shown(value, digits=3):
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    return f"{value:,.{digits}f}"


def pair(figures, name, digits=0):
    """p50 and p99 of one thing."""
    low, high = figures.get(f"{name}_p50_ms"), figures.get(f"{name}_p99_ms")
    return f"{shown(low, digits)} / {shown(high, digits)}"


def print_table(rows):
    """Markdown, its columns lined up. All rows have the first one's titles."""
    lines = [list(rows[0]), *([str(cell) for cell in row.values()] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    lines.insert(1, ["-" * (width - 1) + ":" for width in widths])
    for line in lines:
        print("| " + " | ".join(cell.rjust(width) for cell, width in zip(line, widths)) + " |")
