"""A file of texts, batch by batch."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from annotator import files
from annotator.files import Record, RowProblem
from annotator.models import ProjectStatus
from annotator.services.imports.choices import Said
from annotator.services.imports.copy import text_item
from annotator.services.imports.read_ahead import ReadAhead
from annotator.services.imports.store import Batch, Store
from annotator.services.jobs.progress import Progress

TEXTS_PER_BATCH = 5_000
# Each batch holds the project's lock, for which people wait once they label.
LIVE_TEXTS_PER_BATCH = 1_000
CHARS_PER_BATCH = 8 * 2**20


def import_texts(progress: Progress, file: BinaryIO, name: str) -> None:
    said = Said.of(progress.job.params)
    opened = files.open_texts(file, name, said.for_reader())
    table = opened.table
    read_as = ", ".join(filter(None, [opened.format.upper(), table.encoding]))
    progress.log(f"Reading {name}: {read_as}, texts from “{opened.columns.text}”")
    rows = islice(opened.records(), progress.job.done, None)
    size = TEXTS_PER_BATCH if progress.job.project.status == ProjectStatus.DRAFT else LIVE_TEXTS_PER_BATCH
    store = Store(progress)
    with ReadAhead(_text_batches(rows, name=name, size=size)) as reader:
        while read := reader.take():
            batch, line = read
            progress.check()
            done = progress.job.done + batch.consumed
            batch.total = round(done * table.n_lines / max(1, line - table.lines_before))
            # The next batch is parsed while PostgreSQL stores this one: two cores work.
            store.add(batch, meanwhile=reader.read_on)


def _text_batches(rows: Iterable[Record | RowProblem], *, name: str, size: int) -> Iterator[tuple[Batch, int]]:
    """Batches, cut by rows and by characters, each with the last line that it begins."""
    batch, chars, line = Batch(), 0, 1
    for row in rows:
        batch.consumed += 1
        if isinstance(row, RowProblem):
            batch.problems.append(row)
            line = row.line or line
        else:
            batch.problems.extend(row.remarks)
            item = text_item(name, row)
            batch.items.append(item)
            chars += len(item.cells)
            line = row.line
        if batch.consumed >= size or chars >= CHARS_PER_BATCH:
            yield batch, line
            batch, chars = Batch(), 0
    if batch.consumed:
        yield batch, line
