"""Where a list goes on: a mark that its reader hands back as they got it."""

import json
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from annotator.errors import Invalid
from annotator.largest import LARGEST_ID


def mark_of(*place: str | float) -> str:
    """The mark of a place."""
    return urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def place_of(mark: str, *shapes: Sequence[type]) -> list[Any]:
    """What `mark_of` was given, of the types of one of these shapes. Raises Invalid (unknown_mark)."""
    try:
        place = json.loads(urlsafe_b64decode(mark.encode() + b"=" * (-len(mark) % 4)))
    except (ValueError, RecursionError) as error:
        raise unknown_mark() from error
    if not isinstance(place, list) or not any(_fits(place, shape) for shape in shapes):
        raise unknown_mark()
    return place


def _fits(place: list[Any], shape: Sequence[type]) -> bool:
    return [type(each) for each in place] == list(shape) and all(_can_be_stored(each) for each in place)


def _can_be_stored(value: str | float) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return -LARGEST_ID <= value <= LARGEST_ID
    return "\0" not in value and value.encode(errors="ignore").decode() == value


def unknown_mark() -> Invalid:
    detail = "This is no place in this list. Take “after” from the address in “next”, with the same sort."
    return Invalid("unknown_mark", detail, attr="after")
