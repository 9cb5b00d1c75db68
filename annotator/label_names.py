"""Names of classes as files spell them. Pure: no Django, no database.

`clean` is how a name is stored; `key` is equal for names that people take for one class: capitals, spaces, how accents
are coded, invisible signs, and signs of another script that look the same. Unlike the names of people (names.py), a
one-digit class is never taken for a letter: only what is no ASCII is replaced by what it looks like.
"""

import re
import unicodedata
from functools import lru_cache

from annotator import names
from annotator.blank import INKLESS

# Signs that only a program puts into a name. Joiners and variation selectors stay: scripts and emoji need them.
_STRAY = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_INKLESS = re.compile(f"(?! )[{INKLESS}]")
CACHED = 4096


@lru_cache(CACHED)
def clean(name: str) -> str:
    """One code for each accented letter, one space between words, none around them."""
    return " ".join(_STRAY.sub("", unicodedata.normalize("NFC", name)).split())


@lru_cache(CACHED)
def key(name: str) -> str:
    """Equal for names that are one class; empty for a name that shows nothing."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean(name)).casefold())
    shape = folded if folded.isascii() else "".join(map(_lookalike, folded))
    return _INKLESS.sub("", shape).strip()


def _lookalike(sign: str) -> str:
    if sign.isascii():
        return sign
    like = names.prototypes().get(sign, sign)
    return like.casefold() if like.isascii() else sign
