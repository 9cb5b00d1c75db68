"""An export to a file: whole, or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from annotator.files.writers import TABLES, Line
from annotator.models import Project
from annotator.services.exports.answers import answers_table
from annotator.services.exports.description import Export
from annotator.services.exports.items import items_table
from annotator.services.exports.label_table import label_table
from annotator.services.exports.tables import FETCH, Table
from annotator.services.jobs.progress import Progress

MAKE: Mapping[str, Callable[[Project, Export], Table]] = {
    "items": items_table,
    "answers": answers_table,
    "labels": lambda project, _: label_table(project),
}


def export_to_path(
    project: Project, path: Path, export: Export | None = None, *, progress: Progress | None = None
) -> int:
    """Write an export of the project; how many rows. The file appears whole or not at all.

    export: None for all answers, in the format of the path's ending.
    Raises Invalid (unknown_format, unknown_label) and OSError.
    """
    export = export or Export.to_path(path, what="answers", format=None)
    table = MAKE[export.what](project, export)
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            n_rows = TABLES[export.format](file, table.columns, _counted(table, progress))
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return n_rows


def _counted(table: Table, progress: Progress | None) -> Iterator[Line]:
    if progress is None:
        yield from table.lines
        return
    total = table.count()
    for done, line in enumerate(table.lines, start=1):
        yield line
        if done % FETCH == 0:
            progress.advance(done, total=max(total, done))
