"""Files of labelling tools beside images, as their shapes read them: answers, known answers, suggestions of models."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from annotator.files.beside.matching import Images
from annotator.files.beside.said import Listing, Said
from annotator.files.choices import Choices
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.shapes import Shape, recognised
from annotator.files.tables import Row, Table

SAMPLED_ROWS = 200
NAMES_FILES_FROM = 0.5


def listing(table: Table, images: Images) -> Listing | None:
    """What a tool's file says of the images; None: it is of no tool that is known, or names none of them."""
    sample = [row[1] for row in islice(table.rows(), SAMPLED_ROWS) if not isinstance(row, RowProblem)]
    column = _file_column(table, sample, images)
    if not column:
        return None
    try:
        shape = recognised(table, sample, Choices(text_column=column))
    except Unusable as error:
        if error.code != "not_classification":
            return None
        return Listing(table.name, _boxed(sample, column))
    if not shape:
        return None
    remarks = [Remark("labels_from", f"{table.name} is read as a file of {shape.name}.")]
    return Listing(table.name, _Rows(table, shape), label_column=shape.columns.label, remarks=remarks)


class _Rows:
    """Read again at each turn: a file may be long."""

    def __init__(self, table: Table, shape: Shape) -> None:
        self._table, self._shape = table, shape

    def __iter__(self) -> Iterator[Said]:
        for row in self._table.rows():
            if isinstance(row, RowProblem):
                continue
            draft = self._shape.read(row[1])
            if draft.text:
                yield Said(
                    draft.text,
                    row[0],
                    (draft.label,) if draft.label else (),
                    metadata=draft.metadata,
                    truth=draft.truth,
                    answers=tuple(draft.answers),
                    suggestions=tuple(draft.suggestions),
                    notes=tuple(draft.notes),
                )


def _boxed(sample: Sequence[Row], column: str) -> Iterator[Said]:
    return (Said(str(cell), has_boxes=True) for row in sample if (cell := _cell(row, column)))


def _cell(row: Row, column: str) -> Any:
    data = row.get("data")
    return row.get(column) or (data.get(column) if isinstance(data, dict) else None)


def _file_column(table: Table, sample: Sequence[Row], images: Images) -> str:
    inner = [key for row in sample for key in (row["data"] if isinstance(row.get("data"), dict) else ())]
    for column in dict.fromkeys([*map(str, inner), *table.columns]):
        cells = [cell for row in sample if isinstance(cell := _cell(row, column), str) and cell]
        found = sum(images.find(cell, near=table.name) is not None for cell in cells)
        if found and found >= NAMES_FILES_FROM * len(cells):
            return column
    return ""
