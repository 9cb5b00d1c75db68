"""Classes that come late: replay keeps the old ones alive. (CLActive §4.4, Table 4, at toy size.)"""

from typing import Any

import numpy as np
import pytest

from selection import LabelledBatch, Pool, State, Strategy, round_rng, step
from selection.arrays import Ints
from tests.selection import toys

N = 150
PROBES = np.arange(90, N)
OLD = PROBES[toys.labels(N)[PROBES] != 2]
LATE = PROBES[toys.labels(N)[PROBES] == 2]


def class_incremental(chosen: Strategy, *, seed: int) -> tuple[float, float]:
    """Two rounds of classes 0 and 1, then one of class 2 alone: error on the old classes, and on the late one."""
    truth = toys.labels(N)
    old, late = np.flatnonzero(truth[:90] != 2), np.flatnonzero(truth[:90] == 2)
    state = State.fresh(n_rows=N, n_classes=3, strategy=chosen)
    pool = Pool(toys.source_for(chosen, N), probe_rows=PROBES)
    for round_, rows in enumerate((old[:20], old[20:50], late)):
        batch = LabelledBatch(rows, truth[rows])
        result = step(state, batch, pool=pool, strategy=chosen, rng=round_rng(seed, round_))
        state = State.from_bytes(result.state.to_bytes())
    assert result.probe_probs_PC is not None
    wrong = result.probe_probs_PC.argmax(axis=1) != truth[PROBES]
    return share(wrong, OLD), share(wrong, LATE)


def share(wrong: Any, rows: Ints) -> float:
    return float(wrong[np.isin(PROBES, rows)].mean())


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.slow
def test_without_memory_a_kept_proxy_forgets_the_old_classes_and_with_it_does_not(seed: int) -> None:
    kept = {"update": "keep", "epochs": 20.0, "min_steps": 40}
    off = class_incremental(toys.strategy(replay="off", **kept), seed=seed)
    on = class_incremental(toys.strategy(replay="ratio", replay_ratio=1.0, **kept), seed=seed)
    assert off[0] >= 0.8
    assert on[0] <= 0.25
    assert max(off[1], on[1]) <= 0.25


@pytest.mark.slow
def test_the_newest_texts_alone_forget_too() -> None:
    """A new fastText on the newest batch never saw the old classes; on all labels it did."""
    newest = class_incremental(toys.text_strategy(replay="off"), seed=0)
    whole = class_incremental(toys.text_strategy(replay="all"), seed=0)
    assert newest[0] == 1.0
    assert whole[0] <= 0.1
