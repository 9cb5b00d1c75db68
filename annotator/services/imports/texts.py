"""A file of texts, batch by batch."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from annotator import files
from annotator.files import Record, RowProblem
from annotator.models import ProjectStatus
from annotator.services.imports.choices import Said
from annotator.services.imports.copy import text_item
from annotator.services.imports.fields import keep_fields
from annotator.services.imports.identity import identifying
from annotator.services.imports.meaning import Meaning, Meant, meaning_of, torn
from annotator.services.imports.read_ahead import ReadAhead
from annotator.services.imports.store import Batch, Store
from annotator.services.jobs.progress import Progress

TEXTS_PER_BATCH = 10_000
# Each batch holds the project's lock, for which people wait once they label.
LIVE_TEXTS_PER_BATCH = 1_000
BYTES_PER_BATCH = 8 * 2**20


def import_texts(progress: Progress, file: BinaryIO, name: str) -> None:
    said = Said.of(progress.job.params)
    opened = files.open_texts(file, name, said.for_reader())
    table = opened.table
    read_as = ", ".join(filter(None, [opened.format.upper(), table.encoding]))
    progress.log(f"Reading {name}: {read_as}, texts from “{opened.columns.text}”")
    rows = islice(opened.records(), progress.job.done, None)
    size = TEXTS_PER_BATCH if progress.job.project.status == ProjectStatus.DRAFT else LIVE_TEXTS_PER_BATCH
    store = Store(progress, file=name)
    meaning = meaning_of(said, opened.labels_are, file=name)
    items = _items(rows, identifying(keep_fields(progress.job, said)), meaning)
    with ReadAhead(_batches(items, name=name, size=size)) as reader:
        while read := reader.take():
            batch, line = read
            progress.check()
            done = progress.job.done + batch.consumed
            batch.total = round(done * table.n_lines / max(1, line - table.lines_before))
            # The next batches are parsed while PostgreSQL stores this one: two cores work.
            store.add(batch)


def _items(
    rows: Iterable[Record | RowProblem], identified: Callable[[Record], Record], meaning: Meaning
) -> Iterator[tuple[Record, Meant] | RowProblem]:
    for row in rows:
        yield row if isinstance(row, RowProblem) else (identified(row), meaning.of(row))


def _batches(
    items: Iterable[tuple[Record, Meant] | RowProblem], *, name: str, size: int
) -> Iterator[tuple[Batch, int]]:
    """Batches, cut by rows and by bytes, each with the last line that it begins."""
    batch, n_bytes, line = Batch(), 0, 1
    for each in items:
        batch.consumed += 1
        if isinstance(each, RowProblem):
            batch.problems.append(each)
            line = each.line or line
        else:
            row, meant = each
            if row.remarks:
                batch.problems.extend(row.remarks)
            if meant.is_torn:
                batch.problems.append(torn(name, row.line))
            item = text_item(name, row, meant)
            batch.items.append(item)
            n_bytes += len(item.cells)
            line = row.line
        if batch.consumed >= size or n_bytes >= BYTES_PER_BATCH:
            yield batch, line
            batch, n_bytes = Batch(), 0
    if batch.consumed:
        yield batch, line
