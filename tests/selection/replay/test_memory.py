"""Replay memories: one contract over the family, then what each promises."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from selection import LabelledBatch, Pool, State, Strategy, StrategyError, round_rng, step
from selection.arrays import Ints
from selection.replay.memory import MEMORIES, remembering, replayable
from tests.selection import toys

SETTINGS: dict[str, dict[str, Any]] = {
    "whole": {},
    "reservoir": {"memory_capacity": 20},
    "balanced": {"memory_capacity": 20},
}
N_ROWS = 400


def strategy(name: str, **overrides: Any) -> Strategy:
    return Strategy(**{"memory": name, **SETTINGS[name], **overrides})


def fresh(n_classes: int = 3) -> State:
    return State.fresh(n_rows=N_ROWS, n_classes=n_classes, strategy=strategy("whole"))


def batch(rows: list[int] | Ints, labels: list[int] | Ints, forgotten: tuple[int, ...] = ()) -> LabelledBatch:
    gone = np.array(forgotten, dtype=np.int64)
    given = LabelledBatch(np.array(rows, dtype=np.int64), np.array(labels, dtype=np.int64), gone)
    return given.checked(n_rows=N_ROWS, n_classes=9)


def fed(name: str, labels: Ints, *, size: int = 7, seed: int = 0, state: State | None = None, **more: Any) -> State:
    """Rows 0, 1, 2 … with these labels, `size` to a round; the state goes through bytes each time."""
    state = state or fresh()
    for round_, start in enumerate(range(0, len(labels), size)):
        part = batch(np.arange(start, min(start + size, len(labels))), labels[start : start + size])
        rng = np.random.default_rng([seed, round_])
        state = remembering(state, part, strategy=strategy(name, **more), rng=rng)
        state = State.from_bytes(state.to_bytes())
    return state


def held(state: State) -> set[int]:
    return set(state.memory_rows[state.memory_held].tolist())


def random_labels(n: int = 120, *, classes: int = 3) -> Ints:
    return np.random.default_rng(6).integers(0, classes, n)


@pytest.mark.parametrize("name", MEMORIES)
class TestContract:
    def test_every_label_stays_known_and_memory_is_as_full_as_it_may_be(self, name: str) -> None:
        for n in (1, 19, 20, 21, 120):
            state = fed(name, random_labels(n))
            assert state.memory_rows.tolist() == list(range(n))
            assert state.memory_held.sum() == (n if name == "whole" else min(n, 20))

    def test_the_same_seed_holds_the_same(self, name: str) -> None:
        labels = random_labels()
        assert held(fed(name, labels, seed=3)) == held(fed(name, labels, seed=3))
        assert name == "whole" or held(fed(name, labels, seed=3)) != held(fed(name, labels, seed=4))

    def test_row_numbers_carry_no_meaning(self, name: str) -> None:
        labels, place = random_labels(), np.random.default_rng(2).permutation(120)
        straight, moved = fresh(), fresh()
        for round_, rows in enumerate(np.split(np.arange(120), 12)):
            chosen = strategy(name)
            rng, same = (np.random.default_rng(round_) for _ in range(2))
            straight = remembering(straight, LabelledBatch(rows, labels[rows]), strategy=chosen, rng=rng)
            moved = remembering(moved, LabelledBatch(place[rows], labels[rows]), strategy=chosen, rng=same)
        assert held(moved) == set(place[list(held(straight))].tolist())

    def test_nothing_new_and_a_single_label(self, name: str) -> None:
        rng = np.random.default_rng(0)
        empty = remembering(fresh(), batch([], []), strategy=strategy(name), rng=rng)
        assert len(empty.memory_rows) == len(empty.memory_held) == 0
        assert held(remembering(empty, batch([7], [2]), strategy=strategy(name), rng=rng)) == {7}

    def test_one_class_only_and_classes_that_come_later(self, name: str) -> None:
        state = fed(name, np.zeros(60, dtype=np.int64))
        late = State.from_bytes(state.to_bytes()).resized(n_rows=N_ROWS, n_classes=9)
        rng = np.random.default_rng(0)
        grown = remembering(late, batch([100, 101], [8, 7]), strategy=strategy(name), rng=rng)
        assert len(grown.full_classes) == 9
        assert grown.memory_held.sum() == (62 if name == "whole" else 20)

    def test_a_corrected_row_counts_once_and_keeps_its_place(self, name: str) -> None:
        state = fed(name, random_labels(60))
        rng = np.random.default_rng(1)
        after = remembering(state, batch([3, 50, 59], [2, 2, 0]), strategy=strategy(name), rng=rng)
        assert held(after) == held(state)
        assert sorted(after.memory_rows.tolist()) == list(range(60))
        labels = dict(zip(after.memory_rows.tolist(), after.memory_labels.tolist(), strict=True))
        assert (labels[3], labels[50], labels[59]) == (2, 2, 0)

    def test_a_forgotten_row_leaves_and_its_place_is_filled(self, name: str) -> None:
        state = fed(name, random_labels(60))
        gone = tuple(sorted(held(state))[:3])
        rng = np.random.default_rng(1)
        after = remembering(state, batch([], [], forgotten=gone), strategy=strategy(name), rng=rng)
        assert not set(gone) & set(after.memory_rows.tolist())
        assert len(after.memory_rows) == 57
        assert after.memory_held.sum() == (57 if name == "whole" else 20)
        assert held(state) - set(gone) <= held(after)

    def test_a_row_that_is_forgotten_and_labelled_at_once_is_labelled(self, name: str) -> None:
        state = fed(name, random_labels(10))
        after = remembering(
            state, batch([4], [1], forgotten=(4, 5, 300)), strategy=strategy(name), rng=np.random.default_rng(1)
        )
        assert 4 in after.memory_rows
        assert 5 not in after.memory_rows

    def test_replay_draws_from_what_was_held_before_the_batch(self, name: str) -> None:
        state = fed(name, random_labels(60))
        new = batch([3, 200], [0, 0], forgotten=(8,))
        assert set(replayable(state, new).rows_B.tolist()) == held(state) - {3, 8}

    def test_another_capacity_is_taken_up_at_once(self, name: str) -> None:
        state = fed(name, random_labels(60))
        for target in ("reservoir", "balanced"):
            for capacity in (1, 8, 45, 100):
                chosen = strategy(target, memory_capacity=capacity)
                after = remembering(state, batch([], []), strategy=chosen, rng=np.random.default_rng(0))
                assert after.memory_held.sum() == min(60, capacity)
        whole = remembering(state, batch([], []), strategy=strategy("whole"), rng=np.random.default_rng(0))
        assert whole.memory_held.all()


@pytest.mark.slow
def test_a_reservoir_is_an_even_sample_of_the_whole_stream() -> None:
    """Vitter's claim. Counts of 2,000 runs are binomial (p = 1/6, SD 16.7): 4.5 SD cover all 120 of them."""
    counts = Counter[int]()
    for seed in range(2000):
        counts.update(held(fed("reservoir", random_labels(), size=40, seed=seed)))
    times_held = np.array([counts[row] for row in range(120)])
    assert np.abs(times_held - 2000 / 6).max() < 4.5 * np.sqrt(2000 * (1 / 6) * (5 / 6))


@pytest.mark.slow
def test_a_reservoir_stays_even_when_a_place_falls_free() -> None:
    counts = Counter[int]()
    for seed in range(2000):
        state = fed("reservoir", random_labels(60), size=30, seed=seed)
        rng = np.random.default_rng([seed, 9])
        counts.update(held(remembering(state, batch([], [], (0, 30, 59)), strategy=strategy("reservoir"), rng=rng)))
    times_held = np.array([counts[row] for row in range(60) if row not in (0, 30, 59)])
    share = 20 / 57
    assert np.abs(times_held - 2000 * share).max() < 4.5 * np.sqrt(2000 * share * (1 - share))


def skewed_labels() -> Ints:
    """90 of class 0, 25 of class 1 and 5 of class 2, shuffled."""
    return np.random.default_rng(4).permutation(np.repeat([0, 1, 2], [90, 25, 5]))


def test_balanced_memory_keeps_rare_classes_whole_and_shares_the_rest() -> None:
    labels = skewed_labels()
    for seed in range(20):
        state = fed("balanced", labels, seed=seed)
        per_class = np.bincount(labels[sorted(held(state))], minlength=3)
        assert per_class[2] == 5
        assert per_class.sum() == 20
        assert abs(int(per_class[0]) - int(per_class[1])) <= 1


@pytest.mark.slow
def test_within_a_full_class_balanced_memory_is_an_even_sample() -> None:
    """Chrysakis & Moens 2020, §3: so the common class is not represented by its newest labels."""
    labels, counts = skewed_labels(), Counter[int]()
    for seed in range(1500):
        counts.update(held(fed("balanced", labels, size=40, seed=seed)))
    common = np.flatnonzero(labels == 0)
    times_held = np.array([counts[row] for row in common.tolist()])
    share = times_held.mean() / 1500
    # Early places are emptied for other classes at random, which leaves the sample even as well.
    assert np.abs(times_held - times_held.mean()).max() < 4.5 * np.sqrt(1500 * share * (1 - share))


def test_a_reservoir_would_have_lost_the_rare_class() -> None:
    labels = skewed_labels()
    per_class = [
        np.bincount(labels[sorted(held(fed("reservoir", labels, seed=seed)))], minlength=3) for seed in range(20)
    ]
    assert np.mean([counts[2] for counts in per_class]) < 2


@pytest.mark.parametrize("settings", [{"memory": "reservoir"}, {"memory": "whole", "memory_capacity": 5}])
def test_a_capacity_without_its_memory_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(StrategyError, match="memory_capacity"):
        Strategy(**settings)


class TestInARound:
    @pytest.mark.parametrize("name", MEMORIES)
    def test_training_sees_the_batch_and_what_memory_held(self, name: str) -> None:
        """Passes over the batch of 6 and a replay of all that is held: 12 at the start, at most 8 when bounded."""
        bound = {} if name == "whole" else {"memory": name, "memory_capacity": 8}
        chosen = toys.strategy(replay="all", min_steps=0, epochs=16.0, **bound)
        steps = [result.report.sample_steps for result in toys.rounds(chosen, n_rounds=5)]
        old = [12, 18, 24] if name == "whole" else [8, 8, 8]
        assert steps[1:] == [16 * 12, *(16 * (n + 6) for n in old)]

    def test_memory_off_trains_on_the_batch_alone(self) -> None:
        chosen = toys.strategy(replay_ratio=0.0, min_steps=0, epochs=16.0)
        assert [result.report.sample_steps for result in toys.rounds(chosen, n_rounds=4)][2:] == [96, 96]

    def test_a_proxy_that_starts_late_learns_from_what_is_held(self) -> None:
        bounded = {"memory": "reservoir", "memory_capacity": 8}
        state = toys.rounds(toys.strategy(acquisition="random", **bounded), n_rounds=4)[-1].state
        chosen = toys.strategy(min_steps=0, epochs=16.0, **bounded)
        pool = Pool(toys.source_for(chosen))
        result = step(state, LabelledBatch(), pool=pool, strategy=chosen, rng=round_rng(0, 4))
        assert result.report.sample_steps == 16 * 8
        assert result.report.n_labels == 24

    def test_a_forgotten_label_is_neither_counted_nor_trained_on(self) -> None:
        chosen = toys.strategy(update="scratch", replay="all")
        pool = Pool(toys.source_for(chosen))
        truth = toys.labels()

        def learned(rows: list[int], forgotten: list[int], state: State) -> State:
            new = LabelledBatch(np.array(rows), truth[rows], np.array(forgotten, dtype=np.int64))
            return step(state, new, pool=pool, strategy=chosen, rng=round_rng(0, 1)).state

        start = State.fresh(n_rows=toys.N_ITEMS, n_classes=3, strategy=chosen)
        straight = learned([4, 5], [], learned([0, 1, 2], [], start))
        with_mistake = learned([4, 5], [7], learned([0, 1, 2, 7], [], start))
        assert with_mistake.memory_rows.tolist() == straight.memory_rows.tolist()
        assert with_mistake.proxy == straight.proxy

    def test_when_every_label_is_taken_back_the_start_is_random_again(self) -> None:
        chosen = toys.strategy()
        pool, truth = Pool(toys.source_for(chosen)), toys.labels()
        state = State.fresh(n_rows=toys.N_ITEMS, n_classes=3, strategy=chosen)
        state = step(
            state, LabelledBatch(np.arange(3), truth[:3]), pool=pool, strategy=chosen, rng=round_rng(0, 0)
        ).state
        nothing = LabelledBatch(forgotten_rows=np.arange(3))
        result = step(state, nothing, pool=pool, strategy=chosen, rng=round_rng(0, 1))
        assert (result.report.n_labels, result.ranking.n_query) == (0, chosen.initial)
