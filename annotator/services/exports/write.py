"""An export to a file: whole, or not at all."""

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from annotator.errors import Conflict, Invalid
from annotator.files.record_writers import RECORD_WRITERS
from annotator.files.writers import TABLES
from annotator.models import Kind, Project
from annotator.services.exports.answers import answers_table
from annotator.services.exports.archive import write_archive
from annotator.services.exports.datasets import write_hf, write_imagefolder
from annotator.services.exports.description import Export
from annotator.services.exports.items import items_table
from annotator.services.exports.label_table import label_table
from annotator.services.exports.model import write_model
from annotator.services.exports.predicted import Predicted
from annotator.services.exports.predictions import predictions_table
from annotator.services.exports.records import records_of, with_predictions
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


FOLDERS = {"hf": write_hf, "imagefolder": write_imagefolder}


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


def export_to_folder(project: Project, folder: Path, export: Export) -> Written:
    """What would be a zip, as a folder that is not there yet. Raises Invalid (folder_exists), and as above."""
    if folder.exists():
        raise Invalid("folder_exists", f"There is something at {folder} already. Name a folder that is not there yet.")
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "export.zip"
        written = export_to_path(project, path, export)
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
    return written


def _write(project: Project, file: BinaryIO, export: Export, progress: Progress | None) -> Written:
    if export.what == "model":
        return Written(*write_model(project, file))
    if export.what == "archive":
        return Written(*write_archive(project, file, progress))
    if export.format in RECORD_WRITERS:
        return _records(project, file, export, progress)
    if export.format in FOLDERS:
        return Written(*FOLDERS[export.format](project, file, export, progress))
    table = TABLE_OF[export.what](project, export)
    return Written(TABLES[export.format](file, table.columns, _counted(table, progress)), table.notes())


def _records(project: Project, file: BinaryIO, export: Export, progress: Progress | None) -> Written:
    if project.kind != Kind.TEXT:
        detail = "This format is for texts. Take pictures home as folders, as a data set, or as a table."
        raise Conflict("not_for_pictures", detail)
    count = export.items.items(project).count
    records = Table((), records_of(project, export.items), count)
    if export.with_model:
        predicted = Predicted.begun(project)
        lines = with_predictions(records.lines, predicted, model=project.name)
        records = Table((), lines, count, predicted.notes)
    return Written(RECORD_WRITERS[export.format](file, _counted(records, progress)), records.notes())


def _counted(table: Table, progress: Progress | None) -> Iterator[Any]:
    if progress is None:
        yield from table.lines
        return
    total = table.count()
    for done, line in enumerate(table.lines, start=1):
        yield line
        if done % FETCH == 0:
            progress.advance(done, total=max(total, done))
