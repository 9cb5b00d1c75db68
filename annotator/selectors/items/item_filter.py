"""Which items of a project: one description for exports, for programs and for whoever shows or removes items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from annotator.errors import Invalid
from annotator.models import Item, ItemRole, Project
from annotator.selectors.items.conditions import CONDITIONS, Condition


class Standing(StrEnum):
    """How far an item is: each is in one of these."""

    LABELLED = "labelled"
    TIED = "tied"
    UNLABELLED = "unlabelled"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, kw_only=True)
class ItemFilter:
    """Items for which all that is said holds; None: whatever it is. What each means: conditions.py.

    id: their numbers. label: the name of the label that their answers amount to, or that was decided. role: pool, audit
    or gold. measures: they are audit or gold items. split: as their file had it. column: `NAME=VALUE` and the like, of
    their own columns (columns.py). text: words that all come in them. leased: somebody holds them now. person: the
    number of an account that has answered them. given: `PERSON=LABEL`, the number of an account and the label that it
    gave them. truth: the name of their true label, of gold items what they are known as. answers: how many labels they
    have. skipped, flagged, commented: by anybody, in an answer that stands; skip_reason: words of it. disagreeing: not
    all labels are the same. adjudicated: their label was decided. sampled: a label of theirs is drawn for review;
    reviewed: somebody has decided on them as they are; returned: sent back by a reviewer, and answered anew. predicted:
    the label that the model thinks likeliest, with a probability within from and to; against_model: their label is
    another one, or (False) this one. suspected: the newest round takes their label for an error, and nothing happened
    to it since. suggested: a label that a model suggests; suggested_by: a model that has suggested anything,
    not_suggested_by: one that has not. round: whose ranking brought them to somebody. answered: when any answer that
    stands was given.
    """

    id: tuple[int, ...] | None = None
    state: str | None = None
    label: str | None = None
    set_aside: bool | None = None
    role: str | None = None
    measures: bool | None = None
    split: str | None = None
    external_id: str | None = None
    text: str | None = None
    column: tuple[str, ...] | None = None
    leased: bool | None = None
    person: int | None = None
    given: tuple[str, ...] | None = None
    truth: str | None = None
    answers: int | None = None
    answers_from: int | None = None
    answers_to: int | None = None
    skipped: bool | None = None
    skip_reason: str | None = None
    flagged: bool | None = None
    commented: bool | None = None
    disagreeing: bool | None = None
    adjudicated: bool | None = None
    sampled: bool | None = None
    reviewed: bool | None = None
    returned: bool | None = None
    suggested: str | None = None
    suggested_by: str | None = None
    not_suggested_by: str | None = None
    predicted: str | None = None
    probability_from: float | None = None
    probability_to: float | None = None
    against_model: bool | None = None
    suspected: bool | None = None
    round: int | None = None
    answered_from: datetime | None = None
    answered_to: datetime | None = None
    added_from: datetime | None = None
    added_to: datetime | None = None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "ItemFilter":
        """From what a request or a stored job says; an empty text is not said. Raises Invalid (unknown_filter)."""
        names = {each.name for each in fields(cls)}
        if unknown := sorted(said.keys() - names):
            detail = f"Items cannot be chosen by “{unknown[0]}”, but by {', '.join(sorted(names))}."
            raise Invalid("unknown_filter", detail, attr="items")
        chosen = cls(**{name: _read(name, value) for name, value in said.items()})
        _check("state", chosen.state, list(Standing))
        _check("role", chosen.role, ItemRole.values)
        return chosen

    @property
    def said(self) -> dict[str, Any]:
        """What is said, by name."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in said.items() if value is not None}

    @property
    def as_json(self) -> dict[str, Any]:
        """What `of` takes: only what is said."""
        return {name: _written(value) for name, value in self.said.items()}

    @property
    def is_all(self) -> bool:
        """Whether it chooses every item."""
        return not self.said

    def conditions(self, project: Project) -> list[Condition]:
        """What must hold of an item. Raises Invalid (unknown_label, unknown_filter)."""
        return [CONDITIONS[name](project, value) for name, value in self.said.items()]

    def items(self, project: Project) -> QuerySet[Item]:
        """The chosen items. Raises Invalid as `conditions`."""
        items = Item.objects.filter(project=project)
        if self.is_all:
            return items
        sql, values = all_hold(self.conditions(project))
        chosen = f"SELECT item.id FROM annotator_item item WHERE item.project_id = %s AND {sql}"  # noqa: S608 - our own texts
        return items.filter(pk__in=RawSQL(chosen, [project.pk, *values]))  # noqa: S611 - values go as values


def all_hold(conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    """All of them as one condition on `item`, and its values."""
    sql = " AND ".join(f"({each.holds.text})" for each in conditions) or "true"
    return sql, [value for each in conditions for value in each.holds.values]


def _read(name: str, value: Any) -> Any:
    if value is None or (isinstance(value, str | list | tuple) and not value):
        return None
    if name.endswith(("_from", "_to")) and isinstance(value, str):
        return datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _check(name: str, value: str | None, known: list[str]) -> None:
    if value is not None and value not in known:
        detail = f"{name.capitalize()} is one of {', '.join(known)}, not “{value[:80]}”."
        raise Invalid("unknown_filter", detail, attr="items")
