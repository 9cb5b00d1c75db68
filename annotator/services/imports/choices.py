"""What somebody says about a file: how it is read, what its columns and labels are, and what annotators see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from annotator import files, label_names
from annotator.errors import Invalid
from annotator.fields import changed
from annotator.models import Project
from annotator.services.projects.fields import check_fields

Look = Literal["heading", "small", "hidden"]


@dataclass(frozen=True)
class Shown:
    """A column that annotators see beside the main content. read: the model reads it too; identifies: texts that differ
    in it are different items; place: among the columns that do so.
    """

    name: str
    look: Look = "small"
    read: bool = False
    identifies: bool = False
    place: int = 0


@dataclass(frozen=True, kw_only=True)
class Said(files.Choices):
    """All that may be said of a file: what its reader needs to know, and what becomes of what was read.

    fields: None leaves the project's as they are. mapping: a label as in the file -> the class that it is, or None to
    leave it out.
    """

    fields: tuple[Shown, ...] | None = None
    mapping: Mapping[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "Said":
        """From what a request or a stored job says. Raises Invalid (unknown_format, too_many_fields)."""
        known = {name: params[name] for name in (each.name for each in fields(cls)) if params.get(name) is not None}
        if "fields" in known:
            known["fields"] = tuple(each if isinstance(each, Shown) else Shown(**each) for each in known["fields"])
        said = cls(**known)
        if said.format is not None and said.format not in files.FORMATS_IN:
            detail = f"There is no reader “{said.format[:80]}”. There are: {', '.join(files.FORMATS_IN)}."
            raise Invalid("unknown_format", detail, attr="format")
        check_fields([shown.name for shown in said.fields or ()])
        return said

    def as_params(self) -> dict[str, Any]:
        """What was said, as a job or an upload keeps it."""
        return {name: value for name, value in asdict(self).items() if value is not None and value != {}}

    def for_reader(self) -> files.Choices:
        """What the reader of the file needs to know."""
        return files.Choices(**{each.name: getattr(self, each.name) for each in fields(files.Choices)})

    def class_names(self) -> "ClassNames":
        return ClassNames(self.mapping)


NOTHING_SAID = Said()


class ClassNames:
    """Labels as a file spells them -> names of classes; "" for one that is left out."""

    def __init__(self, mapping: Mapping[str, str | None]) -> None:
        self._mapping = {name: label_names.clean(to or "") for name, to in mapping.items()}
        self._by_key = {label_names.key(name): to for name, to in self._mapping.items()}
        self._known: dict[str, str] = {"": ""}

    def of(self, label: str) -> str:
        name = self._known.get(label)
        if name is None:
            name = self._known[label] = self._named(label)
        return name

    def _named(self, label: str) -> str:
        if label in self._mapping:
            return self._mapping[label]
        return self._by_key.get(label_names.key(label), label_names.clean(label))


def shown_of(stored: Sequence[Mapping[str, Any]]) -> tuple[Shown, ...]:
    """A project's fields, as they are stored."""
    return tuple(Shown(**each) for each in stored)


def fields_after(project: Project, said: Said) -> tuple[Shown, ...]:
    """The project's fields once the file is imported. What tells items apart is settled before the first one comes."""
    if said.fields is None:
        return shown_of(project.fields)
    wanted = [asdict(each) for each in said.fields]
    return shown_of(changed(project.fields, wanted, has_items=project.next_row > 0))
