"""Every acquisition function, every pick and every cold start through whole rounds."""

import functools
from typing import Any

import numpy as np
import pytest

from selection import LabelledBatch, NonFiniteScore, Pool, State, StepResult, Strategy, round_rng, step
from selection.acquisition import ACQUISITIONS
from selection.blobs import pack, unpack
from selection.cold_start import COLD_STARTS
from selection.proxies import build_proxy
from selection.query import PICKS
from tests.selection import toys

pytestmark = pytest.mark.slow

# These need passes that differ; the others are asked both ways.
OF_PASSES = ("variation_ratio", "bald", "spread")
CHOICES: dict[str, dict[str, Any]] = {
    **{name: {"acquisition": name, "passes": 3 if name in OF_PASSES else 1} for name in ACQUISITIONS},
    **{f"{name} of passes": {"acquisition": name, "passes": 3} for name in ("margin", "entropy", "least_confidence")},
    **{f"{name} pick": {"pick": name} for name in PICKS},
    **{f"{name} pick of an ensemble": {"pick": name, "ensemble": 2} for name in ("k_centers", "badge")},
    **{f"{name} start": {"cold_start": name} for name in COLD_STARTS},
}
ON_TEXTS = [name for name, chosen in CHOICES.items() if chosen.get("passes", 1) == 1]
STRATEGIES: dict[str, Strategy] = {
    **{f"image: {name}": toys.strategy(**chosen) for name, chosen in CHOICES.items()},
    **{f"text: {name}": toys.text_strategy(**CHOICES[name]) for name in ON_TEXTS},
    "text: bald of an ensemble": toys.text_strategy(acquisition="bald", ensemble=2),
}


@functools.cache
def three_rounds(name: str) -> list[StepResult]:
    return toys.rounds(STRATEGIES[name], n_rounds=3)


@pytest.mark.parametrize("name", STRATEGIES)
class TestEveryMember:
    def test_three_rounds(self, name: str) -> None:
        """Open rows only, none twice, finite scores, falling in the reserve, as many as asked for."""
        done: set[int] = set()
        for result, wanted in zip(three_rounds(name), (12, 6, 6), strict=True):
            ranking, rows = result.ranking, result.ranking.rows.tolist()
            assert ranking.n_query == wanted
            assert len(rows) == len(set(rows)) == toys.N_ITEMS - len(done)
            assert not set(rows) & done
            assert np.isfinite(ranking.scores).all()
            assert (np.diff(ranking.scores[ranking.n_query :]) <= 0).all()
            assert ((ranking.probabilities > 0) & (ranking.probabilities <= 1)).all()
            done |= set(toys.query_of(result).tolist())

    def test_the_same_seed_gives_the_same_rounds(self, name: str) -> None:
        first, same = three_rounds(name)[-1], toys.rounds(STRATEGIES[name], n_rounds=3)[-1]
        np.testing.assert_array_equal(first.ranking.rows, same.ranking.rows)
        assert first.state.to_bytes() == same.state.to_bytes()

    def test_small_pools_single_classes_and_classes_never_seen(self, name: str) -> None:
        chosen = STRATEGIES[name]
        batch = LabelledBatch(np.array([0, 3, 6]), np.zeros(3, dtype=np.int64))
        for n_open, n_classes in ((0, 3), (1, 3), (4, 1), (20, 8)):
            state = State.fresh(n_rows=toys.N_ITEMS, n_classes=n_classes, strategy=chosen)
            pool = Pool(toys.source_for(chosen), excluded_rows=np.arange(toys.N_ITEMS - n_open))
            for start in (LabelledBatch(), batch):
                result = step(state, start, pool=pool, strategy=chosen, rng=round_rng(0, 0))
                assert len(result.ranking.rows) == n_open
                assert result.ranking.n_query == min(n_open, 6 if len(start) else 12)


@pytest.mark.parametrize("acquisition", ACQUISITIONS)
@pytest.mark.parametrize("passes", [1, 3])
def test_a_proxy_of_nan_raises_whatever_is_asked(acquisition: str, passes: int) -> None:
    chosen = toys.strategy(acquisition=acquisition, passes=passes)
    state = toys.rounds(chosen, n_rounds=2)[-1].state
    weights = unpack(state.proxy)[1]
    weights["head.bias"][:] = np.nan
    broken = State(**{**state.__dict__, "proxy": pack({}, weights)})
    with pytest.raises(NonFiniteScore):
        step(broken, LabelledBatch(), pool=Pool(toys.source_for(chosen)), strategy=chosen, rng=round_rng(0, 2))


def test_k_centers_starts_from_all_that_is_labelled() -> None:
    """The query of the second round is the farthest-first traversal of the proxy's own embeddings."""
    chosen = toys.strategy(pick="k_centers", precision="float32")
    first, second = toys.rounds(chosen, n_rounds=2)
    proxy = build_proxy(chosen, n_classes=3, blob=second.state.proxy)
    embeddings = proxy.embeddings(toys.images()).astype(np.float64)
    centres = toys.query_of(first).tolist()
    for row in toys.query_of(second):
        nearest = np.linalg.norm(embeddings[:, None] - embeddings[centres], axis=2).min(axis=1)
        assert nearest[row] >= nearest.max() - 1e-3
        centres.append(int(row))


def test_class_balanced_counts_the_labels_that_are_known() -> None:
    """Many labels of two classes, few of the third: the third is asked for."""
    chosen = toys.strategy(pick="class_balanced", min_steps=60)
    truth = toys.labels()
    rows = np.concatenate([np.flatnonzero(truth == 0)[:15], np.flatnonzero(truth == 1)[:15], [2, 5, 8, 11]])
    state = State.fresh(n_rows=toys.N_ITEMS, n_classes=3, strategy=chosen)
    pool = Pool(toys.source_for(chosen), excluded_rows=rows)
    result = step(state, LabelledBatch(rows, truth[rows]), pool=pool, strategy=chosen, rng=round_rng(0, 0))
    assert (truth[toys.query_of(result)] == 2).mean() >= 5 / 6


class TestColdStart:
    def test_typical_changes_the_query_and_nothing_else(self) -> None:
        """The scores, and with them the order of the reserve, are those of a random start."""
        random, typical = (toys.rounds(toys.strategy(cold_start=name), n_rounds=1)[0] for name in COLD_STARTS)
        assert toys.query_of(random).tolist() != toys.query_of(typical).tolist()
        np.testing.assert_array_equal(np.sort(random.ranking.scores), np.sort(typical.ranking.scores))
        assert not typical.state.ledger.scored.any()
        np.testing.assert_allclose(random.ranking.probabilities, 12 / toys.N_ITEMS)

    def test_once_something_is_labelled_the_start_is_over(self) -> None:
        """Without a score to go by, later rounds are random."""
        chosen = toys.strategy(cold_start="typical", acquisition="random")
        later = toys.rounds(chosen, n_rounds=2)[-1].ranking
        np.testing.assert_allclose(later.probabilities, 6 / (toys.N_ITEMS - 12))
        np.testing.assert_array_equal(later.scores, np.sort(later.scores)[::-1])
