"""One small file for each image, of the same name: webdataset's .cls, .txt and .json, YOLO's boxes."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from annotator.files.beside import json_shapes
from annotator.files.beside.lists import are_boxes
from annotator.files.beside.said import Said, labels_in, plain
from annotator.files.beside.sheets import CLASS_WORDS, LABEL_NAMES
from annotator.files.paths import suffix_of

SUFFIXES = frozenset({".cls", ".txt", ".json"})
Sidecars = dict[str, dict[str, str]]


def grouped(images: Sequence[str], others: Sequence[str]) -> Sidecars:
    """Image -> the files of its name beside it, by their ending."""
    # Of several images of one key, the one with the shortest name is what the others belong to.
    by_stem = {_stem(path): path for path in sorted(images, key=len, reverse=True)}
    found: Sidecars = {}
    for path in others:
        suffix = suffix_of(path)
        if suffix in SUFFIXES and (image := by_stem.get(_stem(path))):
            found.setdefault(image, {})[suffix] = path
    return found


def said(sidecars: Sidecars, read: Callable[[str], str]) -> Iterator[Said]:
    """What these files say, one image after the other. A text is a class where texts are short and come again."""
    texts: dict[str, str] = {}
    rows: dict[str, Said] = {}
    for image, files in sidecars.items():
        row = Said(image)
        if ".json" in files:
            row = _of_json(image, read(files[".json"]))
        if ".cls" in files and not row.labels:
            row = row._replace(labels=labels_in(read(files[".cls"])))
        if ".txt" in files:
            texts[image] = read(files[".txt"]).strip()
        rows[image] = row
    is_class = _are_classes(list(texts.values()))
    for image, row in rows.items():
        yield _with_text(row, texts.get(image, ""), is_class=is_class)


def _with_text(row: Said, text: str, *, is_class: bool) -> Said:
    if not text:
        return row
    if are_boxes(text):
        return row._replace(has_boxes=True)
    if is_class and not row.labels:
        return row._replace(labels=(text,))
    return row._replace(metadata={**row.metadata, "text": text})


def _are_classes(texts: Sequence[str]) -> bool:
    counted = Counter(text for text in texts if text)
    is_short = all(len(text.split()) <= CLASS_WORDS and "\n" not in text for text in counted)
    return bool(counted) and is_short and (len(counted) < 10 or len(counted) * 2 <= sum(counted.values()))


def _of_json(image: str, text: str) -> Said:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Said(image)
    if known := json_shapes.listing(image, value):
        return next(iter(known.rows), Said(image))._replace(name=image)
    if not isinstance(value, dict):
        return Said(image, labels=labels_in(value))
    name = next((name for name in LABEL_NAMES if labels_in(value.get(name))), "")
    return Said(image, labels=labels_in(value.get(name)), metadata=_others(value, name))


def _others(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: part for key, part in value.items() if key != name and plain(key) and part not in (None, "")}


def _stem(path: str) -> str:
    """webdataset's key: the folder and the name up to its first dot."""
    folder, slash, name = path.rpartition("/")
    return folder + slash + name.partition(".")[0]
