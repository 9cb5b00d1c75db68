"""Keys and colours of labels: which there are, and which a label is given. Pure: no Django, no database.

Said only here, and generated for the browser (api/schema.py). Which key a label gets, by the first line that fits:

1. The key that a manager has typed for it; none, where they typed none.
2. The key it is called by: a new class “7” is reached by 7, a new class “x” by x. So is one that is renamed.
3. The key it has.
4. The next free one in the order of KEYS that no class is called by; past the last of them, none.

Each line holds for all labels before the next one begins, so the order in which they appear does not matter. In a draft
a label gives the key that it has to a class that is called so and comes later: nobody has learnt the keys yet. Once
a project has started no key moves under anybody's finger: the keys that labels have count as typed. Whatever would put
a key on another class than the one called by it is then for the manager to decide (`misleading`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

KEYS = "1234567890qwertyuiopadhjklxvbnm"
# What the other keys do while labelling; the browser's table of commands is tested against it.
RESERVED_KEYS = {
    "s": "skip",
    " ": "skip",
    "f": "flag",
    "c": "comment",
    "g": "guidelines",
    "z": "zoom",
    "/": "find a label",
    "?": "keys",
    "+": "zoom in",
    "=": "zoom in",
    "-": "zoom out",
}
# Okabe and Ito's eight, then darker and lighter relatives: of two sets of relatives the one whose closest pair is
# further apart for people who see no green (CIEDE2000 5.5 against 2.5). Never the only mark of a label.
LABEL_COLORS = (
    *("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999"),
    *("#004C77", "#996A00", "#00694D", "#995A7D", "#A3D7F4", "#8F3F00", "#F7F0A0", "#5C5C5C"),
)


@dataclass(frozen=True)
class KeyWish:
    """What is known of a label's key. typed None: not said; has None: a new label; had_name: before this change."""

    name: str
    typed: str | None = None
    has: str | None = None
    had_name: str = ""

    @property
    def called_by(self) -> str | None:
        """The key that is the label's name, where it has just got that name."""
        is_anew = self.has is None or self.name != self.had_name
        return self.name if is_anew and is_key(self.name) else None


def is_key(text: str) -> bool:
    return len(text) == 1 and text in KEYS


def give_keys(wishes: Sequence[KeyWish]) -> list[str]:
    """One key per label, "" for none, by the rule above. Typed keys differ."""
    keys = [wish.typed for wish in wishes]
    _fill(keys, [wish.called_by for wish in wishes])
    _fill(keys, [wish.has for wish in wishes])
    taken = {*keys, *(wish.name for wish in wishes)}
    free = iter([key for key in KEYS if key not in taken])
    return [next(free, "") if key is None else key for key in keys]


def _fill(keys: list[str | None], offered: Sequence[str | None]) -> None:
    """Give what is offered where nothing is given yet, unless another label has it."""
    used = {key for key in keys if key}
    for at, key in enumerate(offered):
        if keys[at] is None and key not in used:
            keys[at] = key


def misleading(wishes: Sequence[KeyWish], keys: Sequence[str]) -> KeyWish | None:
    """The first label whose key is the name of another one, where this change makes it so; None where all is well.

    What was so before the change stays: a project that has begun with such keys can still be changed elsewhere.
    """
    named = {wish.name: wish for wish in wishes}
    for wish, key in zip(wishes, keys, strict=True):
        other = named.get(key, wish)
        was_so = wish.has == key and other.had_name == key
        if other is not wish and not was_so:
            return wish
    return None


def give_colors(colors: Sequence[str | None]) -> list[str]:
    """The missing ones: those that no label has first, in the order of LABEL_COLORS; then all over again."""
    used = {color.upper() for color in colors if color}
    free = [color for color in LABEL_COLORS if color not in used]
    given: list[str] = []
    for at, color in enumerate(colors):
        again = LABEL_COLORS[at % len(LABEL_COLORS)]
        given.append(color or (free.pop(0) if free else again))
    return given
