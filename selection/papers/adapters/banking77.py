"""BANKING77 (Casanueva et al. 2020): what customers ask a bank, 77 intents."""

from pathlib import Path

from selection.benchmark.data import Dataset
from selection.benchmark.texts import load_texts
from selection.papers.adapters.places import first_of


def load_banking77(root: Path) -> Dataset:
    """10,003 and 3,080 questions: train.csv and test.csv as distributed, or one file with a split column."""
    names = ("banking77.csv.gz", "banking77.csv", "train.csv")
    path = first_of(root, folders=("banking77", "banking_data"), names=names)
    if path.name != "train.csv":
        return load_texts(path, test=None, text_column="text", label_column="label")
    test = first_of(path.parent, folders=(), names=("test.csv",))
    return load_texts(path, test=test, text_column="text", label_column="category")
