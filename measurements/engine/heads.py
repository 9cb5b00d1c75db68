"""Seconds of a round of the strategy `auto` on a view of 10,000 to 1 million rows, on one core.

384 numbers per row in half precision in memory, 77 classes, 800 labels before. A round learns 25 more, scores what it
is to score, and picks 25. Features are noise around a point per class. The cold start is measured apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from measurements.engine.timing import one_core, seconds
from measurements.figures import Figure, Result, figure
from selection import LabelledBatch, Pool, State, StepResult, Strategy, View, round_rng, step, strategy_for
from selection.arrays import Floats32, Ints

REPEATS = 3
PART = 50_000


@dataclass(frozen=True)
class Sizes:
    """targets: seconds that a round may take at each number of rows."""

    rows: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    targets: tuple[float | None, ...] = (0.5, 0.5, 3.0)
    width: int = 384
    n_classes: int = 77
    labels: int = 800


QUICK = Sizes(rows=(600,), targets=(None,), width=16, n_classes=5, labels=60)


@dataclass(frozen=True)
class _HalfRows:
    """float16 in memory, float32 as asked for."""

    features: np.ndarray

    @property
    def n_rows(self) -> int:
        return len(self.features)

    def take(self, rows_R: Ints, /) -> Floats32:
        taken: Floats32 = torch.from_numpy(self.features[rows_R]).float().numpy()
        return taken


def measure(*, quick: bool) -> Result:
    torch.set_num_threads(1)
    sizes, figures, raw = QUICK if quick else Sizes(), [], {}
    for n_rows, target in zip(sizes.rows, sizes.targets, strict=True):
        with one_core():
            found, parts = _measured(n_rows, sizes=sizes, target=target)
        figures += found
        raw[str(n_rows)] = parts
    return Result(figures, raw)


def _measured(n_rows: int, *, sizes: Sizes, target: float | None) -> tuple[list[Figure], dict[str, Any]]:
    source, labels = drawn(n_rows, sizes=sizes)
    strategy = strategy_for("auto", kind="text", overrides={"features": "sentences", "query": 25})
    pool = Pool(source, views={"sentences": View(source, np.ones(n_rows, dtype=np.bool_))})
    fresh = State.fresh(n_rows=n_rows, n_classes=sizes.n_classes, strategy=strategy)
    round_ = _rounds(pool, labels, strategy)
    known = round_(fresh, np.arange(sizes.labels)).state
    later = np.arange(sizes.labels, sizes.labels + 25)
    start = seconds(lambda: round_(fresh, later[:0]), repeats=REPEATS)
    update = seconds(lambda: round_(known, later), repeats=REPEATS)
    report = round_(known, later).report
    name = f"head: {n_rows:,} rows × {sizes.width} × {sizes.n_classes} classes"
    figures = [
        figure(f"{name}, a round", update, "s", target=target),
        figure(f"{name}, cold start", start, "s", target=3.0 if target else None),
    ]
    parts = {"scored": report.n_candidates, "update_s": report.update_s, "score_s": report.score_s}
    return figures, {**parts, "query_s": report.query_s, "round_s": update, "start_s": start}


def _rounds(pool: Pool, labels: Ints, strategy: Strategy) -> Callable[[State, Ints], StepResult]:
    def round_(state: State, rows: Ints) -> StepResult:
        batch = LabelledBatch(rows, labels[rows])
        there = Pool(pool.source, excluded_rows=np.union1d(state.memory_rows, rows), views=pool.views)
        return step(state, batch, pool=there, strategy=strategy, rng=round_rng(0, state.round))

    return round_


def drawn(n_rows: int, *, sizes: Sizes) -> tuple[_HalfRows, Ints]:
    """Features of rows around a point per class, and their classes."""
    rng = np.random.default_rng(0)
    middles = rng.normal(size=(sizes.n_classes, sizes.width)).astype(np.float32)
    labels = rng.integers(sizes.n_classes, size=n_rows)
    features = np.empty((n_rows, sizes.width), dtype=np.float16)
    for start in range(0, n_rows, PART):
        part = slice(start, start + PART)
        features[part] = 0.25 * middles[labels[part]] + rng.standard_normal(features[part].shape, dtype=np.float32)
    return _HalfRows(features), labels
