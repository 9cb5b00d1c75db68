"""Data sets as folders in a zip: as Hugging Face loads them, and pictures by class."""

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from django.core.files.storage import default_storage

from annotator.errors import Conflict
from annotator.files.written import Column, Line
from annotator.models import Item, Kind, Project
from annotator.services.exports.card import Counted, card_of, quoted
from annotator.services.exports.description import Export
from annotator.services.exports.items import items_table
from annotator.services.exports.tables import FETCH, Table, batched
from annotator.services.jobs.progress import Progress

Told = dict[str, Any]
NO_SPLIT = "train"


def write_hf(project: Project, file: BinaryIO, export: Export, progress: Progress | None) -> tuple[int, Sequence[str]]:
    """A data set that `datasets.load_dataset` loads as it is; how many items."""
    write, table = _write_texts if project.kind == Kind.TEXT else _write_pictures, items_table(project, export)
    names = list(project.labels.values_list("name", flat=True))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        counted = write(archive, table, names, _items(table, progress))
        features = _features(table.columns, names) if project.kind == Kind.TEXT else ""
        archive.writestr("README.md", card_of(project, counted, names=names, features=features))
    return sum(counted.splits.values()), table.notes()


def write_imagefolder(
    project: Project, file: BinaryIO, export: Export, progress: Progress | None
) -> tuple[int, Sequence[str]]:
    """A folder for each label of each split; items without a label have none. How many pictures."""
    if project.kind != Kind.IMAGE:
        raise Conflict("no_pictures", "This project has texts, and no pictures for folders. Choose a table.")
    table, n_written, n_without = items_table(project, export), 0, 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for item in _items(table, progress):
            if item["label"] is None:
                n_without += 1
                continue
            n_written += _copy(archive, item, f"{_split(item)}/{_folder(item['label'])}/{_file_name(item)}")
    left = [f"{n_without:,} items have no label, and so no folder."] if n_without else []
    return n_written, [*table.notes(), *left]


def _items(table: Table, progress: Progress | None) -> Iterator[Told]:
    """Items as the table has them, with where their picture lies."""
    total = table.count() if progress is not None else 0
    names = [column.name for column in table.columns]
    for number, line in enumerate(_with_media(table.lines), start=1):
        yield dict(zip((*names, "media"), line, strict=True))
        if progress is not None:
            progress.advance(number, total=max(total, number))


def _with_media(lines: Iterator[Line]) -> Iterator[Line]:
    """Each line, and where the picture of its item lies in the storage."""
    for part in batched(lines, FETCH):
        media = dict(Item.objects.filter(pk__in=[line[0] for line in part]).values_list("pk", "media"))
        for line in part:
            yield [*line, media.get(line[0], "")]


def _write_texts(archive: zipfile.ZipFile, table: Table, names: Sequence[str], items: Iterator[Told]) -> Counted:
    """Lines of JSON for each split, in which a label is its number."""
    numbers = {name: number for number, name in enumerate(names)}
    with _Splits() as lines:
        for item in items:
            told = {column.name: _plain(item[column.name], column) for column in table.columns}
            lines.add(_split(item), item["label"], told | {"label": numbers.get(item["label"])})
        lines.store(archive, "data/{split}.jsonl")
    return lines.counted


def _write_pictures(archive: zipfile.ZipFile, table: Table, _names: Sequence[str], items: Iterator[Told]) -> Counted:
    """A folder for each split, and in it a table that says what each picture is."""
    columns = [column for column in table.columns if column.name != "file"]
    with _Splits() as lines:
        for item in items:
            split, name = _split(item), _file_name(item)
            if _copy(archive, item, f"data/{split}/{name}"):
                told = {column.name: _plain(item[column.name], column) for column in columns}
                lines.add(split, item["label"], {"file_name": name, **told})
        lines.store(archive, "data/{split}/metadata.jsonl")
    return lines.counted


class _Splits:
    """Lines of each split, kept on disk until all are there: a zip takes one member after the other."""

    def __init__(self) -> None:
        self.counted = Counted()
        self._folder = tempfile.TemporaryDirectory()
        self._files: dict[str, IO[str]] = {}

    def __enter__(self) -> "_Splits":
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()
        self._folder.cleanup()

    def add(self, split: str, label: str | None, told: Told) -> None:
        self.counted.add(split, label)
        if split not in self._files:
            self._files[split] = (Path(self._folder.name) / str(len(self._files))).open("w", encoding="utf-8")
        self._files[split].write(json.dumps(told, ensure_ascii=False) + "\n")

    def store(self, archive: zipfile.ZipFile, name: str) -> None:
        for split, file in sorted(self._files.items()):
            file.close()
            archive.write(file.name, name.format(split=split))


def _plain(value: Any, column: Column) -> Any:
    """A value of the column's one type; what only JSON can hold is text of JSON."""
    return json.dumps(value, ensure_ascii=False) if column.kind == "any" and value is not None else value


_DTYPES = {"integer": "int64", "number": "float64", "flag": "bool"}


def _features(columns: Sequence[Column], names: Sequence[str]) -> str:
    lines = []
    for column in columns:
        lines.append(f"  - name: {quoted(column.name)}\n")
        if column.name != "label":
            lines.append(f"    dtype: {_DTYPES.get(column.kind, 'string')}\n")
            continue
        lines.append("    dtype:\n      class_label:\n        names:\n")
        lines += [f"          '{number}': {quoted(name)}\n" for number, name in enumerate(names)]
    return "".join(lines)


def _split(item: Told) -> str:
    """As its file had it, in a form that may name a split and a folder."""
    return re.sub(r"\W+", "_", str(item.get("split") or "")).strip("_") or NO_SPLIT


def _folder(label: str) -> str:
    """A label as a folder may be called everywhere; labels that then are one stay apart by their own name elsewhere."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", label).strip(". ") or "_"


def _file_name(item: Told) -> str:
    """Its number before its name: names of different folders may be the same."""
    name = PurePosixPath(str(item["file"]).replace("\\", "/")).name
    stem = _folder(PurePosixPath(name).stem)[:100]
    return f"{item['row']:07d}-{stem}{PurePosixPath(item['media']).suffix}"


def _copy(archive: zipfile.ZipFile, item: Told, name: str) -> bool:
    """Whether the picture is there."""
    try:
        with default_storage.open(item["media"]) as content, archive.open(name, "w") as member:
            shutil.copyfileobj(content, member)
    except FileNotFoundError:
        return False
    return True
