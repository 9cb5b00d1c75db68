"""Rounds against an oracle: `selection.step`, its query answered, again. Every benchmark goes through here."""

from dataclasses import dataclass, field, replace

import numpy as np

from selection.arrays import Ints
from selection.benchmark.data import LabelledItems
from selection.blobs import pack, unpack
from selection.results import RoundReport
from selection.sources import LabelledBatch, Pool
from selection.state import State
from selection.step import round_rng, step
from selection.strategy import Strategy


def _no_rows() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class RunState:
    """Where a run stands after some rounds.

    rows int64[L]: labelled so far, oldest first. query_rows: those of the last round; no round has learned from them.
    """

    state: State
    rows: Ints = field(default_factory=_no_rows)
    query_rows: Ints = field(default_factory=_no_rows)
    report: RoundReport | None = None

    def to_bytes(self) -> bytes:
        """All that the next round needs, the report left out; self-checking, without pickle."""
        state = np.frombuffer(self.state.to_bytes(), dtype=np.uint8)
        return pack({}, {"rows": self.rows, "query_rows": self.query_rows, "state": state})

    @classmethod
    def from_bytes(cls, blob: bytes) -> "RunState":
        """The inverse of `to_bytes`, without a report. Raises BadState on damaged, foreign or newer bytes."""
        _, arrays = unpack(blob)
        return cls(State.from_bytes(arrays["state"].tobytes()), arrays["rows"], arrays["query_rows"])


def beginning(pool: LabelledItems, *, n_classes: int, strategy: Strategy) -> RunState:
    """Before the first round: nothing is known of the pool. Raises BadInput where there is no class."""
    return RunState(State.fresh(n_rows=len(pool), n_classes=n_classes, strategy=strategy))


def next_round(
    so_far: RunState,
    *,
    pool: Pool,
    answers_N: Ints,
    strategy: Strategy,
    seed: int,
    locked_rows: Ints | None = None,
) -> RunState:
    """Learns from the last query's answers and asks the next one.

    pool: its items and views, whatever it excludes. answers_N int64[N]: what the oracle says of each row.
    locked_rows: rows that may not be asked for yet.
    """
    batch = LabelledBatch(so_far.query_rows, answers_N[so_far.query_rows])
    excluded = so_far.rows if locked_rows is None else np.union1d(so_far.rows, locked_rows)
    result = step(
        so_far.state,
        batch,
        pool=replace(pool, excluded_rows=excluded),
        strategy=strategy,
        rng=round_rng(seed, so_far.state.round),
    )
    query_rows = result.ranking.rows[: result.ranking.n_query]
    rows = np.concatenate([so_far.rows, query_rows])
    return replace(so_far, state=result.state, rows=rows, query_rows=query_rows, report=result.report)
