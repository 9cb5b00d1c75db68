"""The first items of a file as annotators will see them, and its columns with what they are taken for."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice

from annotator.fields import field_texts
from annotator.files import ImageFiles, Record, RowProblem, TextFile, clean
from annotator.services.imports.choices import Shown
from annotator.services.imports.meaning import Meant
from annotator.services.imports.seen import SeenAnswer, SeenColumn, SeenField, SeenItem, SeenSheet, SeenSuggestion

SHOWN_CHARS = 2_000
SAMPLES = 3
SAMPLED_ROWS = 20
SAMPLE_CHARS = 80


@dataclass(frozen=True)
class TableSeen:
    """What is known of a file before its rows are read. has_header: None where the question does not arise."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    has_header: bool | None = None
    sheets: list[SeenSheet] = field(default_factory=list)
    n_lines: int = 0
    n_bytes: int = 0
    columns: list[SeenColumn] = field(default_factory=list)


def table_seen(opened: TextFile, *, fields: Collection[str]) -> TableSeen:
    table = opened.table
    return TableSeen(
        format=opened.format,
        encoding=table.encoding,
        delimiter=table.delimiter,
        has_header=getattr(table, "has_header", None),
        sheets=[SeenSheet(name, is_read) for name, is_read in getattr(table, "all_sheets", {}).items()],
        n_lines=table.n_lines,
        n_bytes=table.n_bytes,
        columns=_columns(opened, fields=fields),
    )


def images_seen(images: ImageFiles, *, fields: Collection[str]) -> TableSeen:
    """Folders by their level, and the columns of tables beside the images."""
    columns = [
        SeenColumn(name, "label" if name == images.label_column else "field" if name in fields else "metadata")
        for name in images.columns
    ]
    return TableSeen(format=images.format, encoding=images.encoding, columns=columns)


def _columns(opened: TextFile, *, fields: Collection[str]) -> list[SeenColumn]:
    rows = [row[1] for row in islice(opened.table.rows(), SAMPLED_ROWS) if not isinstance(row, RowProblem)]
    columns = opened.columns
    meant = {columns.time: "time", columns.person: "person", columns.id: "id", columns.label: "label"}
    meant[columns.text] = "text"
    return [
        SeenColumn(
            name,
            meant.get(name, "field" if name in fields else "metadata"),
            _differing([row.get(name) for row in rows]),
        )
        for name in opened.table.columns
    ]


def _differing(cells: Sequence[object]) -> list[str]:
    """The first few that differ, shortened."""
    shown = (_short("" if cell is None else str(cell), SAMPLE_CHARS) for cell in cells)
    return list(dict.fromkeys(filter(str.strip, shown)))[:SAMPLES]


def _short(text: str, most: int) -> str:
    text = clean(text)
    return text if len(text) <= most else text[:most] + "…"


class FirstItems:
    """The first items; what later rows say of one of them is added to it."""

    def __init__(self, fields: Sequence[Shown], *, most: int) -> None:
        self._fields, self._most = fields, most
        self._by_key: dict[str, SeenItem] = {}

    @property
    def items(self) -> list[SeenItem]:
        return list(self._by_key.values())

    def take(self, record: Record, meant: Meant, *, thumbnail: str = "") -> None:
        key = f"id {record.external_id}" if record.external_id else record.digest or record.text
        item = self._by_key.get(key)
        if item is None and len(self._by_key) < self._most:
            item = self._by_key[key] = self._seen(record, thumbnail)
        if item is not None:
            _add(item, meant)

    def _seen(self, record: Record, thumbnail: str) -> SeenItem:
        metadata = json.loads(record.metadata) if self._fields else {}
        texts = field_texts([asdict(each) for each in self._fields], metadata)
        fields = [SeenField(name, look, _short(value, SHOWN_CHARS)) for name, look, value in texts]
        return SeenItem(record.external_id, _short(record.text, SHOWN_CHARS), thumbnail, fields)


def _add(item: SeenItem, meant: Meant) -> None:
    item.label = item.label or meant.truth
    known = {answer.person for answer in item.answers}
    item.answers += [SeenAnswer(each.person, each.label) for each in meant.answers if each.person not in known]
    said = {(each.model, each.version, each.label) for each in item.suggestions}
    item.suggestions += [
        SeenSuggestion(each.model, each.version, each.label, each.probability, each.score)
        for each in meant.suggestions
        if (each.model, each.version, each.label) not in said
    ]
