"""ImageNet (ILSVRC 2012): train/ and val/ with a folder per synset, scaled once into a memory-mapped file."""

import hashlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from selection.arrays import Images, Ints
from selection.benchmark.data import DataError, Dataset, split_dataset
from selection.benchmark.images import named_files, pixels_or_error
from selection.papers.adapters.places import Absent, first_of
from selection.strategy import IMAGE

CHUNK = 2048


@dataclass(frozen=True)
class ScaledFiles:
    """Where the images of one folder, scaled, are kept: the array, and while it grows, how many rows it has."""

    array: Path
    partial: Path
    done: Path


def load_imagenet(root: Path, *, side: int = 64, cache: Path | None = None) -> Dataset:
    """uint8[N, side, side, 3], memory-mapped from `cache` (else `root`/scaled); classes are the sorted synsets.

    The first load decodes every image, each squeezed to a square by a box filter as in downsampled ImageNet
    (Chrabaszcz et al. 2017); interrupted, it goes on where it was. Raises DataError that names a damaged image.
    """
    train = first_of(root, folders=("imagenet",), names=("train",))
    if not (train.parent / "val").is_dir():
        raise Absent(f"There is no val in {train.parent}")
    folder = cache or train.parent / "scaled"
    named = {name: named_files(train.parent / name) for name in ("train", "val")}
    classes = sorted({synset for _, synset in named["train"]})
    numbers = {synset: number for number, synset in enumerate(classes)}
    parts: list[tuple[Images, Ints]] = []
    for name, files in named.items():
        unknown = sorted({synset for _, synset in files} - set(classes))
        if unknown:
            raise DataError(f"{train.parent / name} has the class {unknown[0]}, which train does not have.")
        labels = np.array([numbers[synset] for _, synset in files], dtype=np.int64)
        parts.append((_images([file for file, _ in files], side=side, name=name, folder=folder), labels))
    return split_dataset(IMAGE, classes, train=parts[0], test=parts[1])


def _images(files: list[Path], *, side: int, name: str, folder: Path) -> Images:
    scaled = _scaled(files, side=side, name=name, folder=folder)
    if not scaled.array.exists():
        _build(files, side=side, scaled=scaled)
    images: Images = np.load(scaled.array, mmap_mode="r", allow_pickle=False)
    return images


def _scaled(files: list[Path], *, side: int, name: str, folder: Path) -> ScaledFiles:
    """Named after the very list of files: a folder that grew is scaled anew."""
    digest = hashlib.sha256("\0".join(f"{file.parent.name}/{file.name}" for file in files).encode()).hexdigest()
    stem = f"{name}-{side}-{digest[:12]}"
    return ScaledFiles(*(folder / f"{stem}.{suffix}" for suffix in ("npy", "partial", "done")))


def _build(files: list[Path], *, side: int, scaled: ScaledFiles) -> None:
    """Chunk by chunk; `done` is written after the chunk is on disk, so that it never promises what is not there."""
    start = _start(scaled)
    shape = (len(files), side, side, 3)
    try:
        scaled.array.parent.mkdir(parents=True, exist_ok=True)
        if not start:
            scaled.done.unlink(missing_ok=True)
        images = np.lib.format.open_memmap(scaled.partial, "r+" if start else "w+", np.uint8, shape)
    except (OSError, ValueError) as error:
        raise DataError(f"{scaled.array.parent} cannot hold the scaled images ({error}); name a cache.") from error
    with (
        ThreadPoolExecutor(os.cpu_count()) as pool,
        tqdm(total=len(files), initial=start, desc="scaling", unit="image", file=sys.stderr, leave=False) as progress,
    ):
        for at in range(start, len(files), CHUNK):
            chunk = files[at : at + CHUNK]
            images[at : at + len(chunk)] = list(
                pool.map(lambda file: pixels_or_error(file, side=side, name=str(file)), chunk)
            )
            images.flush()
            scaled.done.write_text(str(at + len(chunk)))
            progress.update(len(chunk))
    scaled.partial.replace(scaled.array)
    scaled.done.unlink()


def _start(scaled: ScaledFiles) -> int:
    try:
        return int(scaled.done.read_text()) if scaled.partial.exists() else 0
    except (FileNotFoundError, ValueError):
        return 0
