"""What is in a file, before anything of it is imported: read by the same readers and rules as the import."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from annotator import files
from annotator.files import BadImage, Far, FarMembers, ImageEntry, ImageFiles, Record, Remark, RowProblem, Unusable
from annotator.models import Kind, Project
from annotator.services.imports import seen_words as words
from annotator.services.imports.choices import NOTHING_SAID, Said, Shown, fields_after
from annotator.services.imports.identity import identifying
from annotator.services.imports.known import how_many_known
from annotator.services.imports.meaning import meaning_of
from annotator.services.imports.pace import Pace
from annotator.services.imports.records import record_of
from annotator.services.imports.seen import Preview, SeenItem
from annotator.services.imports.seen_items import FirstItems, TableSeen, images_seen, table_seen
from annotator.services.imports.seen_labels import labels_seen
from annotator.services.imports.tally import Tally

SHOWN = 20
# A file is read to its end for its rows and labels up to this size, unpacked; beyond, its beginning must do.
WHOLE_FILE_BYTES = 64 * 2**20
BEGINNING_ROWS = 20_000


@dataclass(frozen=True)
class Looked:
    """A file that is looked at, for which project, and what was said of it. far: reads what lies on other machines."""

    file: BinaryIO | Path | FarMembers
    name: str
    project: Project
    said: Said
    pace: Pace
    far: Far | None

    @property
    def fields(self) -> tuple[Shown, ...]:
        """Columns that are shown beside the main content."""
        return fields_after(self.project, self.said)

    def tally(self, labels_are: files.LabelsAre) -> Tally:
        project, meaning = self.project, meaning_of(self.said, labels_are, file=self.name)
        return Tally(meaning, known=(lambda keys: how_many_known(project, keys)) if project.next_row else None)


def preview(
    file: BinaryIO | Path | FarMembers,
    *,
    name: str,
    project: Project,
    pace: Pace,
    far: Far | None = None,
    said: Said = NOTHING_SAID,
) -> Preview:
    """Raises Unusable where nothing of the file can be imported, and whatever `pace` and `far` raise."""
    looked = Looked(file, name, project, said, pace, far)
    return _images(looked) if project.kind == Kind.IMAGE else _texts(looked)


def _texts(looked: Looked) -> Preview:
    file = cast(BinaryIO, looked.file)
    opened = files.open_texts(file, looked.name, looked.said.for_reader(), on_read=looked.pace.read)
    table = table_seen(opened, fields=[shown.name for shown in looked.fields])
    is_whole = table.n_bytes <= WHOLE_FILE_BYTES
    most = table.n_lines if is_whole else min(table.n_lines, BEGINNING_ROWS)
    tally, first = looked.tally(opened.labels_are), FirstItems(looked.fields, most=SHOWN)
    identified = identifying(looked.fields)
    for read in islice(opened.records(), None if is_whole else BEGINNING_ROWS):
        row = identified(read) if isinstance(read, Record) else read
        if (meant := tally.take(row)) is not None and isinstance(row, Record):
            first.take(row, meant)
        looked.pace.look(tally.counts.rows, max(tally.counts.rows, most))
    tally.counts.is_whole = is_whole
    if not tally.counts.rows or (is_whole and tally.counts.rows == tally.counts.left_out):
        raise Unusable("empty_file", words.nothing_usable(tally.bad))
    return _preview(looked, tally, table, items=first.items, remarks=opened.remarks)


def _preview(
    looked: Looked, tally: Tally, table: TableSeen, *, items: list[SeenItem], remarks: Sequence[Remark]
) -> Preview:
    tally.look_up()
    labels, alike = labels_seen(looked.project, tally)
    return Preview(
        format=table.format,
        formats=list(files.FORMATS_IN) if looked.project.kind == Kind.TEXT else [table.format],
        encoding=table.encoding,
        delimiter=table.delimiter,
        has_header=table.has_header,
        sheets=table.sheets,
        columns=table.columns,
        labels_are=tally.meaning.labels_are if labels else None,
        labels_why=words.why_labels_are(tally) if labels else "",
        items=items,
        counts=tally.counts,
        labels=labels,
        contradictions=tally.contradictions,
        warnings=[*remarks, *alike, *words.warnings_of(tally, n_labels=len(labels))],
        losses=[
            *words.losses_of(tally, are_images=looked.project.kind == Kind.IMAGE),
            *words.unknown_classes(looked.project, [label.name for label in labels if label.is_new]),
        ],
    )


def _images(looked: Looked) -> Preview:
    said, pace = looked.said.for_reader(), looked.pace
    images = files.open_images(looked.file, looked.name, said, on_read=pace.read, on_hold=pace.hold, far=looked.far)
    tally = looked.tally(images.labels_are)
    for problem in images.problems:
        tally.take(problem)
    for entry in images.entries:
        tally.take(record_of(entry))
    table = images_seen(images, fields=[shown.name for shown in looked.fields])
    items, bad = _first_images(looked, images, tally)
    for problem in bad:
        tally.is_left_out(problem)
    return _preview(looked, tally, table, items=items, remarks=images.remarks)


def _first_images(looked: Looked, images: ImageFiles, tally: Tally) -> tuple[list[SeenItem], list[RowProblem]]:
    """With thumbnails; what is broken among the first images."""
    first, bad, pace = FirstItems(looked.fields, most=SHOWN), [], looked.pace
    entries, seen = images.entries[:SHOWN], 0

    def look() -> None:
        pace.look(seen, len(entries))

    def wanted() -> Iterator[ImageEntry]:
        for entry in entries:
            look()
            pace.hold(images.size_of(entry))
            yield entry

    for entry, data in images.read_all(wanted(), on_wait=look):
        seen += 1
        thumbnail = data if isinstance(data, RowProblem) else _thumbnail(entry, data, pace)
        if isinstance(thumbnail, RowProblem):
            bad.append(thumbnail)
        else:
            first.take(record_of(entry), tally.meaning.of(record_of(entry)), thumbnail=thumbnail)
    return first.items, bad


def _thumbnail(entry: ImageEntry, data: bytes, pace: Pace) -> str | RowProblem:
    """A data URL, or what is wrong with the image."""
    try:
        pace.hold(files.size_in_memory(data))
        return files.thumbnail(data)
    except BadImage as error:
        return RowProblem(entry.path, entry.line, error.code, error.detail)
