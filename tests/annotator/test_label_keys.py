"""Which keys and colours labels get: a class called by a key is reached by it, in whichever order they appear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.label_keys import KEYS, LABEL_COLORS, RESERVED_KEYS, KeyWish, give_colors, give_keys, is_key, misleading

NAMES = st.sampled_from([*KEYS[:14], "-1", "10", "other", "n/a", "cat", "A", "s"])
SETS_OF_NAMES = st.lists(NAMES, unique=True, max_size=20)


def in_batches(batches: list[list[str]]) -> dict[str, str]:
    """Names that come to a draft one batch after the other -> the keys that they have at the end."""
    has: dict[str, str] = {}
    for batch in batches:
        wishes = [KeyWish(name, has=key, had_name=name) for name, key in has.items()]
        wishes += [KeyWish(name) for name in batch if name not in has]
        has = dict(zip([wish.name for wish in wishes], give_keys(wishes), strict=True))
    return has


@given(SETS_OF_NAMES, st.data())
def test_a_class_called_by_a_key_is_reached_by_it_in_any_order_and_any_batches(
    names: list[str], data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(names)), max_size=3)))
    keys = in_batches([names[a:b] for a, b in zip([0, *cuts], [*cuts, len(names)], strict=True)])
    assert {name: key for name, key in keys.items() if is_key(name)} == {name: name for name in names if is_key(name)}
    given_keys = [key for key in keys.values() if key]
    assert len(given_keys) == len(set(given_keys)) == min(len(names), len(KEYS))
    assert not set(given_keys) & RESERVED_KEYS.keys()


@given(SETS_OF_NAMES, st.data())
def test_a_typed_key_stays_and_is_given_to_no_other_label(names: list[str], data: st.DataObject) -> None:
    free = [key for key in KEYS if key not in names]
    typed = {name: data.draw(st.sampled_from(["", free[at]])) for at, name in enumerate(names[::3])}
    keys = dict(zip(names, give_keys([KeyWish(name, typed=typed.get(name)) for name in names]), strict=True))
    assert {name: keys[name] for name in typed} == typed
    assert len([key for key in keys.values() if key]) == len({key for key in keys.values() if key})


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["none", "1", "2", "3"], "4123"),
        (["-1", "0", "1"], "201"),
        (["x", "q", "other"], "xq1"),
        (["10", "11", "1"], "231"),
        (["A", "B"], "12"),
    ],
)
def test_digits_come_first_and_the_rest_take_what_is_left(names: list[str], keys: str) -> None:
    assert give_keys([KeyWish(name) for name in names]) == list(keys)


def test_a_key_that_need_not_move_stays() -> None:
    wishes = [KeyWish("cat", has="1", had_name="cat"), KeyWish("dog", has="2", had_name="dog"), KeyWish("1")]
    assert give_keys(wishes) == ["3", "2", "1"]


def test_classes_that_swap_their_names_swap_the_keys_that_they_are_called_by() -> None:
    assert give_keys([KeyWish("2", has="1", had_name="1"), KeyWish("1", has="2", had_name="2")]) == ["2", "1"]


def test_a_key_misleads_where_another_class_is_called_by_it() -> None:
    wishes = [KeyWish("-1", typed="1"), KeyWish("1", typed="2")]
    assert misleading(wishes, ["1", "2"]) == wishes[0]
    assert misleading(wishes, ["2", "1"]) is None
    assert misleading(wishes, ["2", "q"]) is None


def test_a_key_that_has_misled_before_the_change_may_stay() -> None:
    before = [KeyWish("-1", typed="1", has="1", had_name="-1"), KeyWish("1", typed="2", has="2", had_name="1")]
    assert misleading(before, ["1", "2"]) is None
    renamed = [KeyWish("-1", typed="1", has="1", had_name="-1"), KeyWish("1", typed="2", has="2", had_name="good")]
    assert misleading(renamed, ["1", "2"]) == renamed[0]


def test_colours_repeat_only_when_all_are_given() -> None:
    assert give_colors([None] * 17) == [*LABEL_COLORS, LABEL_COLORS[0]]
    assert give_colors([None, "#0072b2", None, "#123456"]) == ["#E69F00", "#0072b2", "#009E73", "#123456"]
