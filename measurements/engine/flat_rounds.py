"""Seconds of a round's proxy update as the labelled set grows twenty-fold.

CLActive learns from the new labels and as many earlier ones, so its update should cost the same however much is
labelled; Selection via Proxy and full retraining learn all labels anew. Each strategy first consumes the earlier
labels, then the same labelled batch of fixed size is learned and timed. All have the same batch, minibatch, number
of epochs (shortened; the cost is linear in them), candidates and pool, and take turns, so that noise hits them alike.
Beside seconds stand sample steps (items times passes), and the processor's seconds, which other work disturbs less.
"""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from measurements.figures import Figure, Result, figure
from selection import ImageRows, LabelledBatch, Pool, State, Strategy, round_rng, step, strategy_for, with_overrides

STRATEGIES = ("clactive", "svp", "full")
N_CLASSES = 10
# What a round costs may grow by a tenth at most while the labels grow twenty-fold.
FLAT = 1.1


@dataclass(frozen=True)
class Sizes:
    """Counts of images, of `side` by `side`; `before` are the labels known when the timed batch comes."""

    before: tuple[int, ...] = (500, 2500, 10_000)
    batch: int = 500
    candidates: int = 500
    epochs: float = 1.0
    side: int = 32
    repeats: int = 3


QUICK = Sizes(before=(16, 32), batch=16, candidates=16, epochs=1.0, side=8, repeats=1)


def measure(*, quick: bool) -> Result:
    return measured(QUICK if quick else Sizes())


def measured(sizes: Sizes) -> Result:
    """Figures and every single round, of these sizes."""
    strategies = {name: _shortened(name, sizes=sizes) for name in STRATEGIES}
    data = _Data.of(sizes)
    states = {
        (name, before): _knowing(before, data=data, strategy=strategy)
        for name, strategy in strategies.items()
        for before in sizes.before
    }
    # Once each for nothing: the first steps of a process are slower.
    for name, strategy in strategies.items():
        _timed(states[name, sizes.before[0]], data=data, strategy=strategy, repeat=0, before=0)
    rounds = [
        _timed(state, data=data, strategy=strategies[name], repeat=repeat, before=before) | {"strategy": name}
        for repeat in range(sizes.repeats)
        for (name, before), state in sorted(states.items(), key=lambda entry: entry[0][1])
    ]
    figures = [figure for name in STRATEGIES for figure in _figures(name, rounds, sizes=sizes)]
    return Result(figures, {"rounds": rounds, "proxies": {name: chosen.proxy for name, chosen in strategies.items()}})


def _shortened(name: str, *, sizes: Sizes) -> Strategy:
    """One thread, because two wait for each other wherever something else computes."""
    overrides = {
        "candidates": "uniform",
        "candidate_count": sizes.candidates,
        "epochs": sizes.epochs,
        "min_steps": 0,
        "query": sizes.batch,
        "initial": sizes.batch,
        "threads": 1,
    }
    return with_overrides(strategy_for(name), overrides)


@dataclass(frozen=True)
class _Data:
    """Noise as images: what they show costs nothing. The first `n_labelled` rows are never candidates."""

    source: ImageRows
    labels: np.ndarray
    n_labelled: int
    batch: LabelledBatch

    @classmethod
    def of(cls, sizes: Sizes) -> "_Data":
        rng = np.random.default_rng(0)
        n_labelled = max(sizes.before) + sizes.batch
        n_rows = n_labelled + 2 * sizes.candidates
        labels = rng.integers(N_CLASSES, size=n_rows)
        rows = np.arange(max(sizes.before), n_labelled)
        images = rng.integers(256, size=(n_rows, sizes.side, sizes.side, 3), dtype=np.uint8)
        return cls(ImageRows(images), labels, n_labelled, LabelledBatch(rows, labels[rows]))

    @property
    def pool(self) -> Pool:
        return Pool(self.source, excluded_rows=np.arange(self.n_labelled))


def _knowing(before: int, *, data: _Data, strategy: Strategy) -> State:
    """A state that consumed `before` labels, and whose proxy learned them for a step."""
    state = State.fresh(n_rows=data.source.n_rows, n_classes=N_CLASSES, strategy=strategy)
    barely = with_overrides(strategy, {"epochs": 1 / before})
    batch = LabelledBatch(np.arange(before), data.labels[:before])
    return step(state, batch, pool=data.pool, strategy=barely, rng=round_rng(0, 0)).state


def _timed(state: State, *, data: _Data, strategy: Strategy, repeat: int, before: int) -> dict[str, Any]:
    processor = time.process_time()
    report = step(state, data.batch, pool=data.pool, strategy=strategy, rng=round_rng(repeat, 1)).report
    return {
        "labels_before": before,
        "repeat": repeat,
        "sample_steps": report.sample_steps,
        "update_s": report.update_s,
        "score_s": report.score_s,
        "processor_s": time.process_time() - processor,
        "device": report.device,
    }


def _figures(name: str, rounds: list[dict[str, Any]], *, sizes: Sizes) -> Iterator[Figure]:
    def values(before: int, part: str) -> list[float]:
        return [
            float(round_[part]) for round_ in rounds if (round_["strategy"], round_["labels_before"]) == (name, before)
        ]

    for before in sizes.before:
        yield figure(f"update, {name}, {before:,} labels before", values(before, "update_s"), "s")
    target = FLAT if name == "clactive" else None
    times_more = sizes.before[-1] / sizes.before[0]
    for part, title in (("update_s", "update"), ("processor_s", "processor"), ("sample_steps", "sample steps")):
        medians = [statistics.median(values(before, part)) for before in sizes.before]
        # The dearest against the cheapest: a round that grows and falls again is not flat either.
        growth = max(medians) / min(medians)
        yield Figure(f"· {title}, {times_more:g} times the labels", growth, "×", growth, growth, target=target)
