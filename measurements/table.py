"""The figures as one table, for a terminal and for a page."""

from collections.abc import Sequence

from measurements.figures import Figure

HEAD = ("what", "ours", "spread", "target", "peers", "times better")


def table(figures: Sequence[Figure]) -> str:
    """Columns padded to their widest cell; text to the left, as numbers carry their units."""
    rows = [HEAD, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def markdown(figures: Sequence[Figure]) -> str:
    """The same table for a page."""
    rows = [HEAD, ("---",) * len(HEAD), *(_row(figure) for figure in figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(figure: Figure) -> tuple[str, ...]:
    spread = f"{number(figure.low)} – {number(figure.high)}" if figure.low != figure.high else ""
    target = "" if figure.target is None else f"{number(figure.target)} {figure.unit}"
    peers = ", ".join(f"{peer} {number(value)}" for peer, value in figure.peers.items())
    ratios = [figure.ratio(value) for value in figure.peers.values()]
    better = ", ".join(f"{number(ratio)}×" for ratio in ratios if ratio is not None)
    return (figure.name, f"{number(figure.value)} {figure.unit}", spread, target, peers, better)


def number(value: float) -> str:
    """Three significant digits, thousands apart; whole numbers as they are."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
