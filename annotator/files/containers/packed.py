"""A zip of tables: parts and splits of one table are read as one. A saved dataset of Hugging Face is such a zip."""

import json
import posixpath
import re
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from annotator.files.bytestreams import bare_name, head_of, is_bomb, size_of
from annotator.files.containers.arrow import is_arrow
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.tables import Rows, Table

# Opens one part: its file and name.
OpenPart = Callable[[BinaryIO, str], Table]

TABLES = (
    *(".csv", ".tsv", ".tab", ".txt", ".jsonl", ".ndjson", ".json", ".parquet", ".arrow", ".feather"),
    *(".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
)
# What lies beside tables and is none of them.
_BESIDE = re.compile(
    r"(^|/)(__macosx/|\.|readme|licen[cs]e|changelog|citation|requirements|(dataset_infos?|dataset_dict|state)\.json$"
    r"|(sample_?)?submission[^/]*$|cache-[0-9a-f]+\.arrow$)|\.(md|rst|py|lock|ipynb|yaml|yml|pdf|html)$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"(?:^|[^a-z])(train|training|test|testing|val|valid|validation|dev|eval|holdout|unsupervised|unlabell?ed|extra)"
    r"(?=$|[^a-z])",
    re.IGNORECASE,
)
MAX_PARTS = 10_000
SPLIT = "split"


@dataclass(frozen=True)
class Part:
    """One table of several. split: the one that it belongs to, by its path."""

    table: Table
    split: str


@dataclass(frozen=True, kw_only=True)
class PackedTable(Table):
    """The rows of all parts, one part after another; line: in its part, which a RowProblem names."""

    parts: tuple[Part, ...]

    def rows(self) -> Rows:
        """As `Table.rows`, with the split of each row, where parts belong to one."""
        for part in self.parts:
            added = {SPLIT: part.split} if part.split and SPLIT not in part.table.columns else {}
            for row in part.table.rows():
                # A row that names a split itself knows better.
                yield row if isinstance(row, RowProblem) else (row[0], added | row[1])


def packed(file: BinaryIO, name: str, open_part: OpenPart) -> Table:
    """Raises Unusable where no table lies in the zip."""
    archive = _opened(file)
    members = _tables(archive)
    if not members or sum(map(_is_image, archive.namelist())) > len(members):
        raise Unusable("unsupported_type", _no_tables(archive))
    stored = _stored_splits(archive, members)
    parts, remarks = [], []
    for member in members if stored is None else [member for member in members if member.filename in stored]:
        try:
            table = open_part(_readable(archive, member), member.filename)
        except Unusable as error:
            remarks.append(Remark("part_left_out", f"{member.filename} is left out. {error.detail}"))
            continue
        parts.append(Part(table, _split_of(member.filename) if stored is None else stored[member.filename]))
    if not parts:
        raise Unusable("unsupported_type", remarks[0].detail)
    # What is learned from comes first.
    parts.sort(key=lambda part: not part.split.lower().startswith("train"))
    return _together(name, parts, remarks, form="hf" if stored is not None else "")


def _together(name: str, parts: list[Part], remarks: list[Remark], *, form: str) -> Table:
    main = max(parts, key=lambda part: part.table.n_bytes).table
    alike = [part for part in parts if _is_like(part.table, main)]
    if others := [part.table.name for part in parts if part not in alike]:
        detail = f"Read is {main.name}. Other tables with other columns are left out: {', '.join(others[:5])}."
        remarks.append(Remark("other_tables", detail))
    if len({part.split for part in alike}) < 2 and len(alike) < 2:
        alike = [Part(part.table, "") for part in alike] if not form else alike
    columns = dict.fromkeys(column for part in alike for column in part.table.columns)
    if any(part.split for part in alike):
        columns[SPLIT] = None
    if len(alike) > 1:
        detail = f"{len(alike)} tables are read one after another: {', '.join(part.table.name for part in alike[:5])}."
        remarks.append(Remark("several_tables", detail))
    return PackedTable(
        name=name,
        format=form or main.format,
        columns=tuple(columns),
        n_lines=sum(part.table.n_lines for part in alike),
        n_bytes=sum(part.table.n_bytes for part in alike),
        remarks=(*remarks, *dict.fromkeys(remark for part in alike for remark in part.table.remarks)),
        encoding=main.encoding,
        delimiter=main.delimiter,
        is_open=any(part.table.is_open for part in alike),
        parts=tuple(alike),
    )


def _is_like(table: Table, main: Table) -> bool:
    """The same columns; a test set may lack the labels."""
    return set(table.columns) <= set(main.columns) or set(table.columns) >= set(main.columns)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unusable("bad_zip", "This zip file is damaged or cut off. Pack it again.") from error
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Unusable("encrypted_zip", "This zip file is protected by a password. Pack it without one.")
    if is_bomb(packed=size_of(file), unpacked=sum(member.file_size for member in members)):
        raise Unusable("zip_bomb", "This zip file unpacks to far more than its size. Unpack it, and upload the table.")
    return archive


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir() and member.file_size]
    found = [m for m in members if bare_name(m.filename).endswith(TABLES) and not _BESIDE.search(m.filename)]
    return sorted(found, key=lambda member: member.filename)[:MAX_PARTS]


def _no_tables(archive: zipfile.ZipFile) -> str:
    if any(map(_is_image, archive.namelist())):
        return "There are images in this zip file. Choose a project of images for them."
    return "There is no table in this zip file. Put a CSV, JSONL, Excel or Parquet file into it."


def _is_image(name: str) -> bool:
    return name.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"))


def _stored_splits(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, str] | None:
    """The files of a dataset that Hugging Face's `save_to_disk` wrote, each with its split; None where it is none."""
    found: dict[str, str] = {}
    names = {member.filename for member in members}
    for state in archive.namelist():
        if posixpath.basename(state) != "state.json":
            continue
        folder = posixpath.dirname(state)
        with suppress(ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile):
            said = json.loads(archive.read(state))
            split = str(said.get("_split") or "") or posixpath.basename(folder)
            files = [posixpath.join(folder, data["filename"]) for data in said["_data_files"]]
            found.update(dict.fromkeys(names.intersection(files), split))
    return found or None


def _split_of(path: str) -> str:
    """The last word of a path that is called like a split."""
    found = _SPLIT.findall(bare_name(path))
    return str(found[-1]) if found else ""


def _readable(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    """The part as a file. One in which readers jump is unpacked into a temporary file."""
    part = cast(BinaryIO, archive.open(member))
    if not is_arrow(head_of(part)) and not head_of(part, 4).startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return part
    unpacked = TemporaryFile()  # noqa: SIM115 - closed, and so removed, with the table
    shutil.copyfileobj(part, unpacked)
    unpacked.seek(0)
    return cast(BinaryIO, unpacked)
