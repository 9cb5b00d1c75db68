"""Lists of images in plain text: a path a line, with or without a class, a number or a code before or behind it."""

import re
from collections.abc import Iterator
from typing import Any

from annotator.files.beside.matching import Images
from annotator.files.beside.said import Listing, Said
from annotator.files.beside.sheets import Sheet
from annotator.files.pictures.decoding import EXTENSIONS

SAMPLED_LINES = 500
NAMED_FROM = 0.5
FILE, BOX = "file", "box"
_ENDING = "|".join(sorted((re.escape(suffix) for suffix in EXTENSIONS), key=len, reverse=True))
_WITH_ENDING = re.compile(rf"(?P<file>\S.*?(?:{_ENDING}))(?=$|[\s,;\"'])", re.I)
_APART = re.compile(r"[\t,; ]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CLASS_LIST = re.compile(r"(.+)_(train|val|trainval|test)\.txt", re.I)
_BOX_LINE = re.compile(r"\d+(\s+-?\d+(\.\d+)?(e-?\d+)?){4,}\s*", re.I)


def are_boxes(text: str) -> bool:
    """Lines of a class number and at least four coordinates, as YOLO writes them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return bool(lines) and all(map(_BOX_LINE.fullmatch, lines))


def of_one_class(sheet: Sheet) -> Listing | None:
    """Lists of Pascal VOC, one for each class: 1 behind an image that shows it, -1 or 0 behind others."""
    match = _CLASS_LIST.fullmatch(sheet.file.rsplit("/", 1)[-1])
    rows = list(sheet.rows()) if match and len(sheet.columns) == 2 else []
    if not match or not rows or not {row.get(sheet.columns[1]) for _, row in rows} <= {"1", "-1", "0"}:
        return None
    said = (Said(row[FILE], line, (match[1],) if row.get(sheet.columns[1]) == "1" else ()) for line, row in rows)
    return Listing(sheet.file, list(said))


def sheet(file: str, text: str, images: Images) -> Sheet | None:
    """The lines as a table, if most of them name an image."""
    lines = [line.strip() for line in text.splitlines()]
    given = [line for line in lines if line and not line.startswith("#")][:SAMPLED_LINES]
    cells = [_cells(line, file, images) for line in given]
    if not given or sum(one is not None for one in cells) < NAMED_FROM * len(given):
        return None
    columns = tuple(dict.fromkeys(name for one in cells if one for name in one))

    def rows() -> Iterator[tuple[int | None, dict[str, Any]]]:
        for number, line in enumerate(lines, start=1):
            if line and not line.startswith("#") and (one := _cells(line, file, images)):
                yield number, one

    return Sheet(file, columns, rows)


def _cells(line: str, near: str, images: Images) -> dict[str, Any] | None:
    """The cells of a line: its file, and the others by their place before or behind it."""
    if found := _with_ending(line, near, images):
        before, name, after = found
    else:
        parts = _APART.split(line)
        at = next((at for at, part in enumerate(parts) if images.find(part, near=near) is not None), None)
        if at is None:
            return None
        before, name, after = parts[:at], parts[at], parts[at + 1 :]
    cells: dict[str, Any] = {f"column {number}": cell.strip("\"'") for number, cell in enumerate(before, start=1)}
    cells[FILE] = name.strip("\"'")
    start = len(before) + 2
    box = after[-4:]
    if len(box) == 4 and all(map(_NUMBER.fullmatch, box)):
        cells[BOX], after = {"bbox": box}, after[:-4]
    return cells | {f"column {number}": cell.strip("\"'") for number, cell in enumerate(after, start=start)}


def _with_ending(line: str, near: str, images: Images) -> tuple[list[str], str, list[str]] | None:
    """By the ending of an image's name: the name may hold spaces then, and what stands before it may be a class."""
    match = _WITH_ENDING.match(line)
    if not match:
        return None
    whole, after = match["file"], _split(line[match.end() :])
    starts = [0, *(gap.end() for gap in _APART.finditer(whole))]
    # The longest name that is one to the letter, else what stands alone.
    start = next((start for start in starts if images.is_called(whole[start:], near=near)), starts[-1])
    return _split(whole[:start]), whole[start:], after


def _split(part: str) -> list[str]:
    return [cell for cell in _APART.split(part.strip("\"'\t,; ")) if cell]
