"""The door for images: whatever place they come in, what is there, with what folders and files beside them say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from annotator.files.archives.far import AddressMembers, ByAddress, Far, FarMembers, OnWait, read_in_order
from annotator.files.archives.members import Members, OnHold
from annotator.files.archives.opening import Opening
from annotator.files.archives.sorting import SortedOut, sort_out
from annotator.files.beside import combined as combining
from annotator.files.beside import shaped, tables
from annotator.files.beside.combined import Combined, combined
from annotator.files.beside.matching import Images
from annotator.files.beside.reading import Beside, Reader
from annotator.files.beside.said import kept
from annotator.files.beside.sheets import listing
from annotator.files.bytestreams import OnRead
from annotator.files.choices import GUESS, Choices
from annotator.files.class_folders import LEVEL, Folders, by_folders
from annotator.files.pictures.decoding import EXTENSIONS, MAX_BYTES
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.records import Answer, LabelsAre, Suggestion, labels_seem

# Folders speak for images that a table leaves out where they agree with it on so much of the rest.
AGREED = 0.9


@dataclass(frozen=True, slots=True)
class ImageEntry:
    """One image file. path: as in the archive, with forward slashes, or its address; line: of the table that names it
    by address; the rest as in `Record`.
    """

    path: str
    label: str = ""
    split: str = ""
    external_id: str = ""
    truth: str = ""
    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True)
class ImageFiles:
    """Images that were looked at. problems: entries and rows that are left out, or taken with a remark; columns: what
    can be chosen as the label, folders by their level and columns of tables; label_column: the one that was taken.
    """

    format: str
    entries: Sequence[ImageEntry]
    problems: Sequence[RowProblem]
    remarks: tuple[Remark, ...]
    columns: tuple[str, ...]
    label_column: str
    labels_are: LabelsAre
    encoding: str
    members: Members

    def read(self, entry: ImageEntry, /) -> bytes | RowProblem:
        return self.members.read(entry.path)

    def read_all(
        self, entries: Iterable[ImageEntry], /, *, on_wait: OnWait
    ) -> Iterator[tuple[ImageEntry, bytes | RowProblem]]:
        """Each with its content, in this order; from other machines several come at once. on_wait: as they let wait."""
        return read_in_order(self.members, ((entry, entry.path) for entry in entries), on_wait=on_wait)

    @property
    def are_far(self) -> bool:
        """Do they lie on other machines?"""
        return isinstance(self.members, FarMembers)

    def size_of(self, entry: ImageEntry, /) -> int:
        """Bytes that `read` takes up."""
        return min(self.members.sizes[entry.path], MAX_BYTES)


def open_images(
    source: BinaryIO | Path | FarMembers,
    name: str,
    choices: Choices = GUESS,
    *,
    on_read: OnRead | None = None,
    on_hold: OnHold | None = None,
    far: Far | None = None,
) -> ImageFiles:
    """Look at an archive of images, at a folder, a part of a bucket, or a table with their addresses. on_read, on_hold:
    told what is read, and what comes into memory at once; may raise. far: reads what lies on other machines. Raises
    Unusable.
    """
    how = Opening(choices, on_read, on_hold, far)
    members = how.members(source, name)
    if isinstance(members, AddressMembers):
        return _by_address(members, choices)
    sorted_out = sort_out(members)
    if not sorted_out.images and (shards := how.shards(members, source)):
        members, sorted_out = shards, sort_out(shards)
    if not sorted_out.images:
        raise _no_images(sorted_out.problems)
    images = Images(sorted_out.images)
    label = choices.label_column
    reader = Reader(members, images, label=_of_table(label), on_read=on_read, on_hold=on_hold)
    beside = reader.read(sorted_out.beside, sorted_out.images)
    beside.listings[:0] = filter(None, (listing(sheet, images, label=_of_table(label)) for sheet in members.sheets()))
    told = combined(beside.listings, beside.names, images, sorted_out.images)
    return _image_files(members, sorted_out, beside, told, choices)


def _by_address(members: AddressMembers, choices: Choices) -> ImageFiles:
    """By the table alone: folders of servers are no classes."""
    sorted_out, table = members.sorted_out(), members.table
    images = ByAddress(list(members.lines))
    found = shaped.listing(table, images) or listing(
        tables.sheet(table.name, table, images), images, label=_of_table(choices.label_column)
    )
    beside = Beside(listings=[found] if found else [])
    told = combined(beside.listings, beside.names, images, sorted_out.images)
    return _image_files(members, sorted_out, beside, told, choices)


def _no_images(problems: Sequence[RowProblem]) -> Unusable:
    formats = ", ".join(sorted(ext.removeprefix(".") for ext in EXTENSIONS))
    first = f" {problems[0].file}: {problems[0].detail}" if problems else ""
    return Unusable("no_images", f"There is no image in here.{first} Known types: {formats}.")


def _of_table(label: str | None) -> str | None:
    """The column of a table that was chosen; None where a folder was, or nothing."""
    return None if not label or label.startswith(LEVEL.format("")) else label


def _image_files(
    members: Members, sorted_out: SortedOut, beside: Beside, told: Combined, choices: Choices
) -> ImageFiles:
    paths, chosen = sorted_out.images, choices.label_column
    is_of_table = bool(_of_table(chosen))
    lines = members.lines if isinstance(members, AddressMembers) else {}
    folders = by_folders([""] * len(paths) if lines else paths, None if is_of_table else chosen)
    columns = _columns(folders, beside)
    if is_of_table and chosen not in columns:
        known = ", ".join(columns[:20]) or "none"
        raise Unusable("no_column", f"There is no column “{chosen}” for the label here. There are: {known}.")
    by_table = told.has_labels and (chosen is None or is_of_table)
    labels = _folder_labels(folders, beside)
    labels, remarks = _filled_in(paths, labels, told) if by_table else (labels, folders.remarks)
    entries = [_entry(path, labels[at], folders.splits[at], told, by_table=by_table) for at, path in enumerate(paths)]
    if lines:
        entries = [replace(entry, line=lines[entry.path]) for entry in entries]
    n_labelled = sum(bool(entry.label) for entry in entries)
    return ImageFiles(
        format=members.format,
        entries=entries,
        problems=[*sorted_out.problems, *beside.problems, *told.problems],
        remarks=(*_remarks_of(members), *told.remarks, *remarks),
        columns=columns,
        label_column=_label_column(folders, beside, by_table=by_table, chosen=chosen),
        labels_are=choices.labels_are or labels_seem(n_labelled, len(entries)),
        encoding=members.encoding,
        members=members,
    )


def _columns(folders: Folders, beside: Beside) -> tuple[str, ...]:
    of_tables = (column for listing in beside.listings for column in listing.columns)
    return tuple(dict.fromkeys([*(LEVEL.format(level) for level in folders.levels), *of_tables]))


def _label_column(folders: Folders, beside: Beside, *, by_table: bool, chosen: str | None) -> str:
    if chosen is not None:
        return chosen
    if by_table:
        return next((listing.label_column for listing in beside.listings if listing.label_column), "")
    return LEVEL.format(folders.level) if folders.level else ""


def _folder_labels(folders: Folders, beside: Beside) -> Sequence[str]:
    """With the names that a file gives to folders of numbers or codes."""
    names = combining.label_names(beside.names, list(set(folders.labels)))
    return [names.get(label, label) for label in folders.labels] if names else folders.labels


def _filled_in(paths: Sequence[str], labels: Sequence[str], told: Combined) -> tuple[Sequence[str], list[Remark]]:
    """Labels by folders for the images that no table names, where folders say what tables say; else none."""
    known = [(labels[at], told.of_image[path].labels) for at, path in enumerate(paths) if path in told.of_image]
    agreed = [said == (label,) for label, said in known if label and said]
    if sum(agreed) >= AGREED * len(agreed) and any(labels):
        return labels, []
    unnamed = set(told.unnamed)
    without = [path for path in paths if path in unnamed]
    return [""] * len(paths), list(combining.unnamed_remark(told, without))


def _entry(path: str, label: str, split: str, told: Combined, *, by_table: bool) -> ImageEntry:
    said = told.of_image.get(path)
    if said is None:
        return ImageEntry(path, label, split)
    if by_table and said.labels:
        label = said.labels[0] if len(said.labels) == 1 else ""
    return ImageEntry(
        path,
        label,
        split or said.split,
        truth=next((row.truth for row in said.said if row.truth), ""),
        answers=tuple(answer for row in said.said for answer in row.answers),
        suggestions=tuple(one for row in said.said for one in row.suggestions),
        metadata=kept(said.metadata) if said.metadata else {},
    )


def _remarks_of(members: Members) -> list[Remark]:
    if isinstance(members, AddressMembers):
        return members.remarks
    if not members.encoding:
        return []
    detail = f"The archive does not say how its names are encoded; they are read as {members.encoding}. Look at them."
    return [Remark("names_guessed", detail)]
