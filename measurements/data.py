"""Input for the measurements: texts and images that are drawn from a seed, the same on every machine."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

CLASSES = ("good", "bad")
WORDS_PER_TEXT = 20
TEXTS_AT_ONCE = 100_000
SIDE = 32


def write_texts(path: Path, *, count: int, with_labels: bool, seed: int = 0) -> int:
    """A CSV of distinct texts of about 120 characters; the bytes written. Class words tell the label apart."""
    rng = np.random.default_rng(seed)
    words = np.array(["".join(rng.choice(list("abcdefghijklmnoprstu"), size=rng.integers(2, 9))) for _ in range(5000)])
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"] if with_labels else ["text"])
        for first in range(0, count, TEXTS_AT_ONCE):
            drawn = _drawn(words, min(TEXTS_AT_ONCE, count - first), rng)
            for n, (text, label) in enumerate(drawn, start=first):
                writer.writerow([f"{text} {n}.", label] if with_labels else [f"{text} {n}."])
    return path.stat().st_size


def _drawn(words: NDArray[np.str_], count: int, rng: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Texts with their classes. A skewed vocabulary, as in natural language; 200 words are used by one class only."""
    numbers = np.minimum((rng.pareto(0.8, size=(count, WORDS_PER_TEXT)) * 20).astype(int), 4999)
    classes = rng.integers(0, len(CLASSES), size=count)
    numbers[:, 0] = classes * 200 + rng.integers(0, 200, size=count)
    for row, label in zip(words[numbers], classes, strict=True):
        yield " ".join(row), CLASSES[label]


def write_digits(folder: Path, *, count: int, seed: int = 0) -> None:
    """scikit-learn's digits at 32 x 32, shifted, of changing contrast and with noise: `count` PNGs in class folders."""
    from sklearn.datasets import load_digits

    rng, digits = np.random.default_rng(seed), load_digits()
    for label in range(10):
        (folder / str(label)).mkdir(parents=True)
    for n in range(count):
        source = n % len(digits.target)
        image = _changed(digits.images[source], rng)
        Image.fromarray(image).save(folder / str(digits.target[source]) / f"digit-{n:05d}.png", compress_level=1)


def _changed(digit: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.uint8]:
    large = np.kron(digit / 16, np.ones((3, 3)))
    canvas = np.zeros((SIDE, SIDE))
    top, left = rng.integers(0, SIDE - large.shape[0] + 1, size=2)
    canvas[top : top + large.shape[0], left : left + large.shape[1]] = large
    dark = canvas * rng.uniform(0.5, 1.0) + rng.normal(0, 0.08, size=canvas.shape)
    return (255 * (1 - np.clip(dark, 0, 1))).astype(np.uint8)
