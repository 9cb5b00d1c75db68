"""Replay memory and rank statistics."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from selection import Strategy
from selection.ranks import Ascending, average_ranks, spearman
from selection.replay.draw import REPLAYS, replayed_pos


def replayed(n_memory: int, n_new: int, *, seed: int = 0, **settings: Any) -> np.ndarray:
    strategy = Strategy(**settings)
    return replayed_pos(n_memory, n_new=n_new, strategy=strategy, rng=np.random.default_rng(seed))


@pytest.mark.parametrize("name", REPLAYS)
@pytest.mark.parametrize(("n_memory", "n_new"), [(0, 5), (1, 5), (50, 0), (50, 7)])
def test_no_row_twice_and_none_that_is_not_there(name: str, n_memory: int, n_new: int) -> None:
    positions = replayed(n_memory, n_new, replay=name)
    assert len(set(positions.tolist())) == len(positions) <= n_memory
    assert ((positions >= 0) & (positions < n_memory)).all()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"replay": "off"}, 0),
        ({"replay": "ratio"}, 7),
        ({"replay": "ratio", "replay_ratio": 2.0}, 14),
        ({"replay": "ratio", "replay_ratio": 0.0}, 0),
        ({"replay": "ratio", "replay_floor": 30}, 30),
        ({"replay": "ratio", "replay_floor": 3000}, 50),
        ({"replay": "all"}, 50),
    ],
)
def test_how_many_are_replayed(settings: dict[str, Any], expected: int) -> None:
    assert len(replayed(50, 7, **settings)) == expected


def test_the_draw_is_even() -> None:
    counts = np.bincount(np.concatenate([replayed(20, 5, seed=seed) for seed in range(2000)]), minlength=20)
    np.testing.assert_allclose(counts / 2000, 5 / 20, atol=0.05)


@pytest.mark.parametrize("n", [0, 1, 2, 9, 500])
def test_ranks_equal_scipys_whatever_the_signs_and_ties(n: int) -> None:
    rng = np.random.default_rng(n)
    for values in (rng.normal(size=n), rng.integers(-3, 3, n).astype(float), np.zeros(n) * rng.choice([-1.0, 1.0], n)):
        np.testing.assert_array_equal(average_ranks(values), stats.rankdata(values))
        narrow = values.astype(np.float32)
        ascending, ranks = Ascending(narrow), np.empty(n)
        for start in range(0, n, 4):
            part = slice(start, min(start + 4, n))
            ranks[ascending.positions(np.arange(part.start, part.stop))] = ascending.ranks(part)
        np.testing.assert_array_equal(ranks, stats.rankdata(narrow))
        np.testing.assert_array_equal(narrow, values.astype(np.float32))


def test_ranks_and_spearman_equal_scipy() -> None:
    rng = np.random.default_rng(0)
    left, right = rng.integers(0, 8, 40).astype(float), rng.normal(size=40)
    np.testing.assert_allclose(average_ranks(left), stats.rankdata(left))
    assert spearman(left, right) == pytest.approx(stats.spearmanr(left, right).statistic)


@pytest.mark.parametrize("values", [np.zeros(0), np.array([1.0, 2.0]), np.full(9, 0.5)])
def test_spearman_is_none_where_it_is_not_defined(values: np.ndarray) -> None:
    assert spearman(values, values) is None
