"""CIFAR-10 and CIFAR-100 (Krizhevsky 2009): the Python version as distributed, or class folders of images."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from selection.arrays import Images, Ints
from selection.benchmark.data import DataError, Dataset, split_dataset
from selection.papers.adapters.class_folders import from_files, is_split_image
from selection.papers.adapters.pickles import unpickled
from selection.papers.adapters.places import Absent, contents, first_of
from selection.strategy import IMAGE

SIDE = 32
CIFAR10_TRAIN, CIFAR10_TEST, CIFAR10_META = [f"data_batch_{n}" for n in range(1, 6)], "test_batch", "batches.meta"


def load_cifar10(root: Path) -> Dataset:
    """uint8[50000, 32, 32, 3] and uint8[10000, 32, 32, 3] in the original order; class folders by name."""
    path = first_of(
        root,
        folders=("cifar10",),
        names=("cifar-10-python.tar.gz", "cifar-10-batches-py", "cifar10.tar.gz", CIFAR10_TEST, "train"),
    )
    batches, files = _read(path, names=(*CIFAR10_TRAIN, CIFAR10_TEST, CIFAR10_META))
    if not batches:
        return from_files(files, side=SIDE, path=path)
    classes = _names(_batch(batches, CIFAR10_META, path=path), "label_names", path=path)
    parts = [_part(_batch(batches, name, path=path), "labels", where=f"{path}, {name}") for name in CIFAR10_TRAIN]
    train = np.concatenate([images for images, _ in parts]), np.concatenate([labels for _, labels in parts])
    test = _part(_batch(batches, CIFAR10_TEST, path=path), "labels", where=f"{path}, {CIFAR10_TEST}")
    return split_dataset(IMAGE, classes, train=train, test=test)


def load_cifar100(root: Path, *, labels: str = "fine") -> Dataset:
    """As CIFAR-10; `labels` "fine" gives the 100 classes, "coarse" the 20 groups of them (not in class folders)."""
    if labels not in ("fine", "coarse"):
        raise DataError(f"The labels of cifar100 are fine or coarse, not {labels!r}.")
    path = first_of(
        root,
        folders=("cifar100",),
        names=("cifar-100-python.tar.gz", "cifar-100-python", "cifar100.tar.gz", "train"),
    )
    batches, files = _read(path, names=("train", "test", "meta"))
    if not batches:
        return from_files(files, side=SIDE, path=path)
    classes = _names(_batch(batches, "meta", path=path), f"{labels}_label_names", path=path)
    train, test = (
        _part(_batch(batches, name, path=path), f"{labels}_labels", where=f"{path}, {name}")
        for name in ("train", "test")
    )
    return split_dataset(IMAGE, classes, train=train, test=test)


def _read(path: Path, *, names: Sequence[str]) -> tuple[dict[str, dict[str, Any]], list[tuple[str, bytes]]]:
    """The batches by their names, and the images of class folders; one of the two is empty in a data set."""
    folder = path.parent if path.name in (*names, "train") and path.parent.is_dir() else path
    batches, files = {}, []
    for name, content in contents(folder, wanted=lambda name: _base(name) in names or is_split_image(name)):
        if _base(name) in names:
            batches[_base(name)] = unpickled(content, name=f"{path}, {name}")
        else:
            files.append((name, content))
    return batches, files


def _base(name: str) -> str:
    return PurePosixPath(name).name


def _batch(batches: dict[str, dict[str, Any]], name: str, *, path: Path) -> dict[str, Any]:
    if name not in batches:
        raise Absent(f"There is no {name} in {path}")
    return batches[name]


def _names(meta: dict[str, Any], key: str, *, path: Path) -> list[str]:
    names = meta.get(key)
    if not isinstance(names, list) or not names:
        raise DataError(f"{path} has no {key} in its meta file.")
    return [name.decode() if isinstance(name, bytes) else str(name) for name in names]


def _part(batch: dict[str, Any], key: str, *, where: str) -> tuple[Images, Ints]:
    """A row of 3,072 bytes is the red, the green and the blue plane, each row by row."""
    planes, labels = batch.get("data"), batch.get(key)
    if not isinstance(planes, np.ndarray) or planes.dtype != np.uint8 or planes.shape[1:] != (3 * SIDE * SIDE,):
        raise DataError(f"{where}: data is not uint8[N, {3 * SIDE * SIDE}].")
    if not isinstance(labels, list) or len(labels) != len(planes):
        raise DataError(f"{where}: {key} is not one number for each of {len(planes)} images.")
    if not all(isinstance(label, int) for label in labels):
        raise DataError(f"{where}: {key} holds something that is no number.")
    images = planes.reshape(-1, 3, SIDE, SIDE).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(images), np.array(labels, dtype=np.int64)
