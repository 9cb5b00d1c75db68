"""MNIST and Fashion-MNIST: four idx files, gzipped or not.

Read here rather than by torchvision.datasets: that wants its own folder names and does not say which file is damaged,
and the format is a magic number, the lengths of the axes, and bytes.
"""

import gzip
import zlib
from pathlib import Path

import numpy as np

from selection.arrays import Images, Ints
from selection.benchmark.data import DataError, Dataset, split_dataset
from selection.papers.adapters.places import first_of
from selection.strategy import IMAGE

DIGITS = tuple("0123456789")
CLOTHES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
UNSIGNED_BYTE = 8


def load_mnist(root: Path) -> Dataset:
    """uint8[60000, 28, 28, 1] and uint8[10000, 28, 28, 1], ink bright on 0, in the original order."""
    return _load(root, folders=("mnist", "MNIST/raw"), classes=DIGITS)


def load_fashion_mnist(root: Path) -> Dataset:
    """As MNIST. Its files have the same names, so files that lie in `root` itself are taken at their word."""
    return _load(root, folders=("fashion_mnist", "FashionMNIST/raw"), classes=CLOTHES)


def _load(root: Path, *, folders: tuple[str, ...], classes: tuple[str, ...]) -> Dataset:
    root = root.parent if root.is_file() else root
    train, test = (_part(root, prefix, folders=folders, n_classes=len(classes)) for prefix in ("train", "t10k"))
    return split_dataset(IMAGE, classes, train=train, test=test)


def _part(root: Path, prefix: str, *, folders: tuple[str, ...], n_classes: int) -> tuple[Images, Ints]:
    # The images' folder also holds the labels: never images of one set with labels of another.
    images_file = first_of(root, folders=folders, names=_file_names(f"{prefix}-images", n_axes=3))
    labels_file = first_of(images_file.parent, folders=(), names=_file_names(f"{prefix}-labels", n_axes=1))
    images, labels = read_idx(images_file, n_axes=3), read_idx(labels_file, n_axes=1)
    if len(images) != len(labels):
        raise DataError(f"{labels_file} has {len(labels)} labels for {len(images)} images.")
    wrong = np.flatnonzero(labels >= n_classes)
    if len(wrong):
        raise DataError(f"{labels_file}, row {wrong[0] + 1}: {labels[wrong[0]]} is no class.")
    return images[..., None], labels.astype(np.int64)


def _file_names(stem: str, *, n_axes: int) -> tuple[str, ...]:
    name = f"{stem}-idx{n_axes}-ubyte"
    return f"{name}.gz", name, f"{stem}.idx{n_axes}-ubyte"


def read_idx(path: Path, *, n_axes: int) -> Images:
    """uint8 with `n_axes` axes. Raises DataError that names the file where it is cut, damaged or another format.

    Format: 0, 0, 8 for unsigned bytes, the number of axes; the length of each as 4 bytes, big end first; the bytes.
    """
    content = _unpacked(path)
    start = 4 * (1 + n_axes)
    if content[:4] != bytes([0, 0, UNSIGNED_BYTE, n_axes]) or len(content) < start:
        raise DataError(f"{path} is no idx file of bytes with {n_axes} axes.")
    shape = [int.from_bytes(content[at : at + 4], "big") for at in range(4, start, 4)]
    size = int(np.prod(shape, dtype=object))
    if len(content) - start != size:
        raise DataError(f"{path} promises {size} bytes in {shape[0]} rows and has {len(content) - start}.")
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)


def _unpacked(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}") from error
