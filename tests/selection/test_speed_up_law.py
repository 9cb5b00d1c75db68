"""What CLActive saves, by counted sample steps: no second is measured.

speed-up(b) = E_base * sum |L_k| / (E_proxy * sum |D_k|) * (cost of the target / cost of the proxy), per image.
L_k: all labels of round k. D_k: the new ones and as many earlier ones. CIFAR-10: 2, 10, 20, 30, 40, 50 % labelled in
rounds of 1,000, 4,000 and 5,000 labels. (CLActive §4.2, Table 2, by arithmetic.)
"""

from itertools import accumulate

import numpy as np
import pytest

from selection import LabelledBatch, Pool, State, Strategy, round_rng, step
from selection.training.schedules import n_steps
from tests.selection import toys

pytestmark = pytest.mark.slow

# A hundredth of CIFAR-10's rounds, a twentieth of the epochs: the ratios are the same, but for a rounded step.
ROUNDS = (10, 40, 50, 50, 50)
BASE = toys.strategy(
    schedule="segments",
    segments="0.05@0.01 4.5@0.02 2.25@0.01 2.25@0.001",
    update="scratch",
    replay="all",
    **(ONE_CANDIDATE := {"candidates": "uniform", "candidate_count": 1, "query": 1, "min_steps": 0, "minibatch": 5}),
)
CLACTIVE = toys.strategy(epochs=1.0, update="keep", replay="ratio", replay_ratio=1.0, **ONE_CANDIDATE)
# 181 and 20 epochs over 1, 6, 16, 31, 51 and 1, 6, 16, 26, 36 thousand images.
LAW = [181 / 20 * base / kept for base, kept in zip((1, 6, 16, 31, 51), (1, 6, 16, 26, 36), strict=True)]
TARGET_OVER_PROXY = 7.2


def counted(chosen: Strategy) -> list[int]:
    """Sample steps after each round, reported by `step`."""
    source, truth = toys.source_for(chosen, sum(ROUNDS) + 10), toys.labels(sum(ROUNDS) + 10)
    state = State.fresh(n_rows=source.n_rows, n_classes=3, strategy=chosen)
    spent, start = [], 0
    for round_, size in enumerate(ROUNDS):
        rows = np.arange(start, start + size)
        pool = Pool(source, excluded_rows=np.arange(start + size))
        result = step(state, LabelledBatch(rows, truth[rows]), pool=pool, strategy=chosen, rng=round_rng(0, round_))
        state, start = result.state, start + size
        spent.append(result.report.sample_steps)
    return list(accumulate(spent))


def test_counted_sample_steps_follow_the_law() -> None:
    ratios = [base / kept for base, kept in zip(counted(BASE), counted(CLACTIVE), strict=True)]
    np.testing.assert_allclose(ratios, LAW, rtol=0.05)
    assert ratios[-1] * TARGET_OVER_PROXY == pytest.approx(92.3, rel=0.02)


def test_the_memory_alone_saves_nothing_up_to_30_percent_and_two_fifths_at_50() -> None:
    np.testing.assert_allclose([law / 9.05 for law in LAW], [1, 1, 1, 1.19, 1.42], atol=0.005)


@pytest.mark.parametrize("n_rounds", [5, 20, 50])
def test_over_many_equal_rounds_the_memory_saves_a_quarter_of_their_number(n_rounds: int) -> None:
    """sum of 1 … K over 1 + 2 (K - 1): about K / 4, 12 at 50 rounds."""
    chosen, size = toys.strategy(min_steps=0, epochs=20.0, minibatch=128), 1280
    everything = sum(n_steps(size * (round_ + 1), strategy=chosen) for round_ in range(n_rounds))
    with_memory = sum(n_steps(size * min(2, round_ + 1), strategy=chosen) for round_ in range(n_rounds))
    assert everything / with_memory == pytest.approx(n_rounds / 4, rel=0.35 if n_rounds == 5 else 0.1)
