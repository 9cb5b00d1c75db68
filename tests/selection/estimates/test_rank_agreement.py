"""How far two models agree on what to ask."""

import numpy as np
import pytest
from scipy import stats

from selection import GATE, BadInput, NonFiniteScore, gate, overlap, rank_agreement


def test_agreement_of_two_models() -> None:
    rng = np.random.default_rng(0)
    proxy = rng.random(500)
    target = proxy + rng.normal(0, 0.3, 500)
    agreement = rank_agreement(proxy, target, k=50, rng=rng)
    assert agreement.spearman == pytest.approx(stats.spearmanr(proxy, target).statistic)
    assert agreement.pearson == pytest.approx(stats.pearsonr(proxy, target).statistic)
    tops = [set(np.argsort(-scores)[:50].tolist()) for scores in (proxy, target)]
    assert agreement.overlap.share == pytest.approx(len(tops[0] & tops[1]) / 50)
    assert agreement.overlap.by_chance == pytest.approx(0.1)


def test_a_model_agrees_with_itself_and_disagrees_with_its_opposite() -> None:
    rng, scores = np.random.default_rng(1), np.random.default_rng(2).random(60)
    same, turned = (rank_agreement(scores, other, k=20, rng=rng) for other in (scores, -scores))
    assert (same.spearman, same.pearson, same.overlap.share) == pytest.approx((1.0, 1.0, 1.0))
    assert (turned.spearman, turned.pearson, turned.overlap.share) == pytest.approx((-1.0, -1.0, 0.0))


def test_sets_chosen_blindly_overlap_as_chance_says() -> None:
    rng, shares = np.random.default_rng(3), []
    for _ in range(400):
        left, right = (rng.choice(200, 50, replace=False) for _ in range(2))
        shares.append(overlap(left, right, n_pool=200))
    assert {measured.by_chance for measured in shares} == {0.25}
    assert np.mean([measured.share for measured in shares]) == pytest.approx(0.25, abs=0.01)


def test_ties_overlap_no_more_than_chance() -> None:
    rng = np.random.default_rng(4)
    shares = [rank_agreement(np.zeros(100), np.zeros(100), k=20, rng=rng).overlap.share for _ in range(300)]
    assert np.mean(shares) == pytest.approx(0.2, abs=0.02)
    assert rank_agreement(np.zeros(9), np.zeros(9), k=3, rng=rng).spearman is None


def test_the_gate() -> None:
    assert [gate(value) for value in (None, -1.0, GATE - 0.01, GATE, 1.0)] == [None, False, False, True, True]


def test_what_cannot_be_compared_is_refused() -> None:
    rng = np.random.default_rng(5)
    for left, right, k in [(np.ones(3), np.ones(4), 1), (np.ones(3), np.ones(3), 0), (np.ones(3), np.ones(3), 4)]:
        with pytest.raises(BadInput):
            rank_agreement(left, right, k=k, rng=rng)
    with pytest.raises(NonFiniteScore):
        rank_agreement(np.array([1.0, np.nan]), np.ones(2), k=1, rng=rng)
    for rows in (np.zeros(0, dtype=np.int64), np.arange(9)):
        with pytest.raises(BadInput):
            overlap(rows, np.arange(3), n_pool=5)
