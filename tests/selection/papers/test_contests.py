"""Contests for the default strategy: their arms, how they stand, and their command line; on toys and made-up runs."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from selection.benchmark.data import Dataset
from selection.benchmark.store import Key, SavedRound
from selection.papers import cli, contest_report
from selection.papers.cli import main
from selection.papers.contest_results import BETTER, MIXED, OPEN, WORSE, overall_results, wins, world_results
from selection.papers.contests import CONTESTS, INCUMBENT, Contest
from selection.papers.estimate_report import estimate_lines
from selection.papers.experiment import AnyExperiment, Arm, Measure
from selection.papers.verdicts import Records
from tests.selection.papers import worlds

pytestmark = pytest.mark.slow

ARMS = (INCUMBENT, "other", "random")


def made_up(errors: dict[str, float], *, arms: tuple[str, ...] = ARMS, seeds: int = 4, first: int = 0) -> Records:
    """Three rounds, the first of them not judged; errors differ a little by seed, for all arms alike but a tenth."""
    noise = np.random.default_rng(3).normal(0, 0.004, (first + seeds, 2))
    saved = [
        SavedRound(
            Key(seed, arm, round_),
            {"labels": 10 * (1 + round_)}
            | ({"error": errors[arm] + noise[seed, 0] + 0.1 * noise[seed, 1] * ARMS.index(arm)} if round_ else {}),
            {},
        )
        for seed in range(first, first + seeds)
        for arm in arms
        for round_ in range(3)
    ]
    return Records(saved, arms=arms, rounds=3)


def test_every_arm_differs_from_the_incumbent_and_all_are_judged_alike() -> None:
    for contest in CONTESTS.values():
        first = contest.experiments[0]
        strategies = [item for experiment in contest.experiments for item in experiment.strategies().items()]
        assert strategies[0][0] == INCUMBENT
        assert first.arm_names[-1] == "random"
        assert len({str(replace(strategy, name="")) for _, strategy in strategies}) == len(strategies)
        assert len({arm for arm, _ in strategies}) == len(strategies)
        assert first.schedule.counts(2000)
        for experiment in contest.experiments:
            assert not any(measure.arms for measure in experiment.measures)
            assert {**experiment.configuration(), "arms": 0, "strategies": 0} == {
                **first.configuration(),
                "arms": 0,
                "strategies": 0,
            }


def test_worlds_are_odd_in_the_way_they_say() -> None:
    first = {name: contest.experiments[0] for name, contest in CONTESTS.items()}
    assert len(first) == 27
    assert first["duplicates-images"].twist.duplicates == first["duplicates-texts"].twist.duplicates == 5
    assert first["imbalance-texts"].twist.imbalance == 10
    assert first["noise-images"].twist.label_noise == 0.2
    assert first["cold-texts"].twist == first["clean-texts"].twist == first["clean-images"].twist
    assert first["cold-images"].schedule.initial <= 2 * 10
    assert first["cold-texts"].schedule.initial <= 2 * 77


def test_standings_by_hand() -> None:
    by_arm = {result.arm: result for result in world_results(made_up({INCUMBENT: 0.20, "other": 0.17, "random": 0.25}))}
    assert by_arm[INCUMBENT].less.value == 0
    assert by_arm["other"].less.value == pytest.approx(-3, abs=0.1)
    assert by_arm["random"].area.value == pytest.approx(25, abs=0.5)
    assert by_arm["random"].last.value == pytest.approx(25, abs=0.5)
    assert by_arm["random"].factor is None
    factor = by_arm["other"].factor
    assert factor is not None
    # Both errors hardly change: with the first budget already the other errs less than random order ever does.
    assert factor[0] == pytest.approx(1, abs=0.6)
    interval = by_arm["other"].less.t
    assert interval is not None
    assert -3.2 < interval.low < interval.high < -2.8


def outcome(*others: float) -> str:
    """Of an arm with these errors beside an incumbent at 0.2, one world each."""
    errors = {INCUMBENT: 0.2, "random": 0.3}
    played = [(str(world), made_up({**errors, "other": other})) for world, other in enumerate(others)]
    return next(result.outcome for result in overall_results(played) if result.arm == "other")


def test_a_variation_must_win_over_all_worlds_and_lose_in_none() -> None:
    assert outcome(0.19, 0.2) == BETTER
    assert outcome(0.15, 0.205) == MIXED
    assert outcome(0.25, 0.2) == WORSE
    assert outcome(0.2, 0.2) == OPEN


def test_seeds_count_in_every_world_and_a_single_one_shows_nothing() -> None:
    errors = {INCUMBENT: 0.2, "other": 0.1, "random": 0.3}
    result = overall_results([("a", made_up(errors, seeds=3)), ("b", made_up(errors, seeds=2))])[0]
    assert (result.arm, result.n_worlds, result.n_seeds, result.outcome) == ("other", 2, (2, 3), BETTER)
    assert result.better == ("a",)
    assert result.proxy is None
    assert overall_results([("a", made_up(errors, seeds=1)), ("b", made_up(errors, seeds=1))])[0].outcome == OPEN
    assert wins(made_up(errors, seeds=1)) == {}
    assert wins(made_up(errors))["other"]["random"] == 1


def test_the_more_arms_there_are_the_more_an_arm_must_show() -> None:
    errors = {INCUMBENT: 0.2, "other": 0.1, "random": 0.3}
    widths = []
    for arms in ((INCUMBENT, "other"), ARMS):
        interval = overall_results([("a", made_up(errors, arms=arms))])[0].interval
        assert interval is not None
        widths.append(interval.high - interval.low)
    assert widths[0] < 0.9 * widths[1]


def test_estimates_stand_beside_the_error_on_the_test_set() -> None:
    numbers = {"proxy_error": 0.2, "audit_error": 0.22, "audit_low": 0.15, "audit_high": 0.29}
    numbers |= {"lure_error": 0.21, "lure_low": 0.205, "lure_high": 0.215}
    saved = [SavedRound(Key(0, "a", round_), numbers if round_ else {}, {}) for round_ in range(3)]
    lines = estimate_lines(Records(saved, arms=("a",), rounds=3))
    assert lines[-3:-1] == ["| audit | 2 | +2.0 ± 0.0 | 7.0 | 100 % |", "| lure | 2 | +1.0 ± 0.0 | 0.5 | 0 % |"]
    assert estimate_lines(made_up(dict.fromkeys(ARMS, 0.2))) == []


def test_an_arm_is_compared_in_the_worlds_that_have_it() -> None:
    errors = {INCUMBENT: 0.2, "other": 0.1, "random": 0.3}
    other, random = overall_results(
        [("a", made_up(errors)), ("b", made_up(errors, arms=(INCUMBENT, "random"), seeds=3))]
    )
    assert (other.arm, other.n_worlds, other.n_seeds) == ("other", 1, (4, 4))
    assert (random.arm, random.n_worlds, random.n_seeds) == ("random", 2, (3, 4))


def toy_contest(name: str, dataset: str = "toys") -> Contest:
    """The incumbent and top-k; later a random pick as well."""
    arms = tuple(
        Arm(name=arm, preset="default", overrides={"cold_start": "random", **overrides})
        for arm, overrides in ((INCUMBENT, {}), ("top-k", {"pick": "top_k"}), ("softmax", {"pick": "softmax"}))
    )
    measures = (Measure(name="error", rounds=(1, 2)), Measure(name="proxy_error"))
    experiments = (
        worlds.experiment(name=f"contest-{name}", dataset=dataset, arms=arms[:2], measures=measures),
        worlds.experiment(name=f"contest-{name}-later", dataset=dataset, arms=arms[2:], measures=measures),
    )
    return Contest(name=name, odd="as toys are", experiments=experiments, minutes=0.1)


@pytest.fixture
def toy_contests(monkeypatch: pytest.MonkeyPatch) -> dict[str, Contest]:
    """Two worlds of toys, and one whose data is missing."""
    contests = {"left": toy_contest("left"), "right": toy_contest("right"), "gone": toy_contest("gone", "mnist")}
    for module in (cli, contest_report):
        monkeypatch.setattr(module, "CONTESTS", contests)
    real, toys = cli.loaded, worlds.data()

    def loaded(experiment: AnyExperiment, *, root: Path) -> Dataset | None:
        return toys if experiment.dataset == "toys" else real(experiment, root=root)

    monkeypatch.setattr(cli, "loaded", loaded)
    return contests


def test_contests_are_played_resumed_and_reported(
    toy_contests: dict[str, Contest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contest", "left", "--seeds", "1", "--out", str(tmp_path)]) == 0
    before = {path: path.read_bytes() for path in tmp_path.glob("contest-left-*.jsonl")}
    assert len(before) == 2
    assert "no difference shown" in (tmp_path / "report.md").read_text()
    assert main(["contest", "all", "--seeds", "2", "--out", str(tmp_path), "--data", str(tmp_path)]) == 2
    assert "gone: " in capsys.readouterr().err
    assert all(path.read_bytes().startswith(content) for path, content in before.items())
    text = (tmp_path / "report.md").read_text()
    assert "# Claims" not in text
    assert "## All image worlds: left, right" in text
    # What asks something else, of another incumbent, is a table of its own.
    toy_contests["right"] = replace(toy_contests["right"], among="representations")
    assert main(["report", str(tmp_path)]) == 0
    apart = (tmp_path / "report.md").read_text()
    assert "## All image worlds: left\n" in apart
    assert "## All image representations: right\n" in apart
    assert "## left: as toys are" in text
    assert "| top-k | 0 |" in text
    assert text.count("| top-k | ") == 5
    assert text.count("| softmax | ") == 5
    assert len([ElementTree.parse(path) for path in tmp_path.glob("*.svg")]) == 2
    report = (tmp_path / "report.md").read_bytes()
    assert main(["report", str(tmp_path)]) == 0
    assert (tmp_path / "report.md").read_bytes() == report
    next(tmp_path.glob("contest-right-later-*.jsonl")).unlink()
    assert main(["report", str(tmp_path)]) == 0
    assert (tmp_path / "report.md").read_text().count("| softmax | ") == 3
    (tmp_path / "contest-left-0.jsonl").write_bytes(next(iter(before.values())))
    assert main(["report", str(tmp_path)]) == 2


def test_the_list_and_unknown_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contest", "--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]] == list(CONTESTS)
    assert main(["contest", "nothing"]) == 2
    assert "There is no contest 'nothing'; there are clean-images" in capsys.readouterr().err
