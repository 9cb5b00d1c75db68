"""IMDB, the Large Movie Review Dataset (Maas et al. 2011): its folders, its archive, or two csv files."""

import re
from pathlib import Path

import numpy as np

from selection.arrays import Ints
from selection.benchmark.data import DataError, Dataset, split_dataset
from selection.benchmark.texts import load_texts
from selection.papers.adapters.places import Absent, contents, first_of
from selection.strategy import TEXT

CLASSES = ("neg", "pos")
REVIEW = re.compile(r"(?:^|/)(train|test)/(neg|pos)/(\d+)_\d+\.txt$")

# (class, number) → text, so that the order is the same whatever it was read from.
Reviews = dict[tuple[int, int], str]


def load_imdb(root: Path) -> Dataset:
    """25,000 and 25,000 reviews, by class and number as the files are named; a csv in its own order.

    The 50,000 texts without a label are not read. Raises DataError that names a damaged file, or a row.
    """
    root = root.parent if root.is_file() and ".csv" in root.suffixes else root
    path = first_of(
        root, folders=("imdb",), names=("aclImdb_v1.tar.gz", "aclImdb", "train.csv.gz", "train.csv", "train")
    )
    if path.name.startswith("train.csv"):
        test = first_of(path.parent, folders=(), names=("test.csv.gz", "test.csv"))
        return load_texts(path, test=test, text_column="text", label_column="label")
    return _from_files(path.parent if path.name == "train" else path)


def _from_files(path: Path) -> Dataset:
    reviews: dict[str, Reviews] = {"train": {}, "test": {}}
    for name, content in contents(path, wanted=lambda name: REVIEW.search(name) is not None):
        match = REVIEW.search(name)
        assert match
        split, group, number = match.groups()
        reviews[split][CLASSES.index(group), int(number)] = _decoded(content, name=f"{path}, {name}")
    for split, texts in reviews.items():
        if not texts:
            raise Absent(f"There is no {split} folder of neg and pos reviews in {path}")
    return split_dataset(TEXT, CLASSES, train=_part(reviews["train"]), test=_part(reviews["test"]))


def _decoded(content: bytes, *, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: not a text in UTF-8: {error}") from error


def _part(reviews: Reviews) -> tuple[list[str], Ints]:
    keys = sorted(reviews)
    return [reviews[key] for key in keys], np.array([group for group, _ in keys], dtype=np.int64)
