"""Which items of a project: one description for exports and for whoever shows items."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from annotator.errors import Invalid
from annotator.models import Item, ItemRole, ItemState, Project
from annotator.selectors.answers import current_answers
from annotator.statistics.consensus import consensus


class Standing(StrEnum):
    """How far an item is: each is in one of these."""

    LABELLED = "labelled"
    TIED = "tied"
    UNLABELLED = "unlabelled"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, kw_only=True)
class ItemFilter:
    """Items for which all that is said holds; None: whatever it is.

    label: the name of the label that their answers amount to. role: pool, audit or gold. split: as their file had it.
    """

    state: str | None = None
    label: str | None = None
    role: str | None = None
    split: str | None = None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "ItemFilter":
        """From what a request or a stored job says. Raises Invalid (unknown_filter)."""
        names = {each.name for each in fields(cls)}
        if unknown := sorted(said.keys() - names):
            detail = f"Items cannot be chosen by “{unknown[0]}”, but by {', '.join(sorted(names))}."
            raise Invalid("unknown_filter", detail, attr="items")
        chosen = cls(**{name: value or None for name, value in said.items()})
        _check("state", chosen.state, list(Standing))
        _check("role", chosen.role, ItemRole.values)
        return chosen

    @property
    def as_json(self) -> dict[str, str]:
        """What `of` takes: only what is said."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in said.items() if value is not None}

    @property
    def is_all(self) -> bool:
        """Whether it chooses every item."""
        return not self.as_json

    def items(self, project: Project) -> QuerySet[Item]:
        """The chosen items. Raises Invalid (unknown_label)."""
        items = Item.objects.filter(project=project)
        if self.role is not None:
            items = items.filter(role=self.role)
        if self.split is not None:
            items = items.filter(metadata__split=self.split)
        if self.label is not None:
            items = items.filter(pk__in=_labelled_as(project, self.label))
        return items if self.state is None else _standing(project, items, Standing(self.state))


def tied_items(project: Project) -> list[int]:
    """Ids of the items on which people are tied."""
    answers = current_answers(project).filter(item__answers__gt=1).values_list("item_id", "label_id")
    return [item for item, label in consensus(answers.iterator()).items() if label is None]


def _standing(project: Project, items: QuerySet[Item], standing: Standing) -> QuerySet[Item]:
    if standing is Standing.SET_ASIDE:
        return items.exclude(state=ItemState.OPEN)
    items = items.filter(state=ItemState.OPEN)
    if standing is Standing.UNLABELLED:
        return items.filter(answers=0)
    tied = tied_items(project)
    return items.filter(pk__in=tied) if standing is Standing.TIED else items.filter(answers__gt=0).exclude(pk__in=tied)


def _labelled_as(project: Project, name: str) -> list[int]:
    label = project.labels.filter(name=name).first()
    if label is None:
        raise Invalid("unknown_label", f"This project has no label “{name[:80]}”.", attr="items")
    named = current_answers(project).filter(label=label).values("item_id")
    answers = current_answers(project).filter(item_id__in=named).values_list("item_id", "label_id")
    return [item for item, given in consensus(answers.iterator()).items() if given == label.pk]


def _check(name: str, value: str | None, known: list[str]) -> None:
    if value is not None and value not in known:
        detail = f"{name.capitalize()} is one of {', '.join(known)}, not “{value[:80]}”."
        raise Invalid("unknown_filter", detail, attr="items")
