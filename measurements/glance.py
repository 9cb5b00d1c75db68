"""The few figures that a reader asks for first, by the names under which they were measured."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from measurements.figures import Figure

PART = "· "
# What a figure says of itself, and its parts do not share.
WHOLE = re.compile(": (p50|in all)$")
# Figure, and the part of it where one is meant -> what it is called where nothing stands around it.
GLANCE: Mapping[tuple[str, str], str] = {
    ("one answer per POST, 32 clients", ""): "one answer per POST, 32 people",
    ("one answer per POST, 32 clients", "p95 of the POST"): "one answer per POST, 32 people: p95",
    ("one answer per POST, 32 clients, during rounds", ""): "one answer per POST, 32 people, while a worker trains",
    ("decks of 20, 32 clients", ""): "decks of 20, 32 people",
    ("decks of 20, 32 clients, 1,000 labels/s", "p95 of the POST"): "decks of 20 at 1,000 labels/s: p95",
    (
        "decks of 20, 32 clients, 1,000 labels/s, during rounds",
        "p95 of the POST",
    ): "decks of 20 at 1,000 labels/s, while a worker trains: p95",
    ("items labelled beyond their overlap", ""): "items labelled beyond their overlap",
    ("import of 100,000 texts, the service", ""): "import of 100,000 texts",
    ("import of 100,000 texts, upload and job", ""): "import of 100,000 texts, from upload to done",
    ("export of 10,000 annotations as CSV, the service", ""): "export of 10,000 answers as CSV",
    ("export of 10,000 annotations as CSV, over HTTP", ""): "export of 10,000 answers as CSV, over HTTP",
    ("key to next item, images: p50", ""): "key press to next image: p50",
    ("key to next item, images: p50", "p95"): "key press to next image: p95",
    ("key to next item, images: p50", "on screen in the very next frame"): "next image there in the very next frame",
    ("labelling page, cold, without media", ""): "labelling page, cold, compressed",
    ("memory, after rounds on images", ""): "memory of all processes, after rounds",
    ("memory, most during rounds", ""): "memory of all processes, at most",
    ("update, clactive, 10,000 labels before", "update, 20 times the labels"): "a round's update, labels grown 20-fold",
    (
        "rest of a round, pool of 10,000,000",
        "rest of a round per million rows",
    ): "a round besides the model, per million rows",
    ("k-centers, 1,000 of 20,000, 1,000 labelled", ""): "k-centers, 1,000 of 20,000",
    ("entropy of 100,000 x 10, float32 logits", ""): "entropy of 100,000 × 10",
    ("ResNet-20 training: times the plain loop", ""): "ResNet-20 training, times a plain float32 loop",
    ("ResNet-20 inference: times the plain loop", ""): "ResNet-20 inference, times a plain float32 loop",
}


def at_a_glance(figures: Sequence[Figure]) -> list[Figure]:
    """Raises KeyError where one of them was not measured: a figure that is renamed is renamed here as well."""
    by_name = dict(zip(_names(figures), figures, strict=True))
    return [replace(by_name[key], name=label) for key, label in GLANCE.items()]


def in_full(figures: Sequence[Figure]) -> list[Figure]:
    """The same figures under names that stand alone: a part after what it is of, less what is said of that alone."""
    return [
        replace(figure, name=f"{WHOLE.sub('', whole)}: {part}" if part else whole)
        for (whole, part), figure in zip(_names(figures), figures, strict=True)
    ]


def beyond_target(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are worse than their target, under names that stand alone."""
    targeted = [(figure, figure.ratio(figure.target)) for figure in in_full(figures) if figure.target is not None]
    return [figure for figure, ratio in targeted if ratio is not None and ratio < 1]


def _names(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    """Figure and part: one whose name begins with a dot is a part of the one above it."""
    whole = ""
    for figure in figures:
        part = figure.name.removeprefix(PART) if figure.name.startswith(PART) else ""
        whole = whole if part else figure.name
        yield whole, part
