"""Which code page bytes are in that are no UTF-8: the one in which their letters make most sense in some language."""

import math
import re
from functools import cache

# The letters beyond ASCII of a language, the most frequent first.
_LANGUAGES = {
    "de": "äüöß",
    "fr": "éèàêçùâîôûëïœ",
    "es": "óíáéñúü",
    "pt": "ãçáéíóõêúâàô",
    "it": "àèéùòì",
    "nl": "ëéïöèü",
    "sv": "äåöé",
    "da": "åøæé",
    "is": "íáðöóéþýæú",
    "ca": "àéèíòóçúïü",
    "sq": "ëç",
    "et": "äõüöšž",
    "pl": "łąęóżśćźń",
    "cs": "íáéěřšýčžůúďťňó",
    "sk": "áíéčšžýľúťôňäďóĺŕ",
    "hu": "áéöóőüíúű",
    "ro": "ăîșțâşţ",
    "hr": "čšžćđ",
    "tr": "ıüşğöçâî",
    "lt": "ėšįųžūčąę",
    "lv": "āīšēūņļžģķč",
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оаинітевсркдлпмуязьбгчйхїжщєфюшцґ",
    "bg": "аоиетнрсвлкдпмзбъугчяжщхцюйшьф",
    "sr": "аоиетнјрсвудклмпзгбчћњљжшцђхџф",
    "el": "αοιετσνρηυκπλμςάόίέήδθγχωύβφώξζψϊ",
    "he": "יוהלארתבשמםנכדעקפחטגזסןצךףץ",
    "ar": "اليمنرتوبعدسفهكقحجةأشصخذطضئزءىغإثظؤآ",
    "th": "านรกอเยมลวดทสต่้ะปบคหัิแจพชีขใไงุผูำ็ืโถซณศธภญฟ",
}
# A language is written in its own pages. First those that more programs write: where two read alike, they are taken.
_PAGES = {
    "cp1252": "de fr es pt it nl sv da is ca sq et",
    "cp1250": "pl cs sk hu ro hr de",
    "cp1251": "ru uk bg sr",
    "cp850": "de fr es pt it nl sv da is",
    "mac_roman": "de fr es pt it nl sv da",
    "cp1254": "tr de fr",
    "iso8859_2": "pl cs sk hu ro hr de",
    "koi8_r": "ru",
    "cp1253": "el",
    "cp1255": "he",
    "cp1256": "ar fr",
    "cp1257": "lt lv et pl de",
    "cp874": "th",
    "cp866": "ru",
    "koi8_u": "ru uk",
    "cp437": "de fr es it",
    "iso8859_15": "fr de es pt it",
    "iso8859_5": "ru uk bg sr",
    "iso8859_7": "el",
    "cp852": "pl cs sk hu ro hr de",
    "cp857": "tr",
    "mac_cyrillic": "ru uk bg",
    "cp775": "lt lv et",
}
# Of pages with two bytes for a sign, up to which first byte signs are common ones.
_COMMON = {"gb18030": 0xD7, "big5": 0xC6, "cp932": 0x97, "euc_jp": 0xCF, "euc_kr": 0xC8}
PAGES = (*_PAGES, *_COMMON)
# What stands around words, and in the middle of them.
_AROUND = frozenset("“”„‘’‚«»‹›–—…•·°§£€¥©®™¿¡½²³ºª\u00a0\u00ad")
_JOINS = frozenset("’·\u00ad")
# Vowels and tones that Thai writes over or under letters.
_MARKS_IN_WORDS = frozenset("่้ัิีุู็ื๊๋์")
# Logarithms of how likely a sign is.
_FOREIGN, _ODD, _STRANGE, _BROKEN = -6.0, -7.0, -10.0, -14.0
# What each later page costs, once: it decides where little else does.
_LATER = 0.12
_NOT_THE_FIRST = 1.2
_LATIN_END = "\u0250"
_HIGH = re.compile(r"[^\x00-\x7f]")


def best_page(sample: bytes) -> str:
    """The name of the page for `open`. sample: lines of the file with bytes beyond ASCII."""
    scores = {
        page: _score(sample.decode(page, errors="replace"), page) - _prior(place) for place, page in enumerate(PAGES)
    }
    return max(scores, key=lambda page: scores[page])


def _prior(place: int) -> float:
    return _LATER * place + _NOT_THE_FIRST * (place > 0)


def _score(text: str, page: str) -> float:
    if page in _COMMON:
        return sum(_of_sign(page, sign) for sign in _HIGH.findall(text))
    languages = [_weights(language) for language in _PAGES[page].split()]
    totals = [0.0] * len(languages)
    rest = 0.0
    for match in _HIGH.finditer(text):
        sign = match.group()
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if not (sign.isalpha() or sign in _MARKS_IN_WORDS):
            rest += _of_symbol(sign, is_inside=before.isalpha() and after.isalpha())
            continue
        rest += _of_case(sign, before, after)
        if sign >= _LATIN_END and re.search("[A-Za-z]", before + after):
            # A word is of one script.
            rest += _ODD
        lower = sign.lower()
        for position, weights in enumerate(languages):
            totals[position] += weights.get(lower, _FOREIGN if sign < _LATIN_END else _STRANGE)
    return rest + max(totals)


@cache
def _weights(language: str) -> dict[str, float]:
    letters = _LANGUAGES[language]
    total = sum(1 / (rank + 4) for rank in range(len(letters)))
    return {letter: math.log(1 / (rank + 4) / total) for rank, letter in enumerate(letters)}


def _of_symbol(sign: str, *, is_inside: bool) -> float:
    if sign == "\ufffd" or "\x80" <= sign <= "\x9f":
        return _BROKEN
    if sign not in _AROUND or (is_inside and sign not in _JOINS):
        return _STRANGE
    return _ODD / 2


def _of_case(sign: str, before: str, after: str) -> float:
    """Capitals begin words, or stand among capitals; beside digits stand signs of money and of measures."""
    if before.isdigit() or after.isdigit():
        return _ODD
    if not sign.isupper():
        return _ODD / 2 if sign.islower() and before.isupper() and not before.isascii() else 0.0
    if before.islower() or not (before.isalpha() or after.isalpha()):
        return _ODD
    return -0.5 if before.isupper() else -1.0


@cache
def _of_sign(page: str, sign: str) -> float:
    if sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" or "\x80" <= sign <= "\xa0":
        return _BROKEN
    if "\u3040" <= sign <= "\u30ff":
        return -4.0 if page in ("cp932", "euc_jp") else _STRANGE
    if "\uac00" <= sign <= "\ud7a3":
        return -5.5 if page == "euc_kr" else _BROKEN
    if "\u3000" <= sign <= "\u3020" or "\uff01" <= sign <= "\uff5e" or sign in _AROUND:
        return -4.5
    if "\u4e00" <= sign <= "\u9fff" and page != "euc_kr":
        return -6.0 if sign.encode(page)[0] <= _COMMON[page] else -9.0
    return _STRANGE - 1
