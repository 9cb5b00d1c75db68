"""Word features: TF-IDF of the project's own words and of runs of letters, each reduced by LSA.

Hashed, so that nothing grows with the vocabulary. What was learned from a sample of the pool is kept in a file beside
the features: later items get the same coordinates. (Deerwester et al. 1990; Weinberger et al. 0902.2206.)
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.utils.extmath import randomized_svd

from selection.arrays import Bools, Floats32, Ints
from selection.errors import StrategyError
from selection.features.encoders.protocol import Content
from selection.features.encoders.registry import MOST_LEARNED, Encoder
from selection.features.encoders.texts import texts_of

# Characters of the first texts of the sample that are learned from.
MOST_LEARNED_CHARACTERS = 5_000_000
BUCKETS, MOST_COLUMNS, COMPONENTS = 2**18, 50_000, 128
TURNS = 3

_PLAIN = {"n_features": BUCKETS, "alternate_sign": False, "norm": None, "dtype": np.float32}
# Words of one letter count too: in some scripts they are all there is.
_COUNTS = {
    "words": HashingVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", **_PLAIN),  # noqa: S106 - no password
    "letters": HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **_PLAIN),
}


@dataclass(frozen=True)
class Projection:
    """columns int64[C] of the counts, idf float32[C], components float32[128, C], zeros where there are fewer."""

    columns: Ints
    idf: Floats32
    components: Floats32

    def of(self, counts: csr_matrix) -> Floats32:
        """float32[N, 128]."""
        projected: Floats32 = _weighed(counts, self.columns, self.idf) @ self.components.T
        return projected


class Words:
    """float32[N, 256]: 128 of words and pairs of words, 128 of runs of three to five letters."""

    def __init__(self, encoder: Encoder, fitted: Path) -> None:
        """Raises StrategyError where `fitted` is not what `fit_words` wrote."""
        try:
            self._projections = _read(fitted)
        except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
            raise StrategyError(f"The file of {encoder.name} of this project is missing or damaged.") from error

    def prepared(self, contents: Sequence[Content], /) -> tuple[list[csr_matrix], Bools]:
        """Counts of words and of letters; all texts can be read."""
        texts = texts_of(contents)
        return [_COUNTS[name].transform(texts) for name in _COUNTS], np.ones(len(texts), dtype=np.bool_)

    def features(self, prepared: list[csr_matrix], /) -> Floats32:
        """float32[N, 256]."""
        parts = [one.of(counts) for one, counts in zip(self._projections, prepared, strict=True)]
        return np.concatenate(parts, axis=1)


def fit_words(sample: Sequence[Content], path: Path) -> int:
    """Writes `path`, whole or not at all; the number of texts that it has learned from.

    These are the first of the sample, which should be in random order. Raises BadInput on images.
    """
    texts = list(islice(_bounded(texts_of(sample)), MOST_LEARNED))
    arrays: dict[str, np.ndarray] = {}
    for name, counter in _COUNTS.items():
        one = _fitted(counter.transform(texts)) if texts else _EMPTY
        arrays |= {
            f"{name}.columns": one.columns,
            f"{name}.idf": one.idf,
            f"{name}.components": one.components.astype(np.float16),
        }
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return len(texts)


_EMPTY = Projection(
    np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), np.zeros((COMPONENTS, 0), dtype=np.float32)
)


def _bounded(texts: list[str]) -> Iterator[str]:
    left = MOST_LEARNED_CHARACTERS
    for text in texts:
        yield text
        left -= len(text)
        if left <= 0:
            return


def _fitted(counts: csr_matrix) -> Projection:
    """Of the columns that several texts share, the most frequent."""
    n_texts = counts.shape[0]
    frequency = np.bincount(counts.indices, minlength=BUCKETS)
    columns = np.flatnonzero(frequency > (1 if n_texts > 1 else 0))
    columns = np.sort(columns[np.argsort(-frequency[columns], kind="stable")[:MOST_COLUMNS]])
    idf = (np.log((1 + n_texts) / (1 + frequency[columns])) + 1).astype(np.float32)
    components = np.zeros((COMPONENTS, len(columns)), dtype=np.float32)
    n_components = min(COMPONENTS, n_texts, len(columns))
    if n_components:
        _, _, found = randomized_svd(
            _weighed(counts, columns, idf), n_components=n_components, n_iter=TURNS, random_state=0
        )
        components[:n_components] = found
    return Projection(columns, idf, components)


def _weighed(counts: csr_matrix, columns: Ints, idf: Floats32) -> csr_matrix:
    """TF-IDF float32[N, C], each row of length 1 or empty. A word said ten times counts three times."""
    weighed = counts[:, columns].tocsr()
    weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    weighed.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(weighed.indptr)).astype(np.float32)
    return weighed


def _read(path: Path) -> list[Projection]:
    with np.load(path, allow_pickle=False) as arrays:
        return [
            Projection(
                arrays[f"{name}.columns"], arrays[f"{name}.idf"], arrays[f"{name}.components"].astype(np.float32)
            )
            for name in _COUNTS
        ]
