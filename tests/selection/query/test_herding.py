"""Herding against greedy coverage written from the formula, and what it is for."""

import sys

import numpy as np
import pytest

from selection import Strategy
from selection.arrays import Floats, Floats32
from selection.query import Evidence, pick
from selection.query.herding import Cover


def evidence_of(points: Floats32, scores: Floats, *, labelled: Floats32 | None = None) -> Evidence:
    centres = np.zeros((0, points.shape[1]), dtype=np.float32) if labelled is None else labelled
    probs = np.full((len(points), 2), 0.5, dtype=np.float32)
    return Evidence(scores, probs, lambda: points, lambda: centres, np.array([len(centres), 0]))


def herded(evidence: Evidence, k: int, *, seed: int = 0) -> list[int]:
    positions = pick("herding", evidence, k, strategy=Strategy(), rng=np.random.default_rng(seed)).positions
    return [int(pos) for pos in positions]


@pytest.mark.parametrize("seed", range(5))
def test_equals_greedy_coverage_written_from_the_formula(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points, centres = rng.normal(size=(150, 6)).astype(np.float32), rng.normal(size=(9, 6)).astype(np.float32)
    weights = rng.random(150).astype(np.float32)
    cover = Cover.of(points, centres, weights=weights, n_labels=20)
    kernel, covered = cover.kernel.astype(np.float64), cover.nearest.astype(np.float64)
    reach = -np.square(points[0] - points[1]).sum() / np.log(kernel[0, 1])
    slow = np.exp(-np.square(points[:, None] - centres[None]).sum(axis=2).min(axis=1) / reach)
    np.testing.assert_allclose(covered, slow, atol=1e-4)
    for pos in cover.picks(25):
        gains = (weights * np.maximum(kernel - covered, 0)).sum(axis=1)
        assert gains[pos] >= gains.max() - 1e-4
        covered = np.maximum(covered, kernel[pos])


def test_no_second_pick_beside_the_first_while_others_are_as_uncertain() -> None:
    rng = np.random.default_rng(1)
    blob = np.repeat(np.arange(4), [200, 50, 50, 50])
    points = (10 * np.eye(4)[blob] + 0.1 * rng.normal(size=(350, 4))).astype(np.float32)
    assert sorted(blob[herded(evidence_of(points, np.ones(350)), 4)].tolist()) == [0, 1, 2, 3]


def test_what_labels_cover_already_is_not_asked_again_and_certain_items_come_last() -> None:
    rng = np.random.default_rng(1)
    blob = np.repeat(np.arange(3), 60)
    points = (10 * np.eye(3)[blob] + 0.1 * rng.normal(size=(180, 3))).astype(np.float32)
    labelled = (10 * np.eye(3)[[0]]).astype(np.float32)
    scores = np.where(blob == 1, 0.9, 0.1)
    chosen = herded(evidence_of(points, scores, labelled=labelled), 2)
    assert blob[chosen].tolist() == [1, 2]


def test_of_many_candidates_only_some_are_read_and_the_rest_follows_by_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["selection.query.herding"], "MOST_POINTS", 30)
    rng = np.random.default_rng(2)
    points, scores, read = rng.normal(size=(200, 3)).astype(np.float32), rng.random(200), []

    def embeddings_at(pos: np.ndarray) -> Floats32:
        read.extend(pos.tolist())
        asked: Floats32 = points[pos]
        return asked

    def all_of_them() -> Floats32:
        raise AssertionError("A pass over all items for nothing.")

    plain = evidence_of(points, scores)
    evidence = Evidence(
        scores, plain.probs_KC, all_of_them, plain.labelled_embeddings, plain.labelled_counts, embeddings_at
    )
    chosen = herded(evidence, 40)
    assert len(set(read)) == len(read) == 30
    assert set(chosen[:30]) == set(read)
    assert (np.diff(scores[chosen[30:]]) <= 0).all()


def test_of_many_labels_only_some_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["selection.query.herding"], "MOST_CENTRES", 20)
    rng = np.random.default_rng(2)
    points, labelled, read = rng.normal(size=(60, 3)).astype(np.float32), rng.normal(size=(90, 3)), []

    def labelled_at(pos: np.ndarray) -> Floats32:
        read.extend(pos.tolist())
        asked: Floats32 = labelled[pos].astype(np.float32)
        return asked

    def all_of_them() -> Floats32:
        raise AssertionError("A pass over all labels for nothing.")

    plain = evidence_of(points, rng.random(60))
    counts = np.array([50, 40])
    evidence = Evidence(plain.scores_K, plain.probs_KC, plain.embeddings, all_of_them, counts, labelled_at=labelled_at)
    assert len(set(herded(evidence, 5))) == 5
    assert len(set(read)) == len(read) == 20
    assert max(read) >= 50


def test_certain_candidates_are_rarely_among_the_points_of_a_large_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["selection.query.herding"], "MOST_POINTS", 100)
    scores = np.concatenate([np.full(5000, 0.001), np.full(300, 0.9)])
    points = np.random.default_rng(3).normal(size=(5300, 3)).astype(np.float32)
    assert np.mean([pos >= 5000 for pos in herded(evidence_of(points, scores), 20)]) > 0.7
