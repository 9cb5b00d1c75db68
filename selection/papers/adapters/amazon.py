"""Amazon reviews: Polarity and Full (Zhang et al. 2015), and the four domains of Blitzer et al. (2007)."""

from pathlib import Path

import numpy as np

from selection.benchmark.data import HOLD_OUT, HOLD_OUT_SEED, DataError, Dataset, dataset
from selection.benchmark.texts import rows_of
from selection.papers.adapters.places import first_of
from selection.papers.adapters.zhang import Format, load_zhang
from selection.strategy import TEXT


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace('\\"', '"')


POLARITY = Format(("amazon_polarity", "amazon_review_polarity_csv"), ("negative", "positive"), _unescaped)
FULL = Format(
    ("amazon_full", "amazon_review_full_csv"), ("1 star", "2 stars", "3 stars", "4 stars", "5 stars"), _unescaped
)


def load_amazon_polarity(root: Path, *, train_limit: int = 0, test_limit: int = 0) -> Dataset:
    """3,600,000 and 400,000 reviews; see `load_zhang`."""
    return load_zhang(root, POLARITY, train_limit=train_limit, test_limit=test_limit)


def load_amazon_full(root: Path, *, train_limit: int = 0, test_limit: int = 0) -> Dataset:
    """3,000,000 and 650,000 reviews; see `load_zhang`."""
    return load_zhang(root, FULL, train_limit=train_limit, test_limit=test_limit)


def load_amazon_multidomain(root: Path, *, label: str = "label") -> Dataset:
    """8,000 reviews, title and text; `label` "label" is negative or positive, "domain" one of four.

    The set has no test items: a seeded fifth of the distinct texts is held out, so that no text is on both sides.
    """
    if label not in ("label", "domain"):
        raise DataError(f"The labels of amazon_multidomain are label or domain, not {label!r}.")
    path = first_of(root, folders=("amazon_multidomain",), names=("reviews.csv.gz", "reviews.csv"))
    texts, names = [], []
    for number, row in enumerate(rows_of(path), start=1):
        if not all(row.get(column) for column in ("text", label)):
            raise DataError(f"{path}, row {number}: text or {label} is missing.")
        texts.append(f"{row.get('title') or ''} {row['text']}".strip())
        names.append(str(row[label]))
    return dataset(TEXT, texts, names, is_test=_held_out_texts(texts))


def _held_out_texts(texts: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """True for the rows of a random fifth of the distinct texts, the same in every run."""
    distinct, text_of_row = np.unique(np.array(texts, dtype=object), return_inverse=True)
    order = np.random.default_rng(HOLD_OUT_SEED).permutation(len(distinct))
    is_test = np.zeros(len(distinct), dtype=np.bool_)
    is_test[order[: round(HOLD_OUT * len(distinct))]] = True
    return is_test[text_of_row]
