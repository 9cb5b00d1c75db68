"""Quick Draw: doodles of 28 x 28 pixels, ink bright on 0; a .npy per class as distributed, or one .npz."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from selection.arrays import Images, Ints
from selection.benchmark.data import HOLD_OUT, HOLD_OUT_SEED, DataError, Dataset, split_dataset
from selection.benchmark.images import load_npz
from selection.papers.adapters.places import Absent, first_of
from selection.strategy import IMAGE

SIDE = 28
PREFIX = "full_numpy_bitmap_"
# The doodle study's 500,000 images of 30 classes.
PER_CLASS = 16_667


def load_quickdraw(root: Path, *, per_class: int = PER_CLASS, classes: Sequence[str] = ()) -> Dataset:
    """At most `per_class` doodles of each class, 0 is all; `classes` () is every file, by name.

    The set has no test items. Of each class doodles are drawn with a fixed seed, and a fifth of them is held out.
    Files are memory-mapped: only what is drawn is read.
    """
    folder = _folder(root)
    files = {file.stem.removeprefix(PREFIX): file for file in sorted(folder.glob("*.npy"))}
    for name in classes:
        if name not in files:
            raise Absent(f"There is no {name}.npy in {folder}")
    names = list(classes) or sorted(files)
    parts = [_drawn(files[name], per_class=per_class, name=name) for name in names]
    train, test = (_joined([part[side] for part in parts]) for side in (0, 1))
    return split_dataset(IMAGE, names, train=train, test=test)


def _folder(root: Path) -> Path:
    root = root.parent if root.is_file() else root
    for folder in (root / "quickdraw", root):
        if any(folder.glob("*.npy")):
            return folder
    raise Absent(f"There is no .npy file of doodles in {root}")


def _drawn(file: Path, *, per_class: int, name: str) -> tuple[Images, Images]:
    """The train and the test doodles of one class; its name is in the seed, so that other classes do not matter."""
    doodles = _mapped(file)
    rng = np.random.default_rng([HOLD_OUT_SEED, *name.encode()])
    rows = rng.permutation(len(doodles))[: per_class or None]
    n_test = max(1, round(HOLD_OUT * len(rows)))
    test, train = np.sort(rows[:n_test]), np.sort(rows[n_test:])
    return doodles[train].reshape(-1, SIDE, SIDE, 1), doodles[test].reshape(-1, SIDE, SIDE, 1)


def _mapped(file: Path) -> Images:
    try:
        doodles: Images = np.load(file, mmap_mode="r", allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise DataError(f"{file} cannot be read as an .npy file: {error}") from error
    if doodles.dtype != np.uint8 or doodles.ndim != 2 or doodles.shape[1] != SIDE * SIDE or len(doodles) < 2:
        raise DataError(f"{file} must be uint8[N, {SIDE * SIDE}]; it is {doodles.dtype}{list(doodles.shape)}.")
    return doodles


def _joined(groups: list[Images]) -> tuple[Images, Ints]:
    labels = np.repeat(np.arange(len(groups), dtype=np.int64), [len(group) for group in groups])
    return np.concatenate(groups), labels


def load_quickdraw15(root: Path) -> Dataset:
    """One .npz: x uint8[N, 28, 28], y[N] numbers of `classes`, test bool[N]."""
    path = first_of(root, folders=("quickdraw15",), names=("quickdraw15.npz",))
    data = load_npz(path)
    names = _class_names(path)
    if len(names) != len(data.classes):
        raise DataError(f"{path} names {len(names)} classes and has doodles of {len(data.classes)}.")
    return replace(data, classes=tuple(names.tolist()))


def _class_names(path: Path) -> NDArray[np.str_]:
    try:
        with np.load(path, allow_pickle=False) as archive:
            return np.asarray(archive["classes"], dtype=str)
    except (KeyError, ValueError, OSError, EOFError, BadZipFile) as error:
        raise DataError(f"{path} has no names of classes: {error}") from error
