"""Images in train and test folders of class folders, within a folder or an archive."""

import io
import sys
from pathlib import Path, PurePosixPath

import numpy as np
from tqdm import tqdm

from selection.arrays import Images, Ints
from selection.benchmark.data import Dataset, split_dataset
from selection.benchmark.images import SUFFIXES, TEST_FOLDERS, TRAIN_FOLDERS, pixels_or_error
from selection.papers.adapters.places import Absent, contents, first_of
from selection.strategy import IMAGE


def load_clothing10(root: Path, *, side: int = 64) -> Dataset:
    """Photographs of clothes: a .zip or folder of train/ and test/ with class folders."""
    place = first_of(root, folders=("clothing10",), names=("clothing10.zip", "train"))
    path = place.parent if place.name == "train" else place
    return from_files(list(contents(path, wanted=is_split_image)), side=side, path=path)


def is_split_image(name: str) -> bool:
    """Whether it is named …/train/CLASS/FILE or …/test/CLASS/FILE. Validation images count as neither."""
    parts = PurePosixPath(name).parts
    is_image = PurePosixPath(name).suffix.lower() in SUFFIXES
    return is_image and len(parts) >= 3 and parts[-3] in (TRAIN_FOLDERS[0], TEST_FOLDERS[0])


def from_files(files: list[tuple[str, bytes]], *, side: int, path: Path) -> Dataset:
    """From names and bytes; each image as `side` x `side` RGB, classes and images in the order of their names.

    Raises Absent where there is no image, and DataError that names an image which cannot be decoded.
    """
    if not files:
        raise Absent(f"There are no train and test folders of class folders with images in {path}")
    classes = sorted({PurePosixPath(name).parts[-2] for name, _ in files})
    train, test = (
        _part(sorted(file for file in files if _split_of(file[0]) == split), classes, side=side, path=path)
        for split in (TRAIN_FOLDERS[0], TEST_FOLDERS[0])
    )
    return split_dataset(IMAGE, classes, train=train, test=test)


def _split_of(name: str) -> str:
    return PurePosixPath(name).parts[-3]


def _part(files: list[tuple[str, bytes]], classes: list[str], *, side: int, path: Path) -> tuple[Images, Ints]:
    images = np.zeros((len(files), side, side, 3), dtype=np.uint8)
    for pos, (name, content) in enumerate(tqdm(files, desc="decoding", unit="image", file=sys.stderr, leave=False)):
        images[pos] = pixels_or_error(io.BytesIO(content), side=side, name=f"{path}, {name}")
    numbers = {name: number for number, name in enumerate(classes)}
    labels = [numbers[PurePosixPath(name).parts[-2]] for name, _ in files]
    return images, np.array(labels, dtype=np.int64)
