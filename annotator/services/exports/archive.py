"""A project as an archive: all of it in one zip, from which another installation makes it again."""

from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.utils import timezone

from annotator.files.project_archive import ArchiveWriter
from annotator.models import Item, Project, Round
from annotator.selectors.archive import MEMBERS, PEOPLE_SQL
from annotator.services.exports.tables import FETCH, snapshot
from annotator.services.jobs.progress import Progress

# Below which the archive keeps them.
MEDIA, STATE = "media", "state"


def write_archive(project: Project, file: BinaryIO, progress: Progress | None) -> tuple[int, list[str]]:
    """The archive of how the project stands at one moment; how many items it holds, and what is missing in it."""
    values = {"project": project.pk}
    people, *rows = snapshot([(PEOPLE_SQL, values), *((member.sql, values) for member in MEMBERS)])
    with closing(ArchiveWriter(file)) as archive:
        archive.head(made_at=timezone.now().isoformat())
        archive.lines("people", (line for (line,) in people))
        counts = {
            member.name: archive.lines(member.name, _told(lines, progress))
            for member, lines in zip(MEMBERS, rows, strict=True)
        }
        missing = _write_media(project, archive, progress)
        _write_state(project, archive)
    notes = [f"{missing:,} pictures are gone from the storage, and missing in the archive."] if missing else []
    return counts["items"], notes


def _told(lines: Iterator[tuple[str]], progress: Progress | None) -> Iterator[str]:
    for number, (line,) in enumerate(lines, start=1):
        yield line
        if progress is not None and number % FETCH == 0:
            progress.check()


def _write_media(project: Project, archive: ArchiveWriter, progress: Progress | None) -> int:
    """Each picture once, in the order of their names; how many are gone."""
    folder, missing = f"{MEDIA}/{project.pk}/", 0
    stored = Item.objects.filter(project=project).exclude(media="").values_list("media", flat=True)
    names = stored.distinct().order_by("media")
    total = names.count() if progress is not None else 0
    for number, name in enumerate(names.iterator(chunk_size=FETCH), start=1):
        try:
            with default_storage.open(name) as content:
                archive.file(f"{MEDIA}/{name.removeprefix(folder)}", content)
        except FileNotFoundError:
            missing += 1
        if progress is not None:
            progress.advance(number, total=total)
    return missing


def _write_state(project: Project, archive: ArchiveWriter) -> None:
    """What the newest round left, so that the model goes on where it was."""
    for done in Round.objects.filter(project=project).exclude(state_file="").order_by("-number")[:1]:
        if default_storage.exists(done.state_file):
            with default_storage.open(done.state_file) as content:
                archive.file(f"{STATE}/{done.number}", content)
