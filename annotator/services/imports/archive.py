"""A project made again from its archive (services/exports/archive.py)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DataError, IntegrityError, connection, transaction

from annotator.errors import Conflict
from annotator.files.problems import Unusable
from annotator.files.project_archive import ArchiveReader
from annotator.models import Item, LogKind, Membership, Project, Round, User
from annotator.models.people import TWIN
from annotator.selectors import archive as told
from annotator.selectors.archive import Member
from annotator.selectors.counters import differences
from annotator.selectors.slots import open_slots, wanted
from annotator.services import project_log
from annotator.services.project_log import Fact
from annotator.services.projects.cleanup import remove_files

Row = dict[str, Any]
AT_A_TIME = 2_000
# What browsers are shown as pictures; anything else in an archive is none.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
_RECOUNT = f"""
UPDATE annotator_item item SET answers = counted.n, open_slots = {open_slots(wanted(answers="counted.n"))}
FROM (SELECT own.id, (SELECT count(*) FROM annotator_annotation a
                      WHERE a.item_id = own.id AND a.replaced_at IS NULL AND a.label_id IS NOT NULL) AS n
      FROM annotator_item own WHERE own.project_id = %(project)s) counted
WHERE counted.id = item.id
"""  # noqa: S608 - composed of our own texts
_FOLLOW = """
UPDATE annotator_queueentry entry SET open = item.open_slots > 0
FROM annotator_item item WHERE item.id = entry.item_id AND entry.project_id = %(project)s
"""


def import_archive(file: BinaryIO, *, name: str | None, source: str) -> Project:
    """The project, under its own name or another; all of it or nothing. source: what the file is called.

    People whom this installation knows by name are these; others become people without a login.
    Raises Unusable (not_an_archive, newer_archive, damaged_archive), Conflict (name_taken).
    """
    archive = ArchiveReader(file)
    own = next(archive.rows("project"), None)
    if own is None:
        raise _damaged("it does not say which project it is")
    own["name"] = (name or own.get("name", "")).strip()
    if Project.all_with_arenas.filter(name=own["name"]).exists():
        detail = f"There is a project called “{own['name']}” already. Give this one another name."
        raise Conflict("name_taken", detail, attr="name")
    made = None
    try:
        with transaction.atomic():
            made = _Made.of(archive, own, source=source)
            made.fill()
    except (KeyError, IndexError, TypeError, ValueError, ValidationError, IntegrityError, DataError) as error:
        _clear(made)
        raise _damaged("its parts do not fit together") from error
    except BaseException:
        _clear(made)
        raise
    return made.project


def _clear(made: "_Made | None") -> None:
    if made is not None:
        remove_files(made.project.pk)


def _damaged(what: str) -> Unusable:
    return Unusable("damaged_archive", f"The archive is damaged: {what}. Make it anew, or copy it again.")


@dataclass
class _Made:
    """A project on its way in, and what the archive's names mean here."""

    archive: ArchiveReader
    project: Project
    source: str
    labels: dict[int, int] = field(default_factory=dict)
    people: list[int] = field(default_factory=list)
    rounds: dict[int, int] = field(default_factory=dict)
    submissions: list[int] = field(default_factory=list)
    leases: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, archive: ArchiveReader, own: Row, *, source: str) -> "_Made":
        """With the project's own row stored."""
        project = Project(**_plain(told.PROJECT, own))
        project.full_clean(exclude=["created_by", "advanced"], validate_constraints=False)
        project.save()
        # The day on which it began, not that of its arrival.
        Project.all_with_arenas.filter(pk=project.pk).update(created_at=own["created_at"])
        project_log.write(project, Fact(LogKind.CREATED), by=None)
        return cls(archive, project, source)

    def fill(self) -> None:
        """Everything else, in the order in which one thing names another."""
        self._add_people()
        self.labels = {label.position: label.pk for label in self._store(told.LABELS)}
        for _ in self._stored(told.ITEMS):
            pass
        self.rounds = {each.number: each.pk for each in self._store(told.ROUNDS)}
        self._store(told.AUDIT_MARKS)
        self.submissions = [each.pk for each in self._stored(told.SUBMISSIONS)]
        self.leases = [each.pk for each in self._stored(told.LEASES)]
        for member in (told.ANSWERS, told.SUGGESTIONS, told.PREDICTIONS, told.COSTS, told.QUEUE):
            for _ in self._stored(member):
                pass
        self._recount()
        self._copy_media()
        self._copy_state()

    def _add_people(self) -> None:
        for row in self.archive.rows("people"):
            user = User.objects.named(row["name"])
            if user is None or user.pk in self.people:
                user = self._without_login(row)
                user.save()
            self.people.append(user.pk)
            if row["role"]:
                Membership.objects.create(project=self.project, user=user, role=row["role"])

    def _without_login(self, row: Row) -> User:
        """Somebody of whom this installation knows nothing but what they are called."""
        return User(
            # No account can have this name, and nobody reads it.
            username=f"{TWIN}{self.project.pk}.{uuid4().hex}",
            password=make_password(None),
            is_active=False,
            home=self.project,
            called=row["name"],
            from_file=self.source[-255:],
            is_oracle=row["is_oracle"],
        )

    def _store(self, member: Member) -> list[Any]:
        return list(self._stored(member))

    def _stored(self, member: Member) -> Iterator[Any]:
        """The rows of a member as they are stored, part by part."""
        rows = self.archive.rows(member.name)
        while part := list(islice(rows, AT_A_TIME)):
            items = self._items(member, part)
            made = [member.model(**_plain(member, row), **self._named(member, row, items)) for row in part]
            yield from member.model._default_manager.bulk_create(made)

    def _items(self, member: Member, rows: Sequence[Row]) -> dict[int, int]:
        """row -> id of the items that these rows name."""
        if "item" not in member.names:
            return {}
        wanted = {row["item"] for row in rows}
        return dict(Item.objects.filter(project=self.project, row__in=wanted).values_list("row", "pk"))

    def _named(self, member: Member, row: Row, items: dict[int, int]) -> dict[str, Any]:
        """What a row points to, here."""
        known: dict[str, Any] = {
            told.ITEM: items,
            told.LABEL: self.labels,
            told.ROUND: self.rounds,
            told.PERSON: self.people,
            told.SUBMISSION: self.submissions,
            told.LEASE: self.leases,
        }
        placed = (told.PERSON, told.SUBMISSION, told.LEASE)
        found: dict[str, Any] = {}
        for name, path in member.names.items():
            value = row[name]
            if value is not None:
                value = known[path][value - 1 if path in placed else value]
            found[f"{name}_id"] = value
        if any(each.name == "project" for each in member.model._meta.concrete_fields):
            found["project_id"] = self.project.pk
        if member in (told.SUBMISSIONS, told.ANSWERS):
            found["key"] = uuid4()
        if member is told.ITEMS:
            settled = row.get("settled")
            found["settled_id"] = None if settled is None else self.labels[settled]
            found["media"] = f"media/{self.project.pk}/{row['media']}" if row["media"] else ""
        return found

    def _recount(self) -> None:
        """What is counted is counted here, and must be what the archive says."""
        with connection.cursor() as cursor:
            for statement in (_RECOUNT, _FOLLOW):
                cursor.execute(statement, {"project": self.project.pk, "overlap": self.project.overlap})
        if wrong := differences(self.project):
            raise _damaged(wrong[0])

    def _copy_media(self) -> None:
        for name in self.archive.files("media"):
            if PurePosixPath(name).suffix not in PICTURES:
                raise _damaged(f"{name} is no picture")
            with self.archive.open(name) as content:
                default_storage.save(f"media/{self.project.pk}/{name.removeprefix('media/')}", File(content))

    def _copy_state(self) -> None:
        for name in self.archive.files("state"):
            number = int(PurePosixPath(name).name)
            with self.archive.open(name) as content:
                path = default_storage.save(f"states/{self.project.pk}/{number:06d}-1.state", File(content))
            Round.objects.filter(pk=self.rounds[number]).update(state_file=path)


def _plain(member: Member, row: Row) -> dict[str, Any]:
    """The fields that go as they are; one that an older archive does not know is as it is for new rows."""
    return {each.name: row[each.name] for each in member.plain if each.name in row}
