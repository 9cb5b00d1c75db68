"""What contests of representations show, on made-up runs."""

from dataclasses import replace

import pytest

from selection.benchmark.store import Key, SavedRound
from selection.papers.contests import INCUMBENT
from selection.papers.representation_results import Errors, can_show, shown_by, table_of
from selection.papers.verdicts import Records

LABELS = (100, 200, 400, 800)
CURVES = {
    INCUMBENT: (0.6, 0.5, 0.4, 0.3),
    "auto": (0.5, 0.3, 0.2, 0.1),
    "sentences": (0.5, 0.3, 0.2, 0.1),
    "words": (0.6, 0.5, 0.3, 0.2),
    "random": (0.6, 0.4, 0.25, 0.2),
}


def records(**other: tuple[float, ...]) -> Records:
    curves = {**CURVES, **other}
    saved = [
        SavedRound(Key(seed, arm, at), {"labels": LABELS[at], "error": error + 0.01 * (seed - 0.5)}, {})
        for arm, errors in curves.items()
        for at, error in enumerate(errors)
        for seed in range(2)
    ]
    return Records(saved, arms=tuple(curves), rounds=4)


def with_own(saved: SavedRound, errors: tuple[float | None, ...] | None) -> SavedRound:
    error = errors[saved.key.round] if errors else None
    return saved if error is None else replace(saved, numbers={**saved.numbers, "proxy_error": error})


def test_by_hand() -> None:
    shown = shown_by("questions", records())
    assert (shown.n_seeds, shown.best_arm, shown.labels) == (2, "sentences", 750)
    assert shown.auto == shown.best == pytest.approx(100 * (0.4 * 100 + 0.25 * 200 + 0.15 * 400) / 700)
    # The default before has 31.25 % at 750; `auto` has it between 100 and 200.
    assert shown.reached == pytest.approx(100 + 100 * (0.5 - 0.3125) / 0.2)
    # 40 % with 150 instead of 200, 25 % with 300 of 400, 20 % with 400 of 800.
    assert shown.beside_random == pytest.approx(0.75)
    assert table_of([shown])[2] == (
        "| questions | 2 | 21.4 | 21.4 (sentences) | 1.00 | 40.7 | 29.3 | 194 of 750 (26 %) | – | 0.75 × |"
    )


def test_each_arms_own_model_knows_the_labels_of_the_round_before() -> None:
    own = {INCUMBENT: (None, 0.8, 0.6, 0.5), "auto": (None, 0.65, 0.5, 0.2)}
    together = [with_own(saved, own.get(saved.key.arm)) for saved in records()._by_key.values()]
    shown = shown_by("questions", Records(together, arms=tuple(CURVES), rounds=4))
    # 50 % with 400 labels; `auto` has it with 200.
    assert isinstance(shown.own, Errors)
    assert shown.own.incumbent == pytest.approx(50)
    assert (shown.own.labels, shown.own.reached) == (400, 200)
    assert "| 50.0 %: 200 of 400 (50 %) |" in table_of([shown])[2]


def test_an_auto_that_does_not_get_so_far_says_so() -> None:
    shown = shown_by("questions", records(auto=(0.7, 0.6, 0.5, 0.4)))
    assert (shown.reached, shown.beside_random) == (None, None)
    assert "| more than all of 750 | – | not reached |" in table_of([shown])[2]


def test_worse_with_the_first_labels_counts_and_as_good_does_not() -> None:
    assert shown_by("x", records(auto=(0.7, 0.3, 0.2, 0.1))).beside_random == pytest.approx(1.25)
    assert shown_by("x", records(auto=(0.6, 0.39, 0.2, 0.1))).beside_random == pytest.approx(195.24 / 200, abs=1e-3)


def test_an_error_that_random_order_has_had_before_asks_no_more() -> None:
    worse_again = records(random=(0.6, 0.4, 0.45, 0.3), auto=(0.6, 0.4, 0.35, 0.1))
    assert shown_by("x", worse_again).beside_random == pytest.approx(1)


def test_of_fewer_labels_the_last_budget_counts() -> None:
    few = [saved for saved in records()._by_key.values() if saved.key.round < 2]
    assert shown_by("x", Records(few, arms=tuple(CURVES), rounds=2)).labels == 200


def test_what_was_not_played_is_not_compared() -> None:
    assert can_show(records())
    saved = list(records()._by_key.values())
    assert not can_show(Records(saved, arms=(INCUMBENT, "words"), rounds=4))
