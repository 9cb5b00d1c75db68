"""Playing experiments: saved at once, resumed to the same bytes, paired over arms."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from selection.benchmark import play, runner
from selection.benchmark.data import DataError
from selection.benchmark.store import Contents, Store, read, repeatable
from selection.papers import measuring
from selection.papers import run as runs
from selection.papers.experiment import (
    Arm,
    EstimateExperiment,
    Experiment,
    Measure,
    Schedule,
    TimingExperiment,
    TrainingExperiment,
    Twist,
)
from selection.papers.measuring import cohens_kappa
from selection.papers.twists import twisted
from selection.papers.verdicts import Records
from tests.selection.papers import worlds

pytestmark = pytest.mark.slow


def played(experiment: Any, folder: Path, *, seeds: int = 1) -> Path:
    return runs.run(experiment, data=worlds.data(), seeds=seeds, folder=folder, quiet="quiet")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played(worlds.experiment(), tmp_path_factory.mktemp("whole"), seeds=2)


def test_a_line_per_round_with_what_was_found(whole: Path) -> None:
    contents = read(whole)
    assert len(contents.records) == 2 * 2 * 3
    assert [saved.numbers["labels"] for saved in contents.records[:3]] == [9, 15, 23]
    assert all(0 <= saved.numbers["error"] <= 1 for saved in contents.records)
    assert ["proxy_error" in saved.numbers for saved in contents.records[:6]] == [
        False,
        True,
        True,
        False,
        False,
        False,
    ]
    assert contents.environments[0]["cores"] > 0
    assert not list(whole.parent.glob("*.states"))


def test_arms_of_a_seed_share_pool_start_and_evaluation(whole: Path) -> None:
    starts = [saved for saved in read(whole).records if saved.key.round == 0]
    first, second, other, _ = starts
    assert first.key.arm != second.key.arm
    assert (first.numbers["rows"], first.numbers["error"]) == (second.numbers["rows"], second.numbers["error"])
    assert first.numbers["rows"] != other.numbers["rows"]


ESTIMATES = {f"{name}_{part}" for name in ("audit", "lure") for part in ("error", "low", "high", "points")}


def test_every_round_in_which_a_proxy_asked_has_unbiased_estimates(whole: Path) -> None:
    pools = {seed: len(twisted(worlds.data(), size=0, twist=Twist(), seed=seed).items) for seed in (0, 1)}
    for saved in read(whole).records:
        asked = saved.key.arm == "clactive" and saved.key.round > 0
        assert set(saved.numbers) >= ESTIMATES if asked else not ESTIMATES & set(saved.numbers)
        if asked:
            # Fewer items are open than points wanted: both know the error exactly.
            n_open = pools[saved.key.seed] - saved.numbers["learned"]
            assert saved.numbers["audit_points"] == saved.numbers["lure_points"] == n_open
            assert saved.numbers["audit_error"] == pytest.approx(saved.numbers["lure_error"])
            assert saved.numbers["audit_low"] == saved.numbers["audit_high"] == saved.numbers["audit_error"]


def test_estimates_are_no_part_of_the_configuration_and_change_no_other_number(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "ALWAYS", ())
    monkeypatch.setattr("selection.benchmark.unbiased.POINTS", 3)
    without = played(worlds.experiment(), tmp_path / "without", seeds=2)
    listed = (*worlds.experiment().measures, Measure(name="estimates", rounds=(2,)))
    few = played(worlds.experiment(measures=listed), tmp_path / "few", seeds=2)
    assert without.name == whole.name != few.name
    assert sum(set(saved.numbers) >= ESTIMATES for saved in read(few).records) == 2
    left, *others = (
        [
            {name: value for name, value in saved.numbers.items() if name not in ESTIMATES}
            for saved in read(path).records
        ]
        for path in (whole, without, few)
    )
    assert others == [left, left]


def test_a_run_saved_before_there_were_estimates_is_read_and_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = worlds.experiment(arms=worlds.experiment().arms[:1])
    monkeypatch.setattr(measuring, "ALWAYS", ())
    before = played(small, tmp_path).read_bytes()
    monkeypatch.undo()
    path = played(small, tmp_path, seeds=2)
    assert path.read_bytes().startswith(before)
    assert [bool(ESTIMATES & set(saved.numbers)) for saved in read(path).records] == [False] * 4 + [True] * 2
    records = Records(read(path).records, arms=["clactive"], rounds=3)
    assert np.isnan(records.table("lure_error", "clactive")).tolist() == [[True] * 3, [True, False, False]]


class Killed(Exception):
    """The process is gone."""


@pytest.mark.parametrize("kills", [1, 4, 8])
@pytest.mark.parametrize("when", ["add", "keep_state"])
def test_a_run_killed_half_way_resumes_to_the_same_bytes(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kills: int, when: str
) -> None:
    calls, original = [0], getattr(Store, when)

    def fatal(self: Store, *args: Any, **kwargs: Any) -> None:
        calls[0] += 1
        if calls[0] == kills:
            raise Killed
        original(self, *args, **kwargs)

    monkeypatch.setattr(Store, when, fatal)
    with pytest.raises(Killed):
        played(worlds.experiment(), tmp_path, seeds=2)
    assert len(read(next(tmp_path.glob("*.jsonl"))).records) < 12
    path = played(worlds.experiment(), tmp_path, seeds=2)
    assert repeatable(path) == repeatable(whole)
    assert not list(tmp_path.glob("*.states"))


def test_a_resumed_run_does_not_play_the_rounds_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = worlds.experiment(arms=worlds.experiment().arms[:1])
    asked: list[int] = []
    original = play.next_round

    def watched(so_far: Any, **kwargs: Any) -> Any:
        asked.append(so_far.state.round)
        if len(asked) == 3:
            raise Killed
        return original(so_far, **kwargs)

    monkeypatch.setattr(runner, "next_round", watched)
    with pytest.raises(Killed):
        played(small, tmp_path)
    played(small, tmp_path)
    assert asked == [0, 1, 2, 2]


def test_a_torn_last_line_is_done_again(whole: Path, tmp_path: Path) -> None:
    torn = tmp_path / whole.name
    content = whole.read_bytes()
    torn.write_bytes(content[:-20])
    assert len(read(torn).records) == 11
    assert repeatable(played(worlds.experiment(), tmp_path, seeds=2)) == repeatable(whole)


def test_a_complete_run_is_left_as_it_is_and_seeds_may_be_added(tmp_path: Path) -> None:
    small = worlds.experiment(schedule=Schedule(initial=9, queries=(6,)))
    before = played(small, tmp_path).read_bytes()
    assert played(small, tmp_path).read_bytes() == before
    assert played(small, tmp_path, seeds=2).read_bytes().startswith(before)


def test_another_configuration_is_another_file(tmp_path: Path) -> None:
    small = worlds.experiment(schedule=Schedule(initial=9, queries=()))
    assert played(small, tmp_path) != played(replace(small, test=20), tmp_path)


def test_a_damaged_file_is_refused(whole: Path, tmp_path: Path) -> None:
    damaged = tmp_path / whole.name
    damaged.write_bytes(whole.read_bytes().replace(b'{"arm"', b'{"arm', 1))
    with pytest.raises(DataError, match="damaged"):
        played(worlds.experiment(), tmp_path)


def numbers_of(path: Path, arm: str) -> list[dict[str, Any]]:
    contents: Contents = read(path)
    return [dict(saved.numbers) for saved in contents.records if saved.key.arm == arm]


def test_locked_classes_are_not_asked_for_before_their_share(tmp_path: Path) -> None:
    twist = Twist(locked_classes=1, unlock_at=0.3)
    measures = (Measure(name="proxy_per_class", rounds=(3,)), Measure(name="per_class", arms=("random",)))
    schedule = Schedule(initial=10, queries=(10, 20, 20), in_percent=True)
    path = played(worlds.experiment(twist=twist, schedule=schedule, measures=measures), tmp_path)
    pool = twisted(worlds.data(), size=0, twist=twist, seed=0)
    rounds = numbers_of(path, "clactive")
    assert [round_["labels"] for round_ in rounds] == [6, 12, 24, 36]
    asked = [np.isin(round_["rows"], pool.locked_rows).any() for round_ in rounds]
    assert asked[:3] == [False, False, False]
    assert asked[3]
    assert len(rounds[3]["proxy_per_class"]) == 3
    assert rounds[3]["locked"] == list(pool.locked)
    assert "proxy_per_class" not in rounds[2]
    assert all(len(round_["per_class"]) == 3 for round_ in numbers_of(path, "random"))


def test_agreement_and_kappa(tmp_path: Path) -> None:
    measures = (Measure(name="agreement", rounds=(1,)), Measure(name="kappa"))
    rounds = numbers_of(played(worlds.experiment(measures=measures), tmp_path), "clactive")
    assert -1 <= rounds[1]["spearman"] <= 1
    assert rounds[1]["overlap_by_chance"] == pytest.approx(6 / 51)
    assert [("kappa" in round_) for round_ in rounds] == [False, False, True]


def test_kappa_by_hand() -> None:
    left, right = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])
    assert cohens_kappa(left, right, n_classes=2) == pytest.approx((0.75 - 0.5) / 0.5)
    assert cohens_kappa(left * 0, left * 0, n_classes=2) == 1


@pytest.mark.parametrize(
    "twist",
    [Twist(duplicates=3), Twist(imbalance=5), Twist(label_noise=0.5, noise_towards="next"), Twist(oracle_noise=0.3)],
)
def test_a_twist_follows_the_seed(twist: Twist) -> None:
    left, again, other = (twisted(worlds.data(), size=50, twist=twist, seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(left.items.origin, again.items.origin)
    np.testing.assert_array_equal(left.answers, again.answers)
    assert not np.array_equal(left.items.origin, other.items.origin)


def test_what_twists_do() -> None:
    data = worlds.data()
    copies = twisted(data, size=60, twist=Twist(duplicates=3), seed=0).items
    assert np.unique(copies.origin, return_counts=True)[1].tolist() == [3] * 20
    uneven = np.bincount(twisted(data, size=0, twist=Twist(imbalance=4), seed=0).items.labels)
    assert uneven.tolist() == [20, 10, 5]
    noisy = twisted(data, size=0, twist=Twist(label_noise=0.5, noise_towards="next"), seed=0)
    wrong = noisy.items.labels != data.train.labels
    assert 0.3 < wrong.mean() < 0.7
    np.testing.assert_array_equal(noisy.items.labels[wrong], (data.train.labels[wrong] + 1) % 3)
    np.testing.assert_array_equal(noisy.answers, noisy.items.labels)
    rising = twisted(data, size=0, twist=Twist(label_noise=1.0, noise_towards="rising"), seed=0)
    shares = [np.mean((rising.items.labels != data.train.labels)[data.train.labels == c]) for c in range(3)]
    assert shares[0] == 0 < shares[1] < shares[2] == 1
    oracle = twisted(data, size=0, twist=Twist(oracle_noise=0.5), seed=0)
    np.testing.assert_array_equal(oracle.items.labels, data.train.labels)
    assert 0.3 < np.mean(oracle.answers != data.train.labels) < 0.7


@pytest.mark.parametrize("fields", [{"initial": 50, "queries": (20,)}, {"initial": 0, "queries": ()}])
def test_a_schedule_that_does_not_fit_is_said(fields: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="pool of 60"):
        played(worlds.experiment(schedule=Schedule(**fields)), tmp_path)


def test_samplers_are_trained_directly(tmp_path: Path) -> None:
    arms = tuple(
        Arm(name=sampler, preset="random", overrides={"sampler": sampler})
        for sampler in ("uniform", "worst_class", "simple_curriculum", "active_bandit")
    )
    samplers = TrainingExperiment(name="samplers", dataset="toys", arms=arms, common=worlds.FAST)
    path = played(samplers, tmp_path, seeds=2)
    assert len(read(path).records) == 8
    assert sum(numbers_of(path, "active_bandit")[0]["pulls"]) == 12
    before = repeatable(path)
    path.write_bytes(path.read_bytes()[:-5])
    assert repeatable(played(samplers, tmp_path, seeds=2)) == before


def test_weighted_estimates_are_nearer_than_plain_ones(tmp_path: Path) -> None:
    estimates = EstimateExperiment(
        name="estimates",
        dataset="toys",
        arms=("uniform", "uncertainty", "mixed", "square_root"),
        labels=12,
        points=10,
        repeats=200,
        model=worlds.EVALUATION,
    )
    path = played(estimates, tmp_path)
    uniform, mixed = numbers_of(path, "uniform")[0], numbers_of(path, "mixed")[0]
    assert uniform["plain_bias"] == pytest.approx(uniform["bias"])
    assert abs(mixed["bias"]) < 0.05


def test_timing_needs_no_data(tmp_path: Path) -> None:
    timing = TimingExperiment(name="timing", sizes=(50, 100), centres=5, picks=7, width=4)
    path = runs.run(timing, data=None, seeds=1, folder=tmp_path, quiet="quiet")
    records = read(path).records
    assert [saved.numbers["picks"] for saved in records] == [7, 7]
    assert all(saved.clock["search_s"] > 0 for saved in records)


def test_an_experiment_without_its_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="needs the data set toys"):
        runs.run(worlds.experiment(), data=None, seeds=1, folder=tmp_path, quiet="quiet")
    with pytest.raises(DataError, match="needs text items"):
        played(Experiment(**{**vars(worlds.experiment()), "kind": "text"}), tmp_path)


def test_lines_are_json_with_sorted_keys(whole: Path) -> None:
    for line in whole.read_text().splitlines():
        assert json.dumps(json.loads(line), sort_keys=True) == line
