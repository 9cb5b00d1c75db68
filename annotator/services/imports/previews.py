"""What is in an uploaded file, before anything of it is imported: the first rows, the columns, the labels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from annotator import files
from annotator.files import BadImage, ImageFiles, Record, RowProblem, Table, Unusable
from annotator.label_keys import KEYS
from annotator.limits import MAX_LABELS
from annotator.models import Kind
from annotator.services.imports.pace import Pace

SHOWN = 20
SHOWN_CHARS = 300
# A file is read to its end for its rows and labels up to this size, unpacked; beyond, its beginning must do.
WHOLE_FILE_BYTES = 64 * 2**20
BEGINNING_ROWS = 20_000


@dataclass(frozen=True)
class Preview:
    """What a file holds, before it is imported. rows: the first SHOWN (of images: file and label); total_rows: None
    where counting would take too long.
    """

    columns: list[str]
    rows: list[list[str]]
    total_rows: int | None
    format: str
    encoding: str = ""
    delimiter: str = ""
    text_column: str = ""
    label_column: str = ""
    id_column: str = ""
    labels: list[str] = field(default_factory=list)
    thumbnails: list[str] = field(default_factory=list)
    warnings: list[files.Remark] = field(default_factory=list)


def preview(file: BinaryIO, *, name: str, kind: str, pace: Pace) -> Preview:
    """Raises Unusable where nothing of the file can be imported, and whatever `pace` raises."""
    return _images(file, name, pace) if kind == Kind.IMAGE else _texts(file, name, pace)


def _texts(file: BinaryIO, name: str, pace: Pace) -> Preview:
    opened = files.open_texts(file, name, on_read=pace.read)
    table, columns = opened.table, opened.columns
    is_whole = table.n_bytes <= WHOLE_FILE_BYTES
    most = table.n_lines if is_whole else min(table.n_lines, BEGINNING_ROWS)
    labels: dict[str, None] = {}
    bad: list[RowProblem] = []
    n_rows = 0
    for row in islice(opened.records(), None if is_whole else BEGINNING_ROWS):
        n_rows += 1
        pace.look(n_rows, max(n_rows, most))
        if isinstance(row, Record):
            if len(labels) <= MAX_LABELS + 1:
                labels.setdefault(row.label)
        elif len(bad) < SHOWN:
            bad.append(row)
    if not n_rows or (is_whole and n_rows == len(bad)):
        raise Unusable("empty_file", _nothing_usable(bad))
    labels.pop("", None)
    return Preview(
        columns=list(table.columns),
        rows=list(_shown(table)),
        total_rows=n_rows if is_whole else None,
        format=table.format,
        encoding=table.encoding,
        delimiter=table.delimiter,
        text_column=columns.text,
        label_column=columns.label,
        id_column=columns.id,
        labels=list(labels)[:MAX_LABELS],
        warnings=[*table.remarks, *_label_remarks(list(labels)), *_bad_rows(bad)],
    )


def _shown(table: Table) -> Iterator[list[str]]:
    good = (row for row in table.rows() if not isinstance(row, RowProblem))
    for _, cells in islice(good, SHOWN):
        yield [_short(cells.get(column)) for column in table.columns]


def _short(cell: object) -> str:
    text = "" if cell is None else str(cell)
    text = text.replace("\0", "").encode(errors="replace").decode()
    return text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS] + "…"


def _nothing_usable(bad: list[RowProblem]) -> str:
    if bad:
        return f"No row of this file can be imported. Line {bad[0].line}: {bad[0].detail}"
    return "This file has a header and no rows. Add at least one row."


def _bad_rows(bad: list[RowProblem]) -> list[files.Remark]:
    if not bad:
        return []
    many = f"{len(bad)} rows" if len(bad) < SHOWN else f"{SHOWN} rows or more"
    words = "1 row" if len(bad) == 1 else many
    return [files.Remark("rows_left_out", f"{words} will be left out. Line {bad[0].line}: {bad[0].detail}")]


def _label_remarks(labels: list[str]) -> list[files.Remark]:
    if len(labels) > MAX_LABELS:
        detail = f"There are more than {MAX_LABELS:,} different labels; the rest is taken without. Is this the column?"
        return [files.Remark("too_many_labels", detail)]
    if len(labels) > len(KEYS):
        detail = f"{len(labels)} labels, {len(KEYS)} keys: the labels after that have no key and are chosen by name."
        return [files.Remark("more_labels_than_keys", detail)]
    return []


def _images(file: BinaryIO, name: str, pace: Pace) -> Preview:
    images = files.open_images(file, name, on_read=pace.read, on_hold=pace.hold)
    labels = list(dict.fromkeys(entry.label for entry in images.entries if entry.label))
    thumbnails, bad = _thumbnails(images, pace)
    return Preview(
        columns=["file", "label"],
        rows=[[entry.path, entry.label] for entry in images.entries[:SHOWN]],
        total_rows=len(images.entries),
        format=images.format,
        encoding=images.encoding,
        label_column="label" if labels else "",
        labels=labels[:MAX_LABELS],
        thumbnails=thumbnails,
        warnings=[*images.remarks, *_label_remarks(labels), *_left_out([*images.problems, *bad])],
    )


def _thumbnails(images: ImageFiles, pace: Pace) -> tuple[list[str], list[RowProblem]]:
    """Data URLs of the first images, an empty one where an image is broken."""
    urls, bad = [], []
    entries = images.entries[:SHOWN]
    for number, entry in enumerate(entries):
        pace.look(number, len(entries))
        pace.hold(images.size_of(entry))
        data = images.read(entry)
        try:
            urls.append("" if isinstance(data, RowProblem) else _thumbnail(data, pace))
        except BadImage as error:
            urls.append("")
            bad.append(RowProblem(entry.path, None, error.code, error.detail))
        if isinstance(data, RowProblem):
            bad.append(data)
    return urls, bad


def _thumbnail(data: bytes, pace: Pace) -> str:
    pace.hold(files.size_in_memory(data))
    return files.thumbnail(data)


def _left_out(problems: Iterable[RowProblem]) -> list[files.Remark]:
    listed = [problem for problem in problems if problem.rejected]
    if not listed:
        return []
    words = "1 file" if len(listed) == 1 else f"{len(listed):,} files"
    return [files.Remark("files_left_out", f"{words} will be left out. {listed[0].file}: {listed[0].detail}")]
