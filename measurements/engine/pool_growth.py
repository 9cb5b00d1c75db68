"""Seconds of a round as the pool grows from ten thousand to ten million rows, with a fixed number of candidates.

A round here is what a worker does: the state from bytes, `step`, the state to bytes. What the model does (building,
training, scoring, reading items) should not notice the pool at all; the rest (which rows are open, the candidate draw,
ledger, bytes) grows with it, and is given per million rows. Every row has been scored before, and candidates are drawn
by the ranks of those scores: the dearest draw there is. A cold start is measured beside it.

Items are made from their row numbers, so that memory holds the engine's arrays only. Beside seconds of wall clock stand
the processor's, which other work disturbs less.
"""

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import numpy as np

from measurements.figures import Figure, Result, figure
from selection import LabelledBatch, Ledger, Pool, State, Strategy, round_rng, step
from selection.arrays import Images, Ints
from selection.proxies import build_proxy

N_CLASSES, SIDE = 10, 12
MILLION = 1_000_000
# What the model takes may grow by a tenth at most; the rest may take a quarter of a second per million rows.
FLAT, REST_PER_MILLION_S = 1.1, 0.25
ROUND, COLD = "round", "cold start"


@dataclass(frozen=True)
class Sizes:
    """Counts of rows; `labelled` are known when the timed batch of `batch` labels comes."""

    pools: tuple[int, ...] = (10_000, 100_000, 1_000_000, 10_000_000)
    candidates: int = 5000
    labelled: int = 2000
    batch: int = 500
    repeats: int = 5


QUICK = Sizes(pools=(1000, 10_000), candidates=200, labelled=100, batch=20, repeats=1)


def measure(*, quick: bool) -> Result:
    sizes = QUICK if quick else Sizes()
    blobs = {(n_rows, kind): blob for n_rows in sizes.pools for kind, blob in _states(n_rows, sizes=sizes).items()}
    # The first round of a process loads torch.
    _timed(blobs[sizes.pools[0], ROUND], n_rows=sizes.pools[0], kind=ROUND, sizes=sizes, repeat=0)
    rounds = [
        _timed(blob, n_rows=n_rows, kind=kind, sizes=sizes, repeat=repeat)
        for repeat in range(sizes.repeats)
        for (n_rows, kind), blob in blobs.items()
    ]
    memory = {n_rows: _peak_bytes(n_rows, sizes=sizes) for n_rows in sizes.pools}
    return Result(list(_figures(rounds, memory, sizes=sizes)), {"rounds": rounds, "peak_bytes": memory})


def _strategy(sizes: Sizes) -> Strategy:
    return Strategy(
        name="pool growth",
        candidates="history",
        candidate_count=sizes.candidates,
        uniform_floor=0.1,
        query=sizes.batch,
        initial=sizes.batch,
        epochs=1.0,
        augment="none",
        threads=1,
        device="cpu",
    )


def _states(n_rows: int, *, sizes: Sizes) -> dict[str, bytes]:
    """The bytes that a worker finds: a project whose rows were all scored, and one that is new."""
    fresh = State.fresh(n_rows=n_rows, n_classes=N_CLASSES, strategy=_strategy(sizes))
    rows = np.arange(sizes.labelled)
    scored = replace(
        fresh,
        round=1,
        memory_rows=rows,
        memory_labels=rows % N_CLASSES,
        memory_held=np.ones(len(rows), dtype=np.bool_),
        ledger=Ledger(
            value=np.random.default_rng(0).random(n_rows, dtype=np.float32),
            round=np.zeros(n_rows, dtype=np.int32),
            probability=np.ones(n_rows, dtype=np.float32),
        ),
    )
    return {ROUND: scored.to_bytes(), COLD: fresh.to_bytes()}


@dataclass(frozen=True)
class MadeImages:
    """uint8[R, 12, 12, 1] that depend on nothing but the row."""

    n_rows: int

    def take(self, rows_R: Ints, /) -> Images:
        places = np.arange(1, SIDE * SIDE + 1, dtype=np.uint64) * np.uint64(2_654_435_761)
        mixed = (rows_R.astype(np.uint64)[:, None] + np.uint64(1)) * places >> np.uint64(13)
        return mixed.astype(np.uint8).reshape(-1, SIDE, SIDE, 1)


class _Clock:
    """Seconds spent inside the calls it was put around: of wall clock, and of the processor."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.running():
                return call(*arguments, **named)

        return timed

    @contextmanager
    def running(self) -> Iterator[None]:
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.processor += time.process_time() - processor


class _Timed:
    """Anything, with a clock around each of its methods."""

    def __init__(self, inner: Any, clock: _Clock) -> None:
        self._inner, self._clock = inner, clock

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._inner, name)
        return self._clock.around(attribute) if callable(attribute) else attribute


def _timed(blob: bytes, *, n_rows: int, kind: str, sizes: Sizes, repeat: int) -> dict[str, Any]:
    model, whole = _Clock(), _Clock()
    with whole.running():
        _a_round(blob, n_rows=n_rows, kind=kind, sizes=sizes, repeat=repeat, model=model)
    return {
        "kind": kind,
        "rows": n_rows,
        "repeat": repeat,
        "model_s": model.wall,
        "model_processor_s": model.processor,
        "rest_s": whole.wall - model.wall,
        "rest_processor_s": whole.processor - model.processor,
    }


def _a_round(blob: bytes, *, n_rows: int, kind: str, sizes: Sizes, repeat: int, model: _Clock) -> None:
    """From bytes to bytes, the clock `model` around everything that the proxy and the items' source do."""
    rows = np.arange(sizes.labelled, sizes.labelled + sizes.batch)
    batch = LabelledBatch(rows, rows % N_CLASSES) if kind == ROUND else LabelledBatch()
    pool = Pool(_Timed(MadeImages(n_rows), model), excluded_rows=np.arange(sizes.labelled + sizes.batch))

    def build(*arguments: Any, **named: Any) -> Any:
        return _Timed(model.around(build_proxy)(*arguments, **named), model)

    # The package's attribute `step` is the function, so the module is looked up by its name.
    with patch.object(sys.modules["selection.step"], "build_proxy", build):
        state = State.from_bytes(blob)
        result = step(state, batch, pool=pool, strategy=_strategy(sizes), rng=round_rng(repeat, 1))
        result.state.to_bytes()


def _peak_bytes(n_rows: int, *, sizes: Sizes) -> int:
    """Most bytes in use at once during a round, the state's own bytes before and after included; torch's are not."""
    blob = _states(n_rows, sizes=sizes)[ROUND]
    tracemalloc.start()
    try:
        _a_round(blob, n_rows=n_rows, kind=ROUND, sizes=sizes, repeat=0, model=_Clock())
        return tracemalloc.get_traced_memory()[1] + len(blob)
    finally:
        tracemalloc.stop()


def _figures(rounds: list[dict[str, Any]], memory: dict[int, int], *, sizes: Sizes) -> Iterator[Figure]:
    def values(part: str, *, n_rows: int, kind: str = ROUND) -> list[float]:
        return [float(round_[part]) for round_ in rounds if (round_["rows"], round_["kind"]) == (n_rows, kind)]

    for n_rows in sizes.pools:
        yield figure(f"model, pool of {n_rows:,}", values("model_s", n_rows=n_rows), "s")
    for part, title in (("model_s", "model"), ("model_processor_s", "model, processor")):
        medians = [statistics.median(values(part, n_rows=n_rows)) for n_rows in sizes.pools]
        growth = medians[-1] / medians[0]
        times_more = sizes.pools[-1] / sizes.pools[0]
        yield Figure(f"· {title}, {times_more:g} times the rows", growth, "×", growth, growth, target=FLAT)
    for kind in (ROUND, COLD):
        for n_rows in sizes.pools:
            yield figure(f"rest of a {kind}, pool of {n_rows:,}", values("rest_s", n_rows=n_rows, kind=kind), "s")
        for part, title in (("rest_s", "rest"), ("rest_processor_s", "rest, processor")):
            largest = sizes.pools[-1]
            per_million = [seconds * MILLION / largest for seconds in values(part, n_rows=largest, kind=kind)]
            yield figure(f"· {title} of a {kind} per million rows", per_million, "s", target=REST_PER_MILLION_S)
    for n_rows in sizes.pools:
        per_row = memory[n_rows] / n_rows
        yield Figure(f"peak of a round's arrays, pool of {n_rows:,}", per_row, "B/row", per_row, per_row)
