"""The forecast's arithmetic: edge cases, simulated projects with a known truth, and the runs that were measured."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from annotator.statistics.learning_curve import LearningCurve, fit

RESULTS = Path(__file__).parents[2] / "measurements" / "results"
LABELS = (100, 200, 300, 400, 500)
Truth = Callable[[float], float]

# Error after n labels; the last three break what is assumed: hardly falling, above a floor, late.
TRUTHS: dict[str, Truth] = {
    "steep": lambda n: 10 * n**-1.0,
    "usual": lambda n: 1.2 * n**-0.27,
    "hard": lambda n: 2.6 * n**-0.23,
    "flat": lambda n: 0.3 * n**-0.02,
    "floor": lambda n: 0.15 + 3 * n**-0.6,
    "late": lambda n: 0.3 + 0.6 / (1 + (n / 300) ** 2),
}


def fitted(right: tuple[int, ...], answered: tuple[int, ...], labels: tuple[int, ...] = LABELS) -> LearningCurve:
    curve = fit(labels, right, answered)
    assert curve is not None
    return curve


def audited(truth: Truth, labels: list[int], rng: np.random.Generator) -> tuple[list[int], list[int]]:
    """Audit answers as they come: a fifth of the labels, growing, and seven in ten judged alike by every proxy."""
    answered = [n // 5 for n in labels]
    difficulty = rng.random(answered[-1])
    right = []
    for n, count in zip(labels, answered, strict=True):
        proxy_error = truth(n) + rng.normal(0, 0.007)
        draw = np.where(rng.random(count) < 0.3, rng.random(count), difficulty[:count])
        right.append(int((draw >= proxy_error).sum()))
    return right, answered


def covered(truth: Truth, *, rounds: int, batch: int, projects: int = 100) -> tuple[float, float]:
    """In how many of the projects the 95 % intervals of gain and level, 500 labels on, hold the truth."""
    rng = np.random.default_rng(20261121)
    labels = [batch * n for n in range(1, rounds + 1)]
    now, hits = labels[-1], np.zeros(2)
    for _ in range(projects):
        curve = fit(labels, *audited(truth, labels, rng))
        assert curve is not None
        gain, level = curve.gain(now, 500), curve.accuracy(now + 500)
        # Half a tenth of a point is what rounding hides.
        hits[0] += gain.low - 5e-4 <= truth(now) - truth(now + 500) <= gain.high + 5e-4
        hits[1] += level.low <= 1 - truth(now + 500) <= level.high
    return float(hits[0] / projects), float(hits[1] / projects)


def test_fewer_than_four_rounds_with_audit_answers_are_too_few() -> None:
    assert fit([], [], []) is None
    assert fit([100], [8], [10]) is None
    assert fit([0, 100, 200, 300, 400], [0, 8, 16, 25, 0], [0, 10, 20, 30, 0]) is None
    assert fit([0, 100, 200, 300], [3, 8, 16, 25], [10, 10, 20, 30]) is None
    assert fit([0, 100, 200, 300, 400], [3, 8, 16, 25, 30], [10, 10, 20, 30, 40]) is not None


def test_the_curve_starts_at_what_the_last_round_measured() -> None:
    start = fitted((13, 28, 45, 62, 80), (20, 40, 60, 80, 100)).accuracy(500)
    assert start.value == pytest.approx(0.80, abs=0.005)
    # Jeffreys' interval of 80 of 100 (Brown, Cai and DasGupta 2001), from scipy.stats.beta(80.5, 20.5).
    assert (start.low, start.high) == pytest.approx((0.7137, 0.8691), abs=0.005)


def test_more_labels_never_make_it_worse_and_the_band_widens() -> None:
    curve = fitted((13, 28, 45, 62, 80), (20, 40, 60, 80, 100))
    ahead = [curve.accuracy(labels) for labels in range(500, 5000, 500)]
    assert np.all(np.diff([seen.value for seen in ahead]) > 0)
    assert all(seen.low <= seen.value <= seen.high <= 1 for seen in ahead)
    gains = [curve.gain(500, more) for more in (0, 100, 500, 2000)]
    assert (gains[0].value, gains[0].low, gains[0].high) == (0, 0, 0)
    widths = [gain.high - gain.low for gain in gains]
    assert widths == sorted(widths)
    assert all(0 <= gain.low <= gain.value <= gain.high for gain in gains)


def test_more_audit_answers_make_it_surer() -> None:
    few = fitted((13, 28, 45, 62, 80), (20, 40, 60, 80, 100)).gain(500, 500)
    many = fitted((1300, 2800, 4500, 6200, 8000), (2000, 4000, 6000, 8000, 10_000)).gain(500, 500)
    assert many.high - many.low < 0.33 * (few.high - few.low)


def test_all_right_leaves_little_to_gain_and_all_wrong_promises_little() -> None:
    answered = (20, 40, 60, 80, 100)
    perfect = fitted(answered, answered)
    assert perfect.accuracy(500).value > 0.99
    assert perfect.gain(500, 500).value < 0.005
    hopeless = fitted((0, 0, 0, 0, 0), answered)
    assert hopeless.accuracy(500).value < 0.01
    assert hopeless.gain(500, 500).value < 0.02


def test_a_model_that_got_worse_is_not_forecast_to_get_much_better() -> None:
    gain = fitted((19, 36, 50, 62, 70), (20, 40, 60, 80, 100)).gain(500, 500)
    assert gain.low < 0.0005
    assert gain.value < 0.03


def test_one_label_count_for_all_rounds_teaches_no_slope() -> None:
    gain = fitted((13, 28, 45, 62, 80), (20, 40, 60, 80, 100), (500,) * 5).gain(500, 500)
    assert gain.high - gain.low > 0.1


def test_two_hundred_rounds_claim_no_more_than_a_dozen() -> None:
    rng = np.random.default_rng(3)
    labels = list(range(20, 4020, 20))
    right, answered = audited(TRUTHS["usual"], labels, rng)
    chosen = np.round(np.linspace(49, 199, 12)).astype(int)
    every = fit(labels, right, answered)
    dozen = fit(*(np.array(column)[chosen] for column in (labels, right, answered)))
    assert every is not None
    assert dozen is not None
    assert every.gain(4000, 500) == dozen.gain(4000, 500)


def test_answers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="more audit answers are right"):
        fit(LABELS, (13, 28, 45, 62, 101), (20, 40, 60, 80, 100))
    with pytest.raises(ValueError, match="no error is known after 0"):
        fitted((13, 28, 45, 62, 80), (20, 40, 60, 80, 100)).accuracy(0)


@pytest.mark.slow
@pytest.mark.parametrize("rounds_batch", [(6, 200), (30, 40)], ids=["6x200", "30x40"])
@pytest.mark.parametrize("name", ["steep", "usual", "hard", "flat", "floor"])
def test_the_interval_holds_the_truth_of_simulated_projects(name: str, rounds_batch: tuple[int, int]) -> None:
    gain, level = covered(TRUTHS[name], rounds=rounds_batch[0], batch=rounds_batch[1])
    assert gain >= 0.90
    assert level >= 0.85


def test_a_curve_that_falls_late_is_beyond_it() -> None:
    """The limit docs/use.md tells of: should this ever pass, the warning there is out of date."""
    assert covered(TRUTHS["late"], rounds=30, batch=40)[0] < 0.9


def measured() -> Iterator[list[dict[str, int]]]:
    """Rounds with audit answers of each run through the full stack."""
    for file in sorted(RESULTS.glob("*-full-stack.json")):
        runs: dict[tuple[str, int], list[dict[str, int]]] = {}
        for record in json.loads(file.read_text())["records"]:
            if record["audit_n"]:
                runs.setdefault((record["strategy"], record["seed"]), []).append(record)
        yield from runs.values()


def test_from_the_first_rounds_the_last_is_forecast() -> None:
    """The back-test that the module's docstring and docs/use.md quote."""
    hits, widths, misses, stays = [], [], [], []
    for run in measured():
        shares = [record["audit_right"] / record["audit_n"] for record in run]
        for known in range(4, len(run)):
            curve = fit(*([record[key] for record in run[:known]] for key in ("spent", "audit_right", "audit_n")))
            assert curve is not None
            seen = curve.accuracy(run[-1]["spent"])
            hits.append(seen.low <= shares[-1] <= seen.high)
            widths.append(seen.high - seen.low)
            misses.append(abs(seen.value - shares[-1]))
            stays.append(abs(shares[known - 1] - shares[-1]))
    assert (sum(hits), len(hits)) == (11, 12)
    assert np.mean(widths) == pytest.approx(0.109, abs=0.001)
    assert (np.mean(misses), np.mean(stays)) == pytest.approx((0.033, 0.028), abs=0.001)
