"""The data: answers of crowds whose truth is known, and labels of which some are wrong beside what a model says.

Nothing of it is in the repository: `--data` names a folder that holds `annotations/`, `banking77/` and so on, each as
`selection.papers` reads it; `annotations/` has CSV files, `*_answers.csv.gz` (item, worker, label) and their truth.
"""

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from annotator.statistics.answers import Answers, Floats, Ints
from annotator.statistics.label_radar import Bools
from selection import features_of, left_out_probabilities
from selection.arrays import Floats32
from selection.papers.adapters import load_named

# Items of the large sets, the first ones.
MOST = 10_000
PLANTED = 0.1
SEEDS = (0, 1, 2)
CIFAR10 = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
# What the model that looks for errors sees of each data set.
REPRESENTATIONS = {
    "banking77": "sentences",
    "amazon_multidomain": "tokens",
    "clothing10": "photos",
    "fashion_mnist": "shapes",
}

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Crowd:
    """Answers, and the true label of each item. model_NK: class probabilities by models that did not learn the item."""

    name: str
    answers: Answers
    truth_N: Ints
    model_NK: Floats | None = None


@dataclass(frozen=True)
class Labelled:
    """Given labels, class probabilities by models that did not learn an item's own, and which labels are wrong."""

    name: str
    labels_N: Ints
    probs_NK: Floats
    is_wrong_N: Bools


def crowds(root: Path) -> Iterator[Crowd]:
    """Dogs and products with the people who answered; CIFAR-10N, of whose three columns nobody knows whose they are."""
    folder = root / "annotations"
    for name, truths in (("dog", "crowd_dog_truth.csv.gz"), ("product", "crowd_product_items.csv.gz")):
        yield _crowd(name, _rows(folder / f"crowd_{name}_answers.csv.gz"), _rows(folder / truths))
    people = _people(root)
    yield _columns("cifar10n", people)
    first = people[:MOST]
    model_NK = _left_out(_pictures(root), _column(first, "random_label1"), n_classes=len(CIFAR10))
    yield replace(_columns(f"cifar10n, {MOST:,} items and a model", first), model_NK=model_NK)


def labelled(root: Path) -> Iterator[Labelled]:
    """A tenth of the labels planted wrong, by each seed; CIFAR-10N's first column, with people's own errors; and drawn
    probabilities of many items, for the time that they take.
    """
    for name, features_ND, truth_N in _contents(root):
        n_classes = int(truth_N.max()) + 1
        for seed in SEEDS:
            labels_N = planted(truth_N, n_classes=n_classes, seed=seed)
            probs_NK = _left_out(features_ND, labels_N, n_classes=n_classes)
            yield Labelled(f"{name}, seed {seed}", labels_N, probs_NK, labels_N != truth_N)
    first = _people(root)[:MOST]
    labels_N, truth_N = _column(first, "random_label1"), _column(first, "clean_label")
    probs_NK = _left_out(_pictures(root), labels_N, n_classes=len(CIFAR10))
    yield Labelled("cifar10n, people's own errors", labels_N, probs_NK, labels_N != truth_N)
    yield _drawn()


def planted(truth_N: Ints, *, n_classes: int, seed: int) -> Ints:
    """A tenth of the labels are another one, each equally likely."""
    rng = np.random.default_rng(seed)
    is_wrong_N = rng.random(len(truth_N)) < PLANTED
    other_N = (truth_N + rng.integers(1, n_classes, size=len(truth_N))) % n_classes
    return np.where(is_wrong_N, other_N, truth_N)


def _drawn(*, n: int = 100_000, k: int = 10) -> Labelled:
    """No data: many items, for the time that it takes."""
    rng = np.random.default_rng(0)
    truth_N = rng.integers(k, size=n)
    logits_NK = rng.normal(size=(n, k)) + 3 * np.eye(k)[truth_N]
    probs_NK = np.exp(logits_NK) / np.exp(logits_NK).sum(axis=1, keepdims=True)
    labels_N = planted(truth_N, n_classes=k, seed=0)
    return Labelled(f"drawn, {n:,} items", labels_N, probs_NK, labels_N != truth_N)


def _contents(root: Path) -> Iterator[tuple[str, Floats32, Ints]]:
    for name, representation in REPRESENTATIONS.items():
        train = load_named(name, root).train
        yield name, features_of(representation, list(train.items[:MOST])), train.labels[:MOST]


@cache
def _pictures(root: Path) -> Floats32:
    """Features of CIFAR-10's first pictures in their original order, which class folders do not keep."""
    files = sorted((row["path"], int(row["orig_index"])) for row in _rows(root / "cifar10" / "labels.csv.gz"))
    places = [place for path, place in files if "train/" in path]
    at = np.array([places.index(place) for place in range(MOST)])
    return features_of("shapes", list(load_named("cifar10", root).train.take(at).items))


def _left_out(features_ND: Floats32, labels_N: Ints, *, n_classes: int) -> Floats:
    rng = np.random.default_rng(0)
    return left_out_probabilities(features_ND, labels_N, n_classes=n_classes, rng=rng).astype(np.float64)


def _crowd(name: str, said: Rows, truths: Rows) -> Crowd:
    truth = {row["item"]: row["truth"] for row in truths}
    items = _positions(truth)
    people, labels = _positions({row["worker"] for row in said}), _positions(truth.values())
    answers = Answers.of(
        [items[row["item"]] for row in said],
        [people[row["worker"]] for row in said],
        [labels[row["label"]] for row in said],
        sizes=(len(people), len(labels)),
        times=np.ones(len(items), dtype=int),
    )
    return Crowd(name, answers, np.array([labels[truth[item]] for item in items]))


def _columns(name: str, rows: Rows) -> Crowd:
    """Each column as if it were a person's."""
    labels_NP = np.stack([_column(rows, f"random_label{n}") for n in (1, 2, 3)], axis=1)
    items, people = np.indices(labels_NP.shape)
    answers = Answers.of(
        items.ravel(), people.ravel(), labels_NP.ravel(), sizes=(3, len(CIFAR10)), times=np.ones(len(rows), dtype=int)
    )
    return Crowd(name, answers, _column(rows, "clean_label"))


def _people(root: Path) -> Rows:
    rows = _rows(root / "annotations" / "cifar10n_labels.csv.gz")
    return sorted(rows, key=lambda row: int(row["orig_index"]))


def _positions(names: Iterable[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(sorted(set(names)))}


def _column(rows: Rows, name: str) -> Ints:
    return np.array([CIFAR10.index(row[name]) for row in rows])


def _rows(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
