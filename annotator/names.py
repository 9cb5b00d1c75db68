"""When two user names are one: capitals, widths and look-alikes make no other person.

`key` follows Unicode's skeletons (UTS 39): NFKC, casefold, then each sign replaced by the one that it may be taken
for. One step goes further: i, l and 1 are one sign, because a capital I, casefolded, would no longer look like l.
"""

import unicodedata
from functools import cache

# Written around signs of scripts that run from right to left.
MARK = "\u200e"
CAPITAL_I = {"i": "l"}


def normal(name: str) -> str:
    """As it is stored and shown: one code for each sign, no space around it."""
    return unicodedata.normalize("NFKC", name).strip()


def folded(name: str) -> str:
    """Equal for names that differ in capitals and widths alone: these are meant as the same name."""
    return unicodedata.normalize("NFKC", normal(name).casefold())


def key(name: str) -> str:
    """Equal for names that people take for the same one."""
    like = prototypes()
    shape = "".join(like.get(sign, sign) for sign in folded(name))
    return "".join(CAPITAL_I.get(sign, sign) for sign in folded(shape))


@cache
def prototypes() -> dict[str, str]:
    """sign -> what stands for all that look like it: the one that has several, else the longer, else the earlier."""
    # A tenth of a second to read: workers and commands that never ask for a name do without.
    from confusable_homoglyphs.confusables import confusables_data

    alike = {
        sign.strip(MARK): [other["c"].strip(MARK) for other in others] for sign, others in confusables_data.items()
    }
    found = {}
    for sign, others in alike.items():
        if len(sign) == len(others) == 1:
            found[sign] = _prototype(sign, others[0], others_have=len(alike.get(others[0], ())))
    return found


def _prototype(sign: str, other: str, *, others_have: int) -> str:
    return other if others_have > 1 else min(sign, other, key=lambda text: (-len(text), text))
