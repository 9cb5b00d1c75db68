"""Curves of error over labels: a table in Markdown, and a picture as SVG. The same curves give the same bytes.

Mean over seeds; the band is the lowest and highest seed.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import cycle
from statistics import mean, stdev
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 400, 56, 130, 24, 44
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")
GREY = "#888888"
WORDS = 15


@dataclass(frozen=True)
class Point:
    """Error (0 to 1) of all seeds at one number of labels."""

    labels: int
    errors: tuple[float, ...]


Curves = dict[str, list[Point]]


def read(records: list[dict[str, Any]]) -> Curves:
    """strategy -> points, by labels; rounds without a measured error are left out."""
    errors: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        if record.get("error") is not None:
            errors[record["strategy"]][record["labels"]].append(record["error"])
        elif record.get("accuracy") is not None:
            errors[record["strategy"]][record["labels_total"]].append(1 - record["accuracy"])
    return {
        strategy: [Point(labels, tuple(points[labels])) for labels in sorted(points)]
        for strategy, points in errors.items()
    }


def table(curves: Curves) -> str:
    """Markdown: error in % with its standard deviation over the seeds, a row per number of labels."""
    labels = sorted({point.labels for points in curves.values() for point in points})
    lines = ["| labels | " + " | ".join(curves) + " |", "|---" * (len(curves) + 1) + "|"]
    for count in labels:
        cells = [_cell(next((p for p in points if p.labels == count), None)) for points in curves.values()]
        lines.append(f"| {count:,} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(point: Point | None) -> str:
    if point is None:
        return "–"
    spread = f" ± {100 * stdev(point.errors):.1f}" if len(point.errors) > 1 else ""
    return f"{100 * mean(point.errors):.1f}{spread}"


def svg(curves: Curves) -> str:
    """The picture: a line and a band per strategy, labelled at its end; random in grey."""
    points = [point for line in curves.values() for point in line]
    most = max(point.labels for point in points)
    # Where nobody ever errs there is no scale to take from the errors.
    top = max(max(point.errors) for point in points) * 1.05 or 1.0
    colours = cycle(COLOURS)
    heights = _apart({name: _y(mean(line[-1].errors), top) for name, line in curves.items()})
    drawn = [
        _line(name, line, GREY if name == "random" else next(colours), most=most, top=top, words_y=heights[name])
        for name, line in curves.items()
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
        + _axes(most, top)
        + "".join(drawn)
        + "</svg>\n"
    )


def _apart(heights: dict[str, float]) -> dict[str, float]:
    """Where the words at the ends of the lines stand: beside their line, but a line of text apart."""
    placed: dict[str, float] = {}
    for name in sorted(heights, key=lambda name: heights[name]):
        placed[name] = max(heights[name], max(placed.values(), default=-WORDS) + WORDS)
    return placed


def _x(labels: float, most: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * labels / most


def _y(error: float, top: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * error / top


def _axes(most: int, top: float) -> str:
    parts = [f'<text x="{LEFT}" y="{HEIGHT - 8}">labels</text><text x="8" y="16">error, %</text>']
    for step in range(5):
        error, labels = top * step / 4, most * step / 4
        y, x = _y(error, top), _x(labels, most)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{100 * error:.0f}</text>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{labels:,.0f}</text>')
    return "".join(parts)


def _line(name: str, points: list[Point], colour: str, *, most: int, top: float, words_y: float) -> str:
    def path(values: list[tuple[int, float]]) -> str:
        return " ".join(f"{_x(labels, most):.1f},{_y(error, top):.1f}" for labels, error in values)

    low = [(p.labels, min(p.errors)) for p in points]
    high = [(p.labels, max(p.errors)) for p in points]
    middle = [(p.labels, mean(p.errors)) for p in points]
    end_x = _x(middle[-1][0], most)
    return (
        f'<polygon points="{path(low + high[::-1])}" fill="{colour}" opacity="0.15"/>'
        f'<polyline points="{path(middle)}" fill="none" stroke="{colour}" stroke-width="2"/>'
        f'<text x="{end_x + 8:.1f}" y="{words_y + 4:.1f}" fill="{colour}">'
        f"{escape(name)} {100 * middle[-1][1]:.1f}</text>"
    )
