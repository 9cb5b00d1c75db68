"""Texts that show nothing: white space, and characters that every font draws as nothing."""

import re

# Unicode's Default_Ignorable_Code_Point, and others that have a width but no ink: soft hyphen, joiners, marks of
# direction, Hangul fillers, the empty Braille pattern, variation selectors, tags, controls.
INKLESS = (
    "\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_INK = re.compile(f"[^{INKLESS}]")


def is_blank(text: str) -> bool:
    """Would a reader see nothing at all?"""
    return _INK.search(text) is None
