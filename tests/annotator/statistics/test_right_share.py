"""Whether somebody is right less often than a limit: seldom said in error, and soon where it is so."""

import random

import pytest

from annotator.statistics.right_share import ALPHA, FEWEST, evidence_below, is_below
from annotator.statistics.shares import wilson

RUNS = 400


def answers(rng: random.Random, share: float, count: int) -> list[bool]:
    return [rng.random() < share for _ in range(count)]


def found_after(right: list[bool], limit: float) -> int | None:
    """After how many of these answers it would have been said, looking after each."""
    evidence = evidence_below(right, limit)
    return next((n for n in range(FEWEST, len(right) + 1) if evidence[n] >= 1 / ALPHA), None)


@pytest.mark.parametrize("limit", [0.5, 0.7, 0.9])
@pytest.mark.parametrize("better_by", [0.0, 0.05])
def test_who_is_as_good_as_the_limit_is_seldom_found_below_it_however_often_one_looks(
    limit: float, better_by: float
) -> None:
    rng = random.Random(3)
    found = sum(found_after(answers(rng, limit + better_by, 120), limit) is not None for _ in range(RUNS))
    # Three standard deviations above what is promised would be 8 %.
    assert found / RUNS <= ALPHA


def test_a_wilson_interval_looked_at_after_each_answer_would_break_that_promise() -> None:
    rng, found = random.Random(3), 0
    for _ in range(RUNS):
        right = answers(rng, 0.7, 120)
        found += any(wilson(sum(right[:n]), n).high < 0.7 for n in range(FEWEST, 121))
    assert found / RUNS > 2 * ALPHA


@pytest.mark.parametrize(("share", "limit", "most"), [(0.1, 0.7, 12), (0.33, 0.7, 25), (0.5, 0.8, 40), (0.5, 0.9, 20)])
def test_who_is_clearly_worse_is_found_soon(share: float, limit: float, most: int) -> None:
    rng = random.Random(4)
    found = sorted(found_after(answers(rng, share, 200), limit) or 999 for _ in range(100))
    assert found[50] <= most


def test_who_was_good_for_long_and_stops_looking_is_found_soon_too() -> None:
    rng = random.Random(5)
    found = [found_after(answers(rng, 0.95, 300) + answers(rng, 0.2, 60), 0.7) or 999 for _ in range(30)]
    assert min(found) > 300
    assert sorted(found)[15] <= 330


def test_three_answers_prove_nothing_and_neither_do_seven() -> None:
    assert evidence_below([False] * 3, 0.9)[-1] > 20
    assert not is_below([False] * (FEWEST - 1), 0.99)
    assert is_below([False] * FEWEST, 0.7)


def test_nothing_is_known_without_answers_and_a_limit_is_a_share() -> None:
    assert evidence_below([], 0.7) == [1]
    for limit in (0.0, 1.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="is no limit"):
            evidence_below([True], limit)


def test_each_step_is_a_fair_wager_for_who_is_as_good_as_the_limit() -> None:
    rng = random.Random(6)
    for _ in range(50):
        right = answers(rng, 0.6, rng.randrange(30))
        hit, miss = (evidence_below([*right, last], 0.7)[-1] for last in (True, False))
        assert 0.7 * hit + 0.3 * miss == pytest.approx(evidence_below(right, 0.7)[-1])
