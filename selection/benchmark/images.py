"""Images for a benchmark: class folders, or an .npz with x, y and test."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from tqdm import tqdm

from selection.arrays import Images
from selection.benchmark.data import DataError, Dataset, LabelledItems, dataset
from selection.strategy import IMAGE

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm"})
TRAIN_FOLDERS = ("train", "training")
TEST_FOLDERS = ("test", "val", "valid", "validation")


def load_npz(path: Path) -> Dataset:
    """x uint8[N, H, W] or [N, H, W, C], y[N] numbers or names, test bool[N] (optional)."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            images, names = archive["x"], archive["y"]
            is_test = archive["test"].astype(bool) if "test" in archive.files else None
    except KeyError as error:
        raise DataError(f"{path} needs the arrays x and y; one is missing: {error.args[0]}") from error
    except (ValueError, OSError, EOFError, BadZipFile) as error:
        raise DataError(f"{path} cannot be read as an .npz file: {error}") from error
    return dataset(IMAGE, _checked(images, names, is_test, path=path), _sortable(names), is_test=is_test)


def _checked(
    images: NDArray[np.uint8], names: NDArray[np.int64], is_test: NDArray[np.bool_] | None, *, path: Path
) -> Images:
    if images.dtype != np.uint8 or images.ndim not in (3, 4):
        raise DataError(
            f"x in {path} must be uint8[N, H, W] or [N, H, W, C]; it is {images.dtype}{list(images.shape)}."
        )
    lengths = {len(images), len(names), len(images if is_test is None else is_test)}
    if names.ndim != 1 or len(lengths) > 1:
        raise DataError(f"x, y and test in {path} must have one entry per image.")
    return images if images.ndim == 4 else images[..., None]


def _sortable(names: NDArray[np.int64]) -> list[str]:
    """Numbers padded, so that their order as names is their order as numbers."""
    width = max((len(str(name)) for name in names.tolist()), default=1)
    is_number = np.issubdtype(names.dtype, np.integer)
    return [str(name).rjust(width) if is_number else str(name) for name in names.tolist()]


def load_folder(path: Path, *, side: int) -> Dataset:
    """Class folders, or train/ and test/ with class folders; each image as `side` x `side` RGB.

    Images that cannot be decoded are left out, and how many is said on stderr.
    """
    train, test = _child(path, TRAIN_FOLDERS), _child(path, TEST_FOLDERS)
    if (train is None) != (test is None):
        raise DataError(f"{path} has a {(train or test or path).name} folder but not its counterpart.")
    named = named_files(train or path)
    n_train = len(named)
    named += named_files(test) if test else []
    images, kept = _decoded([file for file, _ in named], side=side)
    is_test = (np.arange(len(named)) >= n_train)[kept] if test else None
    return dataset(IMAGE, images, [named[pos][1] for pos in kept], is_test=is_test)


def _child(path: Path, names: tuple[str, ...]) -> Path | None:
    return next((path / name for name in names if (path / name).is_dir()), None)


def named_files(folder: Path) -> list[tuple[Path, str]]:
    """Every image with the name of the class folder that it lies in, by name. Raises DataError where there is none."""
    named = [
        (file, group.name)
        for group in sorted(folder.iterdir())
        if group.is_dir()
        for file in sorted(group.rglob("*"))
        if file.suffix.lower() in SUFFIXES
    ]
    if not named:
        raise DataError(f"{folder} has no class folders with images.")
    return named


def _decoded(files: list[Path], *, side: int) -> tuple[Images, list[int]]:
    """uint8[K, side, side, 3] and the offsets of the K files that could be decoded."""
    images = np.zeros((len(files), side, side, 3), dtype=np.uint8)
    kept, broken = [], []
    for pos, file in enumerate(tqdm(files, desc="decoding", unit="image", file=sys.stderr, leave=False)):
        try:
            images[pos] = pixels(file, side=side)
            kept.append(pos)
        # Pillow raises nearly anything on a damaged file: OSError, SyntaxError, struct.error, bomb errors …
        except Exception as error:  # noqa: BLE001 no narrower class holds them
            broken.append(f"{file}: {error}")
    if broken:
        tqdm.write(f"Left out {len(broken)} images that cannot be decoded, first {broken[0]}", file=sys.stderr)
    return images[kept], kept


def at_side(data: Dataset, side: int) -> Dataset:
    """The data with images of `side` x `side` pixels; their views stay. Raises DataError on texts."""
    return replace(data, train=_at_side(data.train, side), test=_at_side(data.test, side))


def _at_side(part: LabelledItems, side: int) -> LabelledItems:
    if isinstance(part.items, list):
        raise DataError("Texts have no side.")
    return replace(part, items=np.stack([_scaled(image, side=side) for image in part.items]))


def _scaled(image: Images, *, side: int) -> Images:
    """uint8[H, W, C] to uint8[side, side, C]; one channel or three."""
    plain = image[..., 0] if image.shape[-1] == 1 else image
    scaled = np.asarray(Image.fromarray(plain).resize((side, side), Image.Resampling.BOX))
    return scaled.reshape(side, side, image.shape[-1])


def pixels_or_error(file: Path | BinaryIO, *, side: int, name: str) -> Images:
    """As `pixels`. Raises DataError, which says `name`."""
    try:
        return pixels(file, side=side)
    # Pillow raises nearly anything on a damaged file.
    except Exception as error:
        raise DataError(f"{name}: the image cannot be decoded: {error}") from error


def pixels(file: Path | BinaryIO, *, side: int) -> Images:
    """uint8[side, side, 3], upright; whatever Pillow raises where it cannot be decoded."""
    with Image.open(file) as image:
        image.draft("RGB", (2 * side, 2 * side))
        upright = ImageOps.exif_transpose(image).convert("RGB")
        return np.asarray(upright.resize((side, side), Image.Resampling.BOX, reducing_gap=2.0))
