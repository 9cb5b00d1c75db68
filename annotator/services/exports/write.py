"""An export to a file: whole, or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotator.files.writers import TABLES, Line
from annotator.models import Project
from annotator.services.exports.answers import answers_table
from annotator.services.exports.archive import write_archive
from annotator.services.exports.description import Export
from annotator.services.exports.items import items_table
from annotator.services.exports.label_table import label_table
from annotator.services.exports.model import write_model
from annotator.services.exports.predictions import predictions_table
from annotator.services.exports.tables import FETCH, Table
from annotator.services.jobs.progress import Progress


class Written(NamedTuple):
    """How many rows, or files, and what people should know of them."""

    n_rows: int
    notes: Sequence[str]


TABLE_OF: Mapping[str, Callable[[Project, Export], Table]] = {
    "items": items_table,
    "answers": answers_table,
    "predictions": predictions_table,
    "labels": lambda project, _: label_table(project),
}


def export_to_path(
    project: Project, path: Path, export: Export | None = None, *, progress: Progress | None = None
) -> Written:
    """Write an export of the project. The file appears whole or not at all.

    export: None for all answers, in the format of the path's ending.
    Raises Invalid (unknown_format, unknown_label), Conflict (no_model) and OSError.
    """
    export = export or Export.to_path(path, what="answers", format=None)
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            written = _write(project, file, export, progress)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


def _write(project: Project, file: BinaryIO, export: Export, progress: Progress | None) -> Written:
    if export.what == "model":
        return Written(*write_model(project, file))
    if export.what == "archive":
        return Written(*write_archive(project, file, progress))
    table = TABLE_OF[export.what](project, export)
    return Written(TABLES[export.format](file, table.columns, _counted(table, progress)), table.notes())


def _counted(table: Table, progress: Progress | None) -> Iterator[Line]:
    if progress is None:
        yield from table.lines
        return
    total = table.count()
    for done, line in enumerate(table.lines, start=1):
        yield line
        if done % FETCH == 0:
            progress.advance(done, total=max(total, done))
