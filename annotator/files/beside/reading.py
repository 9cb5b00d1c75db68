"""All files beside the images of an archive, each by whoever knows it; what none knows is passed over by name."""

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.files.archives.members import Members, OnHold, problem
from annotator.files.beside import json_shapes, lists, shaped, sheets, sidecars, tables, xml_shapes
from annotator.files.beside.class_names import ClassNames, may_hold_names, names_in_json, names_in_text, names_in_yaml
from annotator.files.beside.matching import Images
from annotator.files.beside.said import Listing, Said
from annotator.files.bytestreams import OnRead
from annotator.files.encodings import scan
from annotator.files.paths import suffix_of
from annotator.files.problems import RowProblem, Unusable

TEXTS = frozenset({".txt", ".lst", ".list", ".names", ".data"})
TABLES = frozenset({".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".manifest", ".xlsx", ".parquet"})
YAMLS = frozenset({".yaml", ".yml"})
SUFFIXES = TEXTS | TABLES | YAMLS | {".json", ".xml", ".cls"}
# What tools put beside the data for people to read.
_FOR_PEOPLE = re.compile(
    r"(readme|licen[cs]e|citation|changelog|notice|datasheet|dataset_card).*|.*\.(md|rst|log|html?)", re.I
)
MOST_BYTES = 512 * 2**20
# In memory, JSON and XML take about so many times their size.
GROWS = 8


@dataclass
class Beside:
    """What files beside images say. names: of classes, with the file that holds them."""

    listings: list[Listing] = field(default_factory=list)
    names: list[tuple[str, ClassNames]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def is_for_people(path: str) -> bool:
    return _FOR_PEOPLE.fullmatch(path.rsplit("/", 1)[-1]) is not None


class Reader:
    """Reads the files beside the images, one after the other. label: the column that somebody chose."""

    def __init__(
        self,
        members: Members,
        images: Images,
        *,
        label: str | None = None,
        on_read: OnRead | None = None,
        on_hold: OnHold | None = None,
    ) -> None:
        self._members, self._images, self._label = members, images, label
        self._on_read, self._on_hold = on_read, on_hold

    def read(self, paths: Sequence[str], images: Sequence[str]) -> Beside:
        beside = Beside()
        small = sidecars.grouped(images, paths)
        if small:
            rows = list(sidecars.said(small, self._text))
            beside.listings.append(Listing("", rows))
        taken = {path for files in small.values() for path in files.values()}
        for path in paths:
            if path not in taken:
                self._read_one(path, beside)
        return beside

    def _read_one(self, path: str, beside: Beside) -> None:
        listing, names = self._listing_or_names(path)
        if listing:
            beside.listings.append(listing)
        if names:
            beside.names.append((path, names))
        if not listing and not names:
            detail = "This is no image, and it names none of the images here. It is left out."
            beside.problems.append(problem(path, "not_an_image", detail))

    def _listing_or_names(self, path: str) -> tuple[Listing | None, ClassNames]:
        suffix = suffix_of(path)
        if suffix in (".xml", ""):
            return xml_shapes.listing(path, self._data(path)), {}
        if suffix == ".json":
            return self._of_json(path)
        if suffix in YAMLS:
            return None, names_in_yaml(self._text(path))
        if suffix in TABLES and (found := self._of_table(path)):
            return found, {}
        return self._of_text(path)

    def _of_table(self, path: str) -> Listing | None:
        table = tables.table_of(path, self._data(path))
        if not table:
            return None
        found = shaped.listing(table, self._images)
        return found or self._of_sheet(tables.sheet(path, table, self._images))

    def _of_text(self, path: str) -> tuple[Listing | None, ClassNames]:
        text = self._text(path)
        if lists.are_boxes(text):
            name = path.rsplit("/", 1)[-1].rpartition(".")[0]
            return Listing(path, [Said(name, has_boxes=True)]), {}
        listed = lists.sheet(path, text, self._images)
        if listed and (found := lists.of_one_class(listed) or self._of_sheet(listed)):
            return found, {}
        return None, names_in_text(text) if may_hold_names(path) else {}

    def _of_json(self, path: str) -> tuple[Listing | None, ClassNames]:
        value = _parsed(self._data(path))
        if (value is None or _are_tasks(value)) and (found := self._of_table(path)):
            return found, {}
        if known := json_shapes.listing(path, value):
            return known, {}
        if found := self._of_sheet(json_shapes.sheet(path, value)):
            return found, {}
        return None, names_in_json(value) if may_hold_names(path) else {}

    def _of_sheet(self, sheet: sheets.Sheet | None) -> Listing | None:
        if not sheet:
            return None
        if found := json_shapes.manifest(sheet):
            return found
        return sheets.listing(sheet, self._images, label=self._label)

    def _data(self, path: str) -> bytes:
        size = self._members.sizes[path]
        if self._on_hold:
            self._on_hold(size * GROWS)
        data = self._members.read(path, most=MOST_BYTES)
        if self._on_read:
            self._on_read(size)
        return data if isinstance(data, bytes) else b""

    def _text(self, path: str) -> str:
        data = self._data(path)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            try:
                return data.decode(scan(io.BytesIO(data)).encoding, errors="replace")
            except Unusable:
                return ""


def _are_tasks(value: Any) -> bool:
    """Objects of a labelling tool, such as Label Studio."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and isinstance(first.get("data"), dict)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
