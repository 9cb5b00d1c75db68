"""Names of files in archives that do not say how they are encoded: the code page that makes most sense of all."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from charset_normalizer.constant import FREQUENCIES

from annotator.files.encodings import text_encoding

# Names that decide; more change nothing.
SAMPLE = 2_000
# Code page -> the languages that it is written for. Before: those that more systems write.
_PAGES: dict[str, tuple[str, ...]] = {
    "cp850": ("German", "French", "Spanish", "Portuguese", "Italian", "Nordic"),
    "cp1252": ("German", "French", "Spanish", "Portuguese", "Italian", "Nordic"),
    "cp437": ("German", "French", "Spanish", "Italian"),
    "gb18030": ("Chinese",),
    "cp932": ("Japanese",),
    "cp949": ("Korean",),
    "cp866": ("Russian", "Ukrainian", "Bulgarian"),
    "cp1251": ("Russian", "Ukrainian", "Bulgarian", "Serbian"),
    "cp950": ("Chinese",),
    "koi8_r": ("Russian",),
    "koi8_u": ("Ukrainian",),
    "cp852": ("Polish", "Czech", "Hungarian", "Romanian", "Croatian"),
    "cp1250": ("Polish", "Czech", "Hungarian", "Romanian", "Croatian"),
    "cp857": ("Turkish",),
    "cp1254": ("Turkish",),
    "cp737": ("Greek",),
    "cp1253": ("Greek",),
    "cp862": ("Hebrew",),
    "cp1255": ("Hebrew",),
    "cp720": ("Arabic", "Farsi"),
    "cp1256": ("Arabic", "Farsi"),
    "cp874": ("Thai",),
    "cp775": ("Baltic",),
    "cp1257": ("Baltic",),
    "euc_jp": ("Japanese",),
    "mac_roman": ("German", "French", "Spanish", "Portuguese", "Italian", "Nordic"),
}
# What a language in Latin script has beyond ASCII, most frequent first; of others `charset_normalizer` knows the order.
_BEYOND_ASCII = {
    "German": "üäöß",
    "French": "éèàêçâîôûùïëœ",
    "Spanish": "íóáéñúü",
    "Portuguese": "ãçéáóíêõúâôà",
    "Italian": "àèòùìé",
    "Nordic": "åäöæøé",
    "Polish": "łóążęśćńź",
    "Czech": "íáéěžýčšřůúťňďóľĺŕôä",
    "Hungarian": "áéöőóüíúű",
    "Romanian": "ăîâșțşţ",
    "Croatian": "čšžćđ",
    "Turkish": "ıüşçöğâî",
    "Baltic": "ėšžčąųįūęāēīņļģķõäöü",
}
_FROM_FREQUENCIES = {"Japanese": ("Japanese——", "Japanese—", "Japanese")}
# Rows of the East Asian tables that hold the signs in common use; what stands outside of them is rare.
_COMMON_ROWS = {
    "gb18030": (0xB0, 0xD7),
    "cp950": (0xA4, 0xC6),
    "cp949": (0xB0, 0xC8),
    "cp932": (0x81, 0x97),
    "euc_jp": (0xA4, 0xCF),
}
# What a later place among the code pages costs; it decides where little else does.
_LATER = 0.006
_WORD = re.compile(r"[^\W\d_]+")


class Names(NamedTuple):
    """Names as their owner sees them, in composed letters. encoding: empty where nothing had to be guessed."""

    names: list[str]
    encoding: str


def readable(raws: Sequence[bytes], encoding: str | None = None) -> Names:
    """Decode names of which nothing is said. encoding: what somebody said after all. Raises Unusable."""
    odd = [raw for raw in raws if not raw.isascii()]
    if not odd:
        return Names([raw.decode("ascii") for raw in raws], "")
    page = text_encoding(encoding) if encoding else _guess(odd[:SAMPLE])
    names = [composed(raw.decode(page, errors="replace")) for raw in raws]
    return Names(names, "" if page == "utf-8" else page)


def composed(name: str) -> str:
    """With each letter and its marks in one sign, as all but macOS write it."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _guess(odd: Sequence[bytes]) -> str:
    if all(_decoded(raw, "utf-8") is not None for raw in odd):
        return "utf-8"
    places = {page: at for at, page in enumerate(_PAGES)}
    return max(_PAGES, key=lambda page: max(_sense(odd, page, of) for of in _PAGES[page]) - _LATER * places[page])


def _decoded(raw: bytes, page: str) -> str | None:
    try:
        return raw.decode(page)
    except UnicodeDecodeError:
        return None


def _sense(odd: Sequence[bytes], page: str, language: str) -> float:
    """How much these names look like words of this language; per sign beyond ASCII, at most about 1."""
    points, n_signs = 0.0, 0
    for raw in odd:
        name = _decoded(raw, page)
        if name is None:
            return float("-inf")
        signs = [char for char in name if not char.isascii()]
        n_signs += len(signs)
        points += sum(_points(char, page, language) for char in signs)
        points += sum(map(_word_points, _WORD.findall(name)))
    return points / max(1, n_signs)


@cache
def _points(char: str, page: str, language: str) -> float:
    category = unicodedata.category(char)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return -6.0
    if category[0] != "L":
        # Marks compose letters (Thai, Hebrew); signs and boxes hardly stand in names.
        return 0.5 if category[0] == "M" else -2.0
    if 0xFF61 <= ord(char) <= 0xFF9F:
        return -0.5
    if (rows := _COMMON_ROWS.get(page)) and len(data := char.encode(page)) == 2:
        if not rows[0] <= data[0] <= rows[1]:
            return -0.3
        return 1.0 if char in _ranks(language) else 0.8
    if (rank := _ranks(language).get(char.lower())) is not None:
        return 1.0 - (0.3 if language in _BEYOND_ASCII else 0.6) * rank
    return 0.2 if _script(char) in _scripts(language) else -1.0


@cache
def _word_points(word: str) -> float:
    """A word is of one script, has its large letter in front or only large ones, and in Latin not only odd letters."""
    if word.isascii():
        return 0.0
    scripts = set(map(_script, word))
    has_odd_case = any(a.islower() and b.isupper() for a, b in pairwise(word))
    is_dense = scripts == {"LATIN"} and len(word) > 1 and sum(char.isascii() for char in word) * 3 < len(word)
    return -1.5 * (len(scripts) > 1) - 1.5 * has_odd_case - 1.5 * is_dense


@cache
def _ranks(language: str) -> dict[str, float]:
    """Letter -> 0 for the most frequent one of the language, towards 1 for the rarest."""
    letters = _BEYOND_ASCII.get(language) or [
        char for name in _FROM_FREQUENCIES.get(language, (language,)) for char in FREQUENCIES[name]
    ]
    return {char: at / len(letters) for at, char in reversed(list(enumerate(letters)))}


@cache
def _scripts(language: str) -> frozenset[str]:
    return frozenset(map(_script, _ranks(language)))


@cache
def _script(char: str) -> str:
    """LATIN, CYRILLIC, GREEK, CJK …; what Japanese mixes is one."""
    script = unicodedata.name(char, "?").partition(" ")[0]
    return "CJK" if script in ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA") else script
