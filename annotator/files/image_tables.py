"""A table that comes instead of images: it names them by their address, or something is missing, and the way out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from annotator.files.beside.matching import is_web_address
from annotator.files.beside.sheets import FILE_NAMES
from annotator.files.choices import GUESS, Choices
from annotator.files.paths import suffix_of
from annotator.files.pictures.decoding import EXTENSIONS
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.tables import Table

SAMPLED_ROWS = 50
# A column names the images by address where so many of the first rows have one there.
NAMED_FROM = 0.5

Keys = tuple[str, ...]


@dataclass
class Addressed:
    """A table that names images by their address. lines: address -> the first row with it."""

    table: Table
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def addressed_by(table: Table, choices: Choices = GUESS) -> Addressed | None:
    """None where the table names no images by address. Raises Unusable as its rows do."""
    places = _places(table, _sample(table), choices.text_column)
    return _addressed(table, places) if places else None


def _sample(table: Table) -> list[dict[str, Any]]:
    return [row[1] for row in islice(table.rows(), SAMPLED_ROWS) if not isinstance(row, RowProblem)]


def _places(table: Table, sample: Sequence[dict[str, Any]], chosen: str | None) -> list[Keys]:
    """Where addresses stand in a row, that of the images first; none where they are not in most rows."""
    found: dict[Keys, list[str]] = {}
    for row in sample:
        for keys, address in _addresses(row):
            found.setdefault(keys, []).append(address)
    for column in filter(_is_address, table.columns):
        # The first row names an image: it is no header.
        found.setdefault((column,), []).append(column)
    if chosen:
        return [keys for keys in found if chosen in (keys[0], keys[-1], ".".join(keys))][:1]
    often = [keys for keys, addresses in found.items() if len(addresses) >= NAMED_FROM * max(1, len(sample))]
    return sorted(often, key=lambda keys: (-_share_of_images(found[keys]), _rank(keys)))


def _addresses(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str) and _is_address(value):
        yield keys, value.strip()
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _addresses(part, (*keys, str(key)))


def _is_address(text: str) -> bool:
    return is_web_address(text) and len(text.split()) == 1


def _share_of_images(addresses: Sequence[str]) -> float:
    return sum(suffix_of(address.partition("?")[0]) in EXTENSIONS for address in addresses) / len(addresses)


def _rank(keys: Keys) -> int:
    name = keys[-1].casefold()
    return FILE_NAMES.index(name) if name in FILE_NAMES else len(FILE_NAMES)


def _addressed(table: Table, places: Sequence[Keys]) -> Addressed:
    keys, *others = places
    found = Addressed(table)
    if _is_address(keys[0]):
        found.lines[keys[0].strip()] = 1
    for row in table.rows():
        if isinstance(row, RowProblem):
            found.problems.append(row)
        elif address := next((one for where, one in _addresses(row[1]) if where == keys), ""):
            found.lines.setdefault(address, row[0])
        else:
            detail = "This row names no image. Fill in its address, or remove the row."
            found.problems.append(RowProblem(table.name, row[0], "no_address", detail))
    if others:
        named = ", ".join(f"“{'.'.join(place)[:60]}”" for place in others[:5])
        taken = ".".join(keys)[:60]
        detail = f"Images are fetched from “{taken}”. Addresses stand in {named} too; they are kept as text."
        found.remarks.append(Remark("other_addresses", detail))
    return found


def refuse_addresses(example: str, why: str) -> Unusable:
    """Images that are named by addresses none of which may be read."""
    detail = (
        f"This table names images by their web address (URL), such as {example[:120]}. {why} Or download the images "
        "into a folder, and zip it together with this table."
    )
    return Unusable("images_by_url", detail)


def refuse_table(table: Table) -> None:
    """Raises Unusable where this table holds images as numbers, or names files that are not here."""
    sample = _sample(table)
    if sum(column.casefold().startswith("pixel") for column in table.columns) > 1:
        detail = "This table holds images as numbers. Write them out as PNG files, one folder for each class."
        raise Unusable("images_as_numbers", detail)
    cells = [cell for row in sample for cell in _texts(row)]
    if path := next((cell for cell in cells if suffix_of(cell) in EXTENSIONS), ""):
        detail = f"This table names images, such as {path[:120]}, and does not hold them. Zip it together with them."
        raise Unusable("images_missing", detail)


def _texts(value: object) -> list[str]:
    """All texts in a cell, however deep."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]
