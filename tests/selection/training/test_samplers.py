"""Minibatch samplers, without torch: positions, labels, difficulties, and what they hear after each step."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from selection import BadInput, StrategyError
from selection.arrays import Bools, Floats, Ints
from selection.training.samplers import (
    NEEDS_DIFFICULTY,
    SAMPLERS,
    ActiveBandit,
    BucketedCurriculum,
    Feedback,
    Passes,
    Sampler,
    SamplerInput,
    SimpleCurriculum,
    Uniform,
    WorstClass,
    sampler_for,
)
from selection.training.schedules import n_steps
from tests.selection import toys

SIZE = 8
CASES: dict[str, Ints] = {
    "three classes": np.arange(60) % 3,
    "one class only": np.zeros(40, dtype=np.int64),
    "fewer rows than a minibatch": np.array([0, 1, 1]),
    "classes far apart": np.array([3, 76, 3, 3, 500, 3, 76, 3, 3, 3]),
    "every row its own class": np.arange(30),
    "one row": np.array([2]),
}


def given(
    labels: Ints, *, steps: int = 30, seed: int = 0, difficulty: Floats | None = None, **more: Any
) -> SamplerInput:
    chosen = toys.strategy(**{"minibatch": SIZE, **more})
    rng = np.random.default_rng(seed)
    return SamplerInput(labels_N=labels, steps=steps, strategy=chosen, rng=rng, difficulty_N=difficulty)


def difficulty_of(labels: Ints) -> Floats:
    return np.random.default_rng(9).random(len(labels))


def never_asked(*_: object) -> Any:
    raise AssertionError("this sampler has no question")


def fed(
    sampler: Sampler,
    *,
    steps: int = 30,
    gain: Callable[[], float] = never_asked,
    wrong: Callable[[Ints], Bools] = never_asked,
) -> Ints:
    """int64[steps, size]: what the sampler draws while it is told so."""
    drawn = []
    for _ in range(steps):
        drawn.append(sampler.draw())
        sampler.learn(Feedback(gain=gain, wrong=wrong))
    return np.stack(drawn)


def answered(name: str, labels: Ints, *, seed: int = 0) -> Ints:
    """Drawn with plausible answers, the same for the same seed."""
    rng = np.random.default_rng([seed, 1])
    sampler = SAMPLERS[name](given(labels, seed=seed, difficulty=difficulty_of(labels), bandit_warm_up=5))
    return fed(sampler, gain=lambda: float(rng.normal()), wrong=lambda positions: labels[positions] % 2 == 0)


@pytest.mark.parametrize("name", SAMPLERS)
class TestContract:
    @pytest.mark.parametrize("case", CASES)
    def test_full_minibatches_of_positions_within_range(self, name: str, case: str) -> None:
        drawn = answered(name, CASES[case])
        assert drawn.shape == (30, SIZE)
        assert drawn.dtype == np.int64
        assert drawn.min() >= 0
        assert drawn.max() < len(CASES[case])

    @pytest.mark.parametrize("case", CASES)
    def test_the_same_seed_gives_the_same_minibatches(self, name: str, case: str) -> None:
        np.testing.assert_array_equal(answered(name, CASES[case], seed=4), answered(name, CASES[case], seed=4))

    def test_another_seed_gives_others(self, name: str) -> None:
        # Difficulties decide the order of the simple curriculum; only equal ones leave it to chance.
        labels = CASES["three classes"]
        first, other = (
            fed(
                SAMPLERS[name](given(labels, seed=seed, difficulty=np.zeros(60))),
                gain=lambda: 0.0,
                wrong=lambda positions: labels[positions] == 0,
            )
            for seed in (1, 2)
        )
        assert (first != other).any()

    def test_labels_and_difficulties_stay_as_they_were(self, name: str) -> None:
        labels, difficulty = CASES["three classes"].copy(), np.random.default_rng(0).random(60)
        before = difficulty.copy()
        rng = np.random.default_rng(0)
        fed(
            SAMPLERS[name](given(labels, difficulty=difficulty)),
            gain=lambda: float(rng.normal()),
            wrong=lambda positions: np.ones(len(positions), dtype=np.bool_),
        )
        np.testing.assert_array_equal(labels, CASES["three classes"])
        np.testing.assert_array_equal(difficulty, before)

    def test_the_door_builds_it_and_asks_for_difficulties_where_it_needs_them(self, name: str) -> None:
        labels, chosen = CASES["three classes"], toys.strategy(sampler=name)
        rng = np.random.default_rng(0)
        built = sampler_for(labels, strategy=chosen, rng=rng, difficulty_N=difficulty_of(labels))
        assert type(built) is SAMPLERS[name]
        if name in NEEDS_DIFFICULTY:
            for difficulty in (None, np.zeros(59)):
                with pytest.raises(BadInput, match="one difficulty per training item"):
                    sampler_for(labels, strategy=chosen, rng=rng, difficulty_N=difficulty)


def test_passes_see_each_position_once_per_pass() -> None:
    passes = Passes(np.arange(100, 124), rng=np.random.default_rng(0))
    taken = np.concatenate([passes.take(count) for count in (5, 0, 30, 13, 24)])
    for one_pass in taken.reshape(3, 24):
        assert sorted(one_pass.tolist()) == list(range(100, 124))
    assert taken[:24].tolist() != taken[24:48].tolist()


def test_each_pass_of_uniform_sees_each_item_once() -> None:
    drawn = fed(Uniform(given(np.zeros(24, dtype=np.int64))), steps=9)
    for one_pass in drawn.reshape(3, 24):
        assert sorted(one_pass.tolist()) == list(range(24))


class TestWorstClass:
    labels = np.repeat(np.arange(4), 50)

    def test_draws_the_classes_by_their_mistakes(self) -> None:
        """Class 1 is wrong on every held-out row, class 2 on every second, the others never."""
        sampler = WorstClass(given(self.labels, minibatch=100))
        seen: list[Ints] = []

        def wrong(positions: Ints) -> Bools:
            seen.append(positions)
            place = np.arange(len(positions))
            mistaken: Bools = (self.labels[positions] == 1) | ((self.labels[positions] == 2) & (place % 5 < 3))
            return mistaken

        drawn = fed(sampler, steps=40, wrong=wrong)
        np.testing.assert_allclose(sampler.probabilities, [0, 1 / 1.6, 0.6 / 1.6, 0])
        shares = np.bincount(self.labels[drawn[1:].ravel()], minlength=4) / drawn[1:].size
        np.testing.assert_allclose(shares, sampler.probabilities, atol=0.04)

    def test_held_out_rows_are_asked_about_and_never_trained_on(self) -> None:
        asked: list[int] = []

        def wrong(positions: Ints) -> Bools:
            asked.extend(positions.tolist())
            return np.ones(len(positions), dtype=np.bool_)

        drawn = fed(WorstClass(given(self.labels)), steps=200, wrong=wrong)
        assert not set(asked) & set(drawn.ravel().tolist())
        assert np.bincount(self.labels[sorted(set(asked))]).tolist() == [5, 5, 5, 5]
        assert len(set(drawn.ravel().tolist())) == 180

    def test_a_validation_minibatch_has_equally_many_rows_of_each_class(self) -> None:
        sizes: list[list[int]] = []

        def wrong(positions: Ints) -> Bools:
            sizes.append(np.bincount(self.labels[positions]).tolist())
            return np.zeros(len(positions), dtype=np.bool_)

        fed(WorstClass(given(self.labels, minibatch=12)), steps=3, wrong=wrong)
        assert sizes == [[3, 3, 3, 3]] * 3

    def test_without_a_mistake_classes_come_by_their_share(self) -> None:
        sampler = WorstClass(given(np.repeat([0, 1], [90, 30])))
        fed(sampler, steps=2, wrong=lambda positions: np.zeros(len(positions), dtype=np.bool_))
        np.testing.assert_allclose(sampler.probabilities, [0.75, 0.25])

    def test_a_class_of_one_row_counts_as_the_mean_of_the_others(self) -> None:
        labels = np.array([0] * 20 + [1] * 20 + [2])
        sampler = WorstClass(given(labels))
        fed(sampler, steps=1, wrong=lambda positions: labels[positions] == 0)
        np.testing.assert_allclose(sampler.probabilities, [1 / 1.5, 0, 0.5 / 1.5])

    def test_the_floor_keeps_a_class_that_cannot_be_learned_from_taking_all(self) -> None:
        for floor, least in ((0.0, 0.0), (0.4, 0.1)):
            sampler = WorstClass(given(self.labels, sampler_floor=floor))
            fed(sampler, steps=5, wrong=lambda positions: self.labels[positions] == 3)
            assert sampler.probabilities.min() == pytest.approx(least)
            assert sampler.probabilities.sum() == pytest.approx(1)


class TestCurricula:
    difficulty = np.random.default_rng(1).random(60)
    labels = np.zeros(60, dtype=np.int64)

    def test_simple_is_one_pass_in_increasing_difficulty_and_then_the_next(self) -> None:
        sampler = SimpleCurriculum(given(self.labels, difficulty=self.difficulty, minibatch=10))
        drawn = fed(sampler, steps=12).ravel()
        assert (np.diff(self.difficulty[drawn[:60]]) > 0).all()
        np.testing.assert_array_equal(drawn[:60], drawn[60:])

    def test_buckets_open_one_after_the_other_in_equal_periods(self) -> None:
        sampler = BucketedCurriculum(given(self.labels, steps=36, difficulty=self.difficulty, minibatch=5))
        drawn, order = fed(sampler, steps=36), np.argsort(self.difficulty)
        for period, opened in enumerate((20, 40, 60)):
            steps = drawn[period * 12 : (period + 1) * 12].ravel()
            assert set(steps.tolist()) == set(order[:opened].tolist())

    def test_the_hardest_item_is_not_dropped(self) -> None:
        sampler = BucketedCurriculum(given(self.labels, steps=36, difficulty=self.difficulty, minibatch=5))
        assert int(self.difficulty.argmax()) in fed(sampler, steps=36)[24:]

    def test_ten_steps_in_four_periods_are_3_2_3_2_and_later_draws_stay_in_the_last(self) -> None:
        chosen = {"minibatch": 180, "sampler_buckets": 4}
        sampler = BucketedCurriculum(given(self.labels, steps=10, difficulty=self.difficulty, **chosen))
        opened = [len(set(drawn.tolist())) for drawn in fed(sampler, steps=12)]
        assert opened == [15] * 3 + [30] * 2 + [45] * 3 + [60] * 4

    def test_within_a_period_each_item_comes_once_per_pass(self) -> None:
        sampler = BucketedCurriculum(given(self.labels, steps=12, difficulty=self.difficulty, minibatch=5))
        first_period = fed(sampler, steps=4).ravel()
        assert len(set(first_period.tolist())) == 20


class TestActiveBandit:
    labels = np.arange(200) % 4

    def bandit(self, **more: Any) -> ActiveBandit:
        return ActiveBandit(given(self.labels, difficulty=difficulty_of(self.labels), **more))

    def test_arms_are_tenths_of_each_class_by_difficulty(self) -> None:
        difficulty = difficulty_of(self.labels)
        bandit = self.bandit()
        for arm, passes in enumerate(bandit._arms):
            positions = passes.take(20)
            assert np.bincount(self.labels[positions]).tolist() == [5, 5, 5, 5]
            for position in positions:
                same_class = np.sort(difficulty[self.labels == self.labels[position]])
                assert int(np.searchsorted(same_class, difficulty[position])) // 5 == arm

    def test_a_minibatch_comes_from_one_arm(self) -> None:
        arms = [set(passes.take(20).tolist()) for passes in self.bandit()._arms]
        for drawn in fed(self.bandit(), gain=lambda: 0.0):
            assert sum(bool(arm & set(drawn.tolist())) for arm in arms) == 1

    @pytest.mark.parametrize("ties", [False, True])
    def test_the_weights_are_those_of_the_slow_twin(self, *, ties: bool) -> None:
        rng = np.random.default_rng(3)
        gains = [float(np.round(rng.normal(), 1 if ties else 9)) for _ in range(150)]
        bandit, gains_left = self.bandit(bandit_warm_up=20), iter(gains)
        weights, so_far = np.zeros(10), []
        for gain in gains:
            np.testing.assert_allclose(bandit.probabilities, 0.8 * np.exp(weights) / np.exp(weights).sum() + 0.02)
            before = bandit.pulls.copy()
            bandit.draw()
            bandit.learn(Feedback(gain=lambda: next(gains_left), wrong=never_asked))
            # The obvious way: count all gains so far that this one is not below.
            so_far.append(gain)
            t, r = len(so_far), sum(other <= gain for other in so_far)
            if t > 20:
                weights[int((bandit.pulls - before).argmax())] += 0.2 * (2 * r - t) / t
        np.testing.assert_allclose(bandit.weights, weights)

    def test_nothing_is_learned_during_the_warm_up(self) -> None:
        bandit, rng = self.bandit(), np.random.default_rng(0)
        fed(bandit, steps=100, gain=lambda: float(rng.normal()))
        assert not bandit.weights.any()
        fed(bandit, steps=1, gain=lambda: 99.0)
        assert bandit.weights.sum() == pytest.approx(0.2)

    def test_an_arm_that_gains_more_is_pulled_more(self) -> None:
        bandit = self.bandit(bandit_warm_up=0)
        rng = np.random.default_rng(0)
        fed(bandit, steps=400, gain=lambda: float(bandit._arm == 6) + 0.1 * float(rng.normal()))
        assert bandit.pulls.argmax() == 6
        assert bandit.probabilities[6] == pytest.approx(0.8 + 0.02, abs=0.05)

    def test_full_exploration_draws_every_arm_alike_whatever_was_gained(self) -> None:
        bandit = self.bandit(bandit_exploit=0.0, bandit_warm_up=0)
        fed(bandit, steps=50, gain=lambda: 5.0)
        assert bandit.weights.any()
        np.testing.assert_allclose(bandit.probabilities, 0.1)

    def test_decay_lets_exploration_fade(self) -> None:
        bandit = self.bandit(bandit_decay=0.05, bandit_warm_up=10**6)
        bandit.weights[:] = np.log(np.arange(1, 11))
        softmax = np.arange(1, 11) / 55
        np.testing.assert_allclose(bandit.probabilities, 0.8 * softmax + 0.02)
        fed(bandit, steps=20, gain=lambda: 0.0)
        explore = 0.2 * np.exp(-1)
        np.testing.assert_allclose(bandit.probabilities, (1 - explore) * softmax + explore / 10)

    def test_arms_without_rows_are_left_out(self) -> None:
        bandit = ActiveBandit(given(np.array([0, 0, 0]), difficulty=np.array([0.3, 0.1, 0.2])))
        assert len(bandit.pulls) == 3
        assert bandit.probabilities.sum() == pytest.approx(1)


def test_a_course_is_as_long_as_the_update() -> None:
    """The last bucket opens in the last third of the update's own steps."""
    chosen = toys.strategy(sampler="bucketed_curriculum", epochs=6.0, min_steps=0, minibatch=10)
    labels, difficulty = np.zeros(60, dtype=np.int64), np.arange(60.0)
    sampler = sampler_for(labels, strategy=chosen, rng=np.random.default_rng(0), difficulty_N=difficulty)
    hardest = [int(minibatch.max()) for minibatch in fed(sampler, steps=n_steps(60, strategy=chosen))]
    assert max(hardest[:24]) == 39
    assert max(hardest[24:]) == 59


def test_fasttext_draws_its_own_minibatches() -> None:
    with pytest.raises(StrategyError, match="draws its own minibatches"):
        toys.text_strategy(sampler="active_bandit")
