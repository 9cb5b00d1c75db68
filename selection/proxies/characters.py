"""Texts as characters. (Conneau et al. 1606.01781; Selection via Proxy.)"""

from collections.abc import Sequence

import numpy as np

from selection.arrays import Images

LENGTH = 1014
PADDING, UNKNOWN = 0, 1
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789 -,;.!?:'\"/|_#$%^&*~`+=<>()[]{}"
N_SYMBOLS = len(ALPHABET) + 2

# By code point; what lies beyond the table is unknown.
_CODES = np.full(128, UNKNOWN, dtype=np.uint8)
for _code, _letter in enumerate(ALPHABET, start=2):
    _CODES[ord(_letter)] = _code


def codes_of(texts: Sequence[str]) -> Images:
    """uint8[N, 1014] in [0, 69): lower case, cut or padded with 0 at the end; 1 for a character not in the alphabet."""
    codes = np.full((len(texts), LENGTH), PADDING, dtype=np.uint8)
    for row, text in zip(codes, texts, strict=True):
        # Lower case first: a few letters become two.
        points = np.frombuffer(text[:LENGTH].lower()[:LENGTH].encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        row[: len(points)] = _CODES[np.minimum(points, len(_CODES) - 1)]
    return codes
