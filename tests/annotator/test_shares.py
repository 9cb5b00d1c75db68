"""A share is said as a figure once it is known to ten points, and how many answers that takes is known before."""

import pytest

from annotator.statistics.shares import answers_needed, centre, wilson


@pytest.mark.parametrize(("hits", "n"), [(1, 3), (3, 7), (24, 56), (46, 92), (8, 8)])
def test_few_answers_make_no_figure(hits: int, n: int) -> None:
    assert not wilson(hits, n).is_sure


@pytest.mark.parametrize(("hits", "n"), [(47, 94), (16, 16), (36, 40), (940, 1000)])
def test_enough_answers_do(hits: int, n: int) -> None:
    assert wilson(hits, n).is_sure


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.62, 0.9, 0.97, 1.0])
def test_the_answers_that_are_needed_are_the_first_that_are_enough(share: float) -> None:
    needed = answers_needed(share)
    sizes = range(1, 200)
    # A share of n answers is one of n + 1 values; asked for is the interval of the share itself.
    enough = [n for n in sizes if _half(share, n) <= 0.1]
    assert enough == list(range(needed, 200))


def _half(share: float, n: int) -> float:
    """By Wilson's own formula, written the long way."""
    z = 1.959964
    return float(z / (1 + z**2 / n) * ((share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5))


def test_no_share_needs_more_answers_than_a_half() -> None:
    assert answers_needed() == answers_needed(0.5) == 93
    assert max(answers_needed(percent / 100) for percent in range(101)) == 93
    with pytest.raises(ValueError, match="no share"):
        answers_needed(1.2)


def test_what_is_needed_is_never_there_while_the_share_is_not_sure() -> None:
    for n in range(1, 120):
        for hits in range(n + 1):
            assert wilson(hits, n).is_sure or answers_needed(centre(hits, n)) > n


def test_without_answers_a_half_is_expected() -> None:
    assert centre(0, 0) == 0.5
    assert 0.5 < centre(3, 3) < centre(30, 30) < 1
