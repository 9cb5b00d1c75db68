"""Who is too fast to have looked: seldom said in error, and within twenty items where it is so."""

import random

import pytest

from annotator.statistics.pace import CEILING, FLOOR, Hurry, Timed, hurry_of, limit_of

HOURS = 10_000.0


def human(rng: random.Random, middle: float, count: int) -> list[Timed]:
    """Answers by two labels, seconds with a long tail; the newest first."""
    return [Timed(rng.lognormvariate(0, 0.6) * middle, rng.choice("ab")) for _ in range(count)]


def looked(own: list[Timed], team: list[Timed], *, span: float = HOURS) -> list[Hurry | None]:
    """What is said after each answer, of the last 15 of them; own: the newest last."""
    said = []
    for n in range(1, len(own) + 1):
        newest = own[max(0, n - 15) : n][::-1]
        said.append(hurry_of(newest, spans=[span] * len(newest), team=team))
    return said


def test_without_a_team_there_is_a_floor_and_with_one_half_of_its_quick_answers() -> None:
    assert limit_of([]) == FLOOR
    assert limit_of([Timed(4.0, "a")] * 49) == FLOOR
    assert limit_of([Timed(2.0, "a")] * 50) == 1.0
    assert limit_of([Timed(60.0, "a")] * 50) == CEILING
    assert limit_of([Timed(0.1, "a")] * 50) == FLOOR
    assert limit_of([Timed(0.0, "a")] * 50) == FLOOR


@pytest.mark.parametrize("team", [[], [Timed(3.0, "a"), Timed(2.0, "b")] * 50])
def test_a_key_every_fifth_of_a_second_is_told_after_8_answers_and_stopped_after_15(team: list[Timed]) -> None:
    said = looked([Timed(0.2, "a")] * 20, team)
    assert said[:7] == [None] * 7
    assert [each is not None and each.is_stopped for each in said] == [False] * 14 + [True] * 6
    assert said[14] == Hurry(is_stopped=True, seconds=0.2, limit=limit_of(team))


def test_what_the_page_says_of_its_times_is_not_believed_beyond_the_clock() -> None:
    said = looked([Timed(5.0, "ab"[n % 2]) for n in range(15)], [], span=3.0)
    assert said[14] == Hurry(is_stopped=True, seconds=0.2, limit=FLOOR)


def test_who_slows_down_when_told_is_not_stopped() -> None:
    said = looked([Timed(0.2, "a")] * 8 + [Timed(2.0, "b")] * 30, [])
    assert said[7] is not None
    assert not any(each is not None and each.is_stopped for each in said)
    assert said[-1] is None


def test_always_the_same_is_too_fast_at_twice_the_limit_where_others_vary() -> None:
    own = [Timed(1.5, "a")] * 15
    varying = [Timed(2.0, "ab"[n % 2]) for n in range(100)]
    assert looked(own, varying)[14] == Hurry(is_stopped=True, seconds=1.5, limit=2.0, is_unvarying=True)
    assert looked(own, [Timed(2.0, "a")] * 95 + [Timed(2.0, "b")] * 5)[14] is None
    assert looked([*own[:14], Timed(1.5, "b")], varying)[14] is None


@pytest.mark.parametrize("middle", [1.2, 2.0, 5.0])
def test_an_honest_person_of_any_usual_pace_is_hardly_ever_even_told(middle: float) -> None:
    rng, told = random.Random(7), 0
    for _ in range(100):
        team = human(rng, 2.0, 200)
        told += any(looked(human(rng, middle, 100), team))
    assert told <= 2


def test_a_slow_person_is_never_stopped() -> None:
    rng = random.Random(8)
    team = human(rng, 2.0, 200)
    assert not any(looked(human(rng, 8.0, 3000), team))
