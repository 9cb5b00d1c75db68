"""Picking the query: one contract over the family, closed forms for the draws."""

import itertools

import numpy as np
import pytest

from selection import BadInput, NonFiniteScore, Strategy
from selection.arrays import Floats, Floats32, Ints
from selection.query import PICKS, Evidence, Picked, pick, with_reserve
from selection.strategy import PROXY_PICKS

BY_SCORE = ["top_k", "power", "softmax", "softrank", "class_balanced"]
BY_EMBEDDING = ["k_centers", "badge", "herding"]
RANDOM_DRAWS = ["power", "softmax", "softrank"]


def evidence_of(
    scores: Floats, *, best: int | None = None, n_classes: int = 3, embeddings: Floats32 | None = None
) -> Evidence:
    """Candidates near the labelled rows; `best` has the highest score, lies far off and is the least certain."""
    rng, n = np.random.default_rng(9), len(scores)
    vectors = rng.normal(size=(n, 4)).astype(np.float32) if embeddings is None else embeddings.copy()
    probs = np.full((n, n_classes), 0.1 / max(1, n_classes - 1), dtype=np.float32)
    probs[np.arange(n), np.arange(n) % n_classes] = 0.9
    scores = scores.copy()
    if best is not None:
        scores[best], vectors[best], probs[best] = scores.max() + 100, 50.0, 1 / n_classes
    labelled = rng.normal(size=(6, 4)).astype(np.float32)
    return Evidence(scores, probs, lambda: vectors, lambda: labelled, np.array([3, 2, 1])[:n_classes])


def picked(name: str, evidence: Evidence | Floats, k: int, *, seed: int = 0, beta: float = 1.0) -> Picked:
    evidence = evidence if isinstance(evidence, Evidence) else evidence_of(evidence)
    return pick(name, evidence, k, strategy=Strategy(power_beta=beta), rng=np.random.default_rng(seed))


def many(name: str, evidence: Evidence | Floats, k: int, *, n: int, beta: float = 1.0) -> Ints:
    """The positions of `n` queries of `k` on the same evidence, one after the other from one generator."""
    evidence = evidence if isinstance(evidence, Evidence) else evidence_of(evidence)
    strategy, rng = Strategy(power_beta=beta), np.random.default_rng(11)
    return np.stack([pick(name, evidence, k, strategy=strategy, rng=rng).positions for _ in range(n)])


def test_every_pick_is_in_the_contract_below() -> None:
    assert {*BY_SCORE, *BY_EMBEDDING} == PICKS.keys()


@pytest.mark.parametrize("name", PICKS)
class TestContract:
    @pytest.mark.parametrize(("n", "k"), [(0, 5), (1, 5), (20, 5), (5, 5), (20, 0), (20, 20)])
    def test_as_many_as_asked_for_or_as_there_are(self, name: str, n: int, k: int) -> None:
        result = picked(name, np.random.default_rng(1).random(n), k)
        assert len(result.positions) == len(set(result.positions.tolist())) == min(n, k)
        assert result.positions.dtype == np.int64
        assert result.probabilities.shape == (n,)
        assert ((result.probabilities > 0) & (result.probabilities <= 1)).all()

    def test_the_same_seed_picks_the_same(self, name: str) -> None:
        scores = np.random.default_rng(1).random(30)
        np.testing.assert_array_equal(picked(name, scores, 5).positions, picked(name, scores, 5).positions)

    @pytest.mark.parametrize("best", [0, 17, 39])
    def test_a_clearly_best_candidate_is_picked_wherever_it_stands(self, name: str, best: int) -> None:
        evidence = evidence_of(np.random.default_rng(1).random(40), best=best)
        beta = 12.0 if name == "softrank" else 4.0
        hits = [best in picked(name, evidence, 5, seed=seed, beta=beta).positions for seed in range(20)]
        assert all(hits)

    def test_ties_are_broken_at_random(self, name: str) -> None:
        """Copies of one candidate: nothing speaks for any of them."""
        same = evidence_of(np.full(6, 0.5), n_classes=1, embeddings=np.ones((6, 4), dtype=np.float32))
        firsts = {int(picked(name, same, 1, seed=seed).positions[0]) for seed in range(80)}
        assert firsts == set(range(6))

    def test_copies_are_still_picked_once_each(self, name: str) -> None:
        same = evidence_of(np.full(40, 0.5), n_classes=1, embeddings=np.ones((40, 4), dtype=np.float32))
        assert sorted(picked(name, same, 40).positions.tolist()) == list(range(40))

    def test_one_class_only_and_classes_that_training_never_saw(self, name: str) -> None:
        for n_classes in (1, 12):
            result = picked(name, evidence_of(np.random.default_rng(1).random(30), n_classes=n_classes), 8)
            assert len(result.positions) == 8

    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    def test_a_score_that_is_not_finite_raises(self, name: str, bad: float) -> None:
        with pytest.raises(NonFiniteScore):
            picked(name, np.array([0.1, bad, 0.3]), 2)

    def test_the_evidence_stays_as_it_was(self, name: str) -> None:
        evidence = evidence_of(np.random.default_rng(1).random(30))
        assert evidence.probs_KC is not None
        before = evidence.scores_K.copy(), evidence.probs_KC.copy(), evidence.embeddings().copy()
        picked(name, evidence, 10)
        for left, right in zip(before, (evidence.scores_K, evidence.probs_KC, evidence.embeddings()), strict=True):
            np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("name", ["top_k", "class_balanced", "k_centers"])
def test_deterministic_picks_follow_a_permutation_of_the_candidates(name: str) -> None:
    straight = evidence_of(np.random.default_rng(1).random(40))
    order = np.random.default_rng(2).permutation(40)
    assert straight.probs_KC is not None
    turned = Evidence(
        straight.scores_K[order],
        straight.probs_KC[order],
        lambda: straight.embeddings()[order],
        straight.labelled_embeddings,
        straight.labelled_counts,
    )
    expected = picked(name, straight, 9, seed=1).positions
    np.testing.assert_array_equal(order[picked(name, turned, 9, seed=5).positions], expected)


@pytest.mark.parametrize("name", [*RANDOM_DRAWS, "badge"])
def test_random_picks_follow_a_permutation_in_distribution(name: str) -> None:
    straight = evidence_of(np.array([0.9, 0.2, 0.5, 0.7, 0.1]))
    order = np.array([3, 0, 4, 2, 1])
    assert straight.probs_KC is not None
    turned = Evidence(straight.scores_K[order], straight.probs_KC[order], lambda: straight.embeddings()[order])
    shares = []
    for evidence, names in ((straight, np.arange(5)), (turned, order)):
        chosen = names[many(name, evidence, 2, n=4000)]
        shares.append(np.bincount(chosen.ravel(), minlength=5) / 4000)
    np.testing.assert_allclose(shares[0], shares[1], atol=0.04)


@pytest.mark.parametrize("name", BY_SCORE)
def test_what_only_looks_at_scores_never_asks_for_embeddings(name: str) -> None:
    def costly() -> Floats32:
        raise AssertionError("A pass over all items for nothing.")

    evidence = evidence_of(np.random.default_rng(1).random(30))
    cheap = Evidence(evidence.scores_K, evidence.probs_KC, costly, costly, evidence.labelled_counts)
    assert len(picked(name, cheap, 5).positions) == 5


@pytest.mark.parametrize("name", BY_EMBEDDING)
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_an_embedding_that_is_not_finite_raises(name: str, bad: float) -> None:
    embeddings = np.ones((9, 4), dtype=np.float32)
    embeddings[4, 2] = bad
    with pytest.raises(NonFiniteScore):
        picked(name, evidence_of(np.ones(9), embeddings=embeddings), 3)


@pytest.mark.parametrize("name", ["badge", "class_balanced"])
def test_what_needs_probabilities_says_so(name: str) -> None:
    with pytest.raises(BadInput, match="probabilities"):
        picked(name, Evidence(np.ones(4)), 2)


@pytest.mark.parametrize("name", sorted(PICKS.keys() - set(PROXY_PICKS)))
def test_what_goes_with_random_scores_looks_at_nothing_but_scores(name: str) -> None:
    assert len(picked(name, Evidence(np.ones(4)), 2).positions) == 2


class TestByScore:
    @pytest.mark.parametrize(("name", "beta"), [("top_k", 1.0), ("power", 2.0), ("softmax", 5.0), ("softrank", 2.0)])
    def test_prefers_high_scores(self, name: str, beta: float) -> None:
        scores = np.concatenate([np.linspace(0.01, 0.05, 50), np.linspace(0.95, 0.99, 50)])
        chosen = np.concatenate([picked(name, scores, 10, seed=seed, beta=beta).positions for seed in range(20)])
        assert (chosen >= 50).mean() > 0.85

    @pytest.mark.parametrize("name", ["top_k", "power"])
    def test_scores_of_zero_are_picked_last_and_at_random(self, name: str) -> None:
        scores = np.array([0.0, 0.4, 0.0, 0.0])
        results = [picked(name, scores, 2, seed=seed).positions.tolist() for seed in range(60)]
        assert {first for first, _ in results} == {1}
        assert {second for _, second in results} == {0, 2, 3}

    def test_top_k_equals_sorting(self) -> None:
        scores = np.random.default_rng(1).random(100)
        np.testing.assert_array_equal(picked("top_k", scores, 7).positions, np.argsort(-scores)[:7])

    @pytest.mark.parametrize("name", RANDOM_DRAWS)
    def test_the_first_draws_follow_their_closed_form(self, name: str) -> None:
        """By enumeration of all ordered pairs: weights are s^beta, exp(beta s), rank^-beta."""
        scores, beta = np.array([0.1, 0.2, 0.4, 0.35]), 2.0
        weights = {
            "power": scores**beta,
            "softmax": np.exp(beta * scores),
            "softrank": np.array([4, 3, 1, 2.0]) ** -beta,
        }[name]
        expected = np.zeros((4, 4))
        for first, second in itertools.permutations(range(4), 2):
            expected[first, second] = (
                weights[first] / weights.sum() * weights[second] / (weights.sum() - weights[first])
            )
        firsts, seconds = many(name, scores, 2, n=8000, beta=beta).T
        seen = np.bincount(4 * firsts + seconds, minlength=16).reshape(4, 4) / 8000
        np.testing.assert_allclose(seen, expected, atol=0.02)

    @pytest.mark.parametrize("name", RANDOM_DRAWS)
    def test_beta_zero_is_random(self, name: str) -> None:
        counts = np.bincount(many(name, np.array([0.1, 0.5, 0.9]), 1, n=3000, beta=0.0).ravel(), minlength=3)
        np.testing.assert_allclose(counts / 3000, 1 / 3, atol=0.03)

    @pytest.mark.parametrize("name", ["softmax", "softrank"])
    def test_negative_and_huge_scores_are_no_trouble(self, name: str) -> None:
        """BALD can be tiny, spread has the unit of its outputs."""
        result = picked(name, np.array([-1e6, 1e6, 0.0, 3.0]), 2, beta=5.0)
        assert np.isfinite(result.probabilities).all()
        assert len(result.positions) == 2

    def test_softrank_does_not_know_the_scale(self) -> None:
        scores = np.random.default_rng(1).random(50)
        np.testing.assert_array_equal(
            picked("softrank", scores, 9).positions, picked("softrank", 1e-9 * scores, 9).positions
        )

    @pytest.mark.parametrize("name", RANDOM_DRAWS)
    def test_draws_spread_over_copies_where_top_k_does_not(self, name: str) -> None:
        """Claim K4: on a pool with copies, top-k spends the query on one of them."""
        scores = np.concatenate([np.full(10, 0.99), np.linspace(0.5, 0.98, 90)])
        drawn = np.concatenate([picked(name, scores, 10, seed=seed).positions for seed in range(20)])
        top = np.concatenate([picked("top_k", scores, 10, seed=seed).positions for seed in range(20)])
        assert (top < 10).all()
        assert (drawn < 10).mean() < 0.5


class TestClassBalanced:
    def slow(self, scores: Floats, predicted: np.ndarray, counts: list[int], k: int) -> list[int]:
        """One after the other: the emptiest class that still has a candidate, of equals the one with the highest."""
        left, chosen, counts = set(range(len(scores))), [], list(counts)
        for _ in range(min(k, len(scores))):
            best = min(left, key=lambda pos: (counts[predicted[pos]], -scores[pos]))
            counts[predicted[best]] += 1
            left.remove(best)
            chosen.append(best)
        return chosen

    @pytest.mark.parametrize("seed", range(8))
    def test_equals_its_slow_twin(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        scores, predicted = rng.random(40), rng.choice(5, size=40, p=[0.5, 0.3, 0.1, 0.1, 0])
        counts = rng.integers(0, 9, size=5)
        probs = np.eye(5, dtype=np.float32)[predicted]
        evidence = Evidence(scores, probs, labelled_counts=counts)
        assert picked("class_balanced", evidence, 15).positions.tolist() == self.slow(
            scores, predicted, counts.tolist(), 15
        )

    def test_the_class_with_fewest_labels_comes_first(self) -> None:
        probs = np.eye(3, dtype=np.float32)[[0, 0, 0, 1, 1, 2]]
        evidence = Evidence(np.array([9.0, 8, 7, 2, 1, 0.5]), probs, labelled_counts=np.array([2, 1, 0]))
        assert picked("class_balanced", evidence, 4).positions.tolist() == [5, 3, 0, 4]

    def test_classes_added_since_the_last_label_count_as_empty(self) -> None:
        probs = np.eye(4, dtype=np.float32)[[0, 3]]
        evidence = Evidence(np.array([9.0, 1.0]), probs, labelled_counts=np.array([2, 1]))
        assert picked("class_balanced", evidence, 1).positions.tolist() == [1]


def test_the_reserve_is_everything_else_by_falling_score() -> None:
    scores = np.array([0.3, 0.9, 0.1, 0.7])
    order = with_reserve(np.array([2]), scores, rng=np.random.default_rng(0))
    assert order.tolist() == [2, 1, 3, 0]
