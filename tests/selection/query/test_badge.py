"""BADGE against the obvious way: gradients written out."""

import itertools
import sys

import numpy as np
import pytest

from selection.arrays import Floats32, Ints
from selection.query import Evidence
from selection.query import evidence as evidence_module
from selection.query.badge import badge, k_means_plus_plus
from selection.strategy import Strategy


def evidence(n: int, *, seed: int = 1, n_classes: int = 3) -> Evidence:
    rng = np.random.default_rng(seed)
    probs = rng.dirichlet(np.ones(n_classes), size=n).astype(np.float32)
    embeddings = rng.normal(size=(n, 4)).astype(np.float32)
    return Evidence(np.ones(n), probs, lambda: embeddings)


def gradients(evidence: Evidence) -> np.ndarray:
    """float64[K, C D]: of the loss of the likeliest label by the last layer's weights."""
    assert evidence.probs_KC is not None
    written = []
    for probs, embedding in zip(
        evidence.probs_KC.astype(np.float64), evidence.embeddings().astype(np.float64), strict=True
    ):
        onehot = np.eye(len(probs))[probs.argmax()]
        written.append(np.outer(probs - onehot, embedding).ravel())
    return np.array(written)


def test_the_first_is_the_longest_gradient() -> None:
    for seed in range(10):
        candidates = evidence(30, seed=seed)
        first = badge(candidates, 1, Strategy(), np.random.default_rng(0)).positions[0]
        assert first == np.linalg.norm(gradients(candidates), axis=1).argmax()


@pytest.mark.slow
def test_the_next_two_follow_the_closed_form() -> None:
    """k-means++ by enumeration: by the squared distance to the nearest before."""
    candidates, n_draws = evidence(6), 12_000
    vectors = gradients(candidates)
    squared = ((vectors[:, None] - vectors[None]) ** 2).sum(axis=2)
    first = int(np.linalg.norm(vectors, axis=1).argmax())
    expected = np.zeros((6, 6))
    for second, third in itertools.permutations(set(range(6)) - {first}, 2):
        nearest = np.minimum(squared[first], squared[second])
        expected[second, third] = squared[first, second] / squared[first].sum() * nearest[third] / nearest.sum()
    strategy, rng, seen = Strategy(), np.random.default_rng(5), np.zeros((6, 6))
    for _ in range(n_draws):
        positions = badge(candidates, 3, strategy, rng).positions
        assert positions[0] == first
        seen[positions[1], positions[2]] += 1
    np.testing.assert_allclose(seen / n_draws, expected, atol=0.015)


def test_a_copy_of_what_was_picked_is_not_picked_again() -> None:
    """Five different candidates, each twenty times: the first five picks are all different."""
    probs = np.repeat(np.random.default_rng(1).dirichlet(np.ones(3), size=5), 20, axis=0).astype(np.float32)
    embeddings = np.repeat(np.random.default_rng(2).normal(size=(5, 4)), 20, axis=0).astype(np.float32)
    candidates = Evidence(np.ones(100), probs, lambda: embeddings)
    for seed in range(20):
        positions = badge(candidates, 5, Strategy(), np.random.default_rng(seed)).positions
        assert set((positions // 20).tolist()) == set(range(5))


@pytest.mark.parametrize("certain", [np.eye(3, dtype=np.float32)[[0, 1, 2, 0, 1]], np.ones((5, 1), np.float32)])
def test_gradients_of_zero_are_drawn_evenly_and_once(certain: Floats32) -> None:
    candidates = Evidence(np.ones(5), certain, lambda: np.ones((5, 4), dtype=np.float32))
    orders = [badge(candidates, 5, Strategy(), np.random.default_rng(seed)).positions.tolist() for seed in range(60)]
    assert all(sorted(order) == list(range(5)) for order in orders)
    assert {order[0] for order in orders} == {order[1] for order in orders} == set(range(5))


def test_of_too_many_candidates_some_are_read_and_stand_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second pick, over many draws: as often of each class of candidates as where all are held."""
    n, rng = 600, np.random.default_rng(4)
    probs = rng.dirichlet(np.ones(3), size=n).astype(np.float32)
    probs[:200] = [0.98, 0.01, 0.01]
    embeddings = rng.normal(size=(n, 4)).astype(np.float32)
    sizes: list[int] = []

    def everything() -> Floats32:
        raise AssertionError("all embeddings at once")

    def at(pos: Ints) -> Floats32:
        sizes.append(len(pos))
        return embeddings[pos]

    held = Evidence(np.ones(n), probs, lambda: embeddings)
    read = Evidence(np.ones(n), probs, everything, embeddings_at=at)
    monkeypatch.setattr(evidence_module, "MOST_HELD", n * 4 - 1)
    monkeypatch.setattr(sys.modules["selection.query.badge"], "MOST_POINTS", 150)
    generator = np.random.default_rng(2)
    lengths = np.linalg.norm(gradients(held), axis=1)
    means = [
        np.mean([lengths[badge(told, 2, Strategy(), generator).positions[1]] for _ in range(300)])
        for told in (held, read)
    ]
    assert max(sizes) == 150
    assert abs(means[1] / means[0] - 1) < 0.1


def test_a_query_larger_than_what_is_read_reads_as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_module, "MOST_HELD", 1)
    monkeypatch.setattr(sys.modules["selection.query.badge"], "MOST_POINTS", 10)
    told = evidence(60)
    read = Evidence(told.scores_K, told.probs_KC, embeddings_at=lambda pos: told.embeddings()[pos])
    positions = badge(read, 40, Strategy(), np.random.default_rng(3)).positions
    assert len(set(positions.tolist())) == 40


def test_positions_come_out_one_by_one_each_once() -> None:
    rng = np.random.default_rng(1)
    left, right = rng.normal(size=(50, 3)).astype(np.float32), rng.normal(size=(50, 8)).astype(np.float32)
    drawn = list(itertools.islice(k_means_plus_plus(left, right, rng=rng), 50))
    assert sorted(drawn) == list(range(50))
