"""What has changed in a project, as the project log keeps it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from annotator.models import Label, LogKind, Project, ProjectStatus
from annotator.services.project_log import Fact
from annotator.services.projects.fields import in_words

# Names in one entry; the rest is counted.
NAMED = 5
# Too long for the log: it only says that they have changed.
UNQUOTED = {"guidelines"}
_LOOKS = (("name", LogKind.LABEL_NAME), ("key", LogKind.LABEL_KEY), ("color", LogKind.LABEL_COLOR))


@dataclass(frozen=True)
class LabelLook:
    """A label as it stood."""

    name: str
    key: str
    color: str
    position: int


def settings_of(project: Project, fields: Sequence[str]) -> dict[str, Any]:
    return {field: getattr(project, field) for field in fields}


def setting_facts(project: Project, before: Mapping[str, Any]) -> list[Fact]:
    """before: values by field, as `settings_of` gave them."""
    after = settings_of(project, list(before))
    return [_setting(field, value, after[field]) for field, value in before.items() if value != after[field]]


def _setting(field: str, before: object, after: object) -> Fact:
    if field in UNQUOTED:
        return Fact(LogKind.SETTING, field)
    words = _model if field == "shown_suggestions" else _words
    return Fact(LogKind.SETTING, field, words(before), words(after))


def _model(name: object) -> str:
    return "" if name is None else f"“{name}”" if name else "a model without a name"


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return in_words(value) or "none"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def labels_of(project: Project) -> dict[int, LabelLook]:
    return {label.pk: _look(label) for label in Label.objects.filter(project=project)}


def _look(label: Label) -> LabelLook:
    return LabelLook(label.name, label.key, label.color, label.position)


def label_facts(project: Project, before: Mapping[int, LabelLook]) -> list[Fact]:
    """before: as `labels_of` gave them. In a draft keys and colours are still given by themselves, and not told."""
    after = labels_of(project)
    stayed = [(before[pk], after[pk]) for pk in after if pk in before]
    new = [label.name for pk, label in after.items() if pk not in before]
    gone = [label.name for pk, label in before.items() if pk not in after]
    facts = [*_named(LogKind.LABELS_ADDED, new), *_named(LogKind.LABELS_REMOVED, gone)]
    looks = _LOOKS[:1] if project.status == ProjectStatus.DRAFT else _LOOKS
    facts += [fact for was, is_now in stayed for fact in _look_facts(was, is_now, looks)]
    if [was.position for was, _ in stayed] != sorted(was.position for was, _ in stayed):
        facts.append(Fact(LogKind.LABELS_ORDERED))
    return facts


def _named(kind: LogKind, names: Sequence[str]) -> list[Fact]:
    return [Fact(kind, listed(names))] if names else []


def listed(names: Sequence[str]) -> str:
    """“a”, “b” and 3 more"""
    shown = [f"“{name}”" for name in names[:NAMED]]
    rest = f"{len(names) - NAMED:,} more" if len(names) > NAMED else shown.pop()
    return f"{', '.join(shown)} and {rest}" if shown else rest


def _look_facts(was: LabelLook, is_now: LabelLook, looks: Sequence[tuple[str, LogKind]]) -> list[Fact]:
    changed = [(kind, getattr(was, field), getattr(is_now, field)) for field, kind in looks]
    return [Fact(kind, is_now.name, before, after) for kind, before, after in changed if before != after]
