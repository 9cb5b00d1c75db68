"""The labels of a project: names, keys, colours. A label's position is its index in the engine and stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from annotator.errors import Conflict, Invalid
from annotator.models import Annotation, Item, Label, Project

KEYS = "1234567890qwertyuiopadhjklxvbnm"
KEYS_SET = frozenset(KEYS)
RESERVED = {"s": "skip", "f": "flag", "c": "comment", "g": "guidelines", "z": "zoom"}
# Okabe-Ito, then lighter and darker relatives; colour is never the only mark of a label.
COLORS = (
    *("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999"),
    *("#004B76", "#9A6A00", "#00694D", "#8C4C70", "#A6D8F5", "#8F3F00", "#9C9400", "#666666"),
)
MAX_LABELS = 1000


@dataclass(frozen=True)
class WantedLabel:
    """A label as a manager wants it. id None: a new one; key or colour None: the next free one."""

    name: str
    id: int | None = None
    key: str | None = None
    color: str | None = None


def find(labels: Iterable[Label], name: str) -> Label | None:
    """The label of this name: after trimming exactly, else without regard to case."""
    wanted = name.strip()
    known = list(labels)
    exact = next((label for label in known if label.name == wanted), None)
    return exact or next((label for label in known if label.name.casefold() == wanted.casefold()), None)


def add_labels(project: Project, names: Sequence[str]) -> dict[str, Label]:
    """Add the names that the project does not have; name as given -> its label, old or new.

    Needs the project's lock. Keys and colours are the next free ones; past the last key a label has none.
    """
    labels = list(project.labels.all())
    found: dict[str, Label] = {}
    for name in names:
        label = find(labels, name)
        if label is None:
            label = _new(project, labels, WantedLabel(name=name.strip()))
            label.save()
            labels.append(label)
        found[name] = label
    return found


def set_labels(project: Project, wanted: Sequence[WantedLabel]) -> None:
    """Make the project's labels these, in this order. Needs the project's lock.

    Raises Invalid (label_name, key_taken, key_reserved, too_many_labels) and Conflict (label_in_use).
    """
    _check(wanted)
    existing = {label.pk: label for label in project.labels.all()}
    kept = {w.id for w in wanted if w.id is not None}
    if unknown := kept - existing.keys():
        raise Invalid("unknown_label", f"This project has no label number {min(unknown)}.", attr="labels")
    _remove(project, [label for pk, label in existing.items() if pk not in kept])
    # Keys may be swapped among labels: clear them first, the constraint is checked row by row.
    project.labels.update(key="")
    placed: list[Label] = []
    for want in wanted:
        label = existing[want.id] if want.id is not None else _new(project, placed, want, taken=wanted)
        label.name = want.name.strip()
        label.key = label.key if want.key is None else want.key
        label.color = want.color or label.color
        placed.append(label)
    _place(project, placed)


def _check(wanted: Sequence[WantedLabel]) -> None:
    if len(wanted) > MAX_LABELS:
        raise Invalid("too_many_labels", f"A project can have {MAX_LABELS} labels at most.", attr="labels")
    names: set[str] = set()
    keys: dict[str, str] = {}
    for want in wanted:
        name = want.name.strip()
        if not name or name.casefold() in names:
            said = f"There are two labels called “{name}”." if name else "A label needs a name."
            raise Invalid("label_name", said, attr="labels")
        names.add(name.casefold())
        _check_key(want, keys)


def _check_key(want: WantedLabel, keys: dict[str, str]) -> None:
    key = want.key or ""
    if key in RESERVED:
        raise Invalid("key_reserved", f"The key “{key}” is taken by {RESERVED[key]}.", attr="labels")
    if key and key not in KEYS:
        raise Invalid("key_unknown", f"“{key}” cannot be a key. Use one of: {' '.join(KEYS)}.", attr="labels")
    if key and key in keys:
        raise Invalid("key_taken", f"“{keys[key]}” and “{want.name}” have the same key “{key}”.", attr="labels")
    if key:
        keys[key] = want.name


def _remove(project: Project, labels: Sequence[Label]) -> None:
    for label in labels:
        if Annotation.objects.filter(project=project, label=label).exists():
            said = f"“{label.name}” has answers already and cannot be removed. Rename it instead."
            raise Conflict("label_in_use", said, attr="labels")
    Item.objects.filter(project=project, truth__in=labels).update(truth=None)
    Label.objects.filter(pk__in=[label.pk for label in labels]).delete()


def _place(project: Project, placed: Sequence[Label]) -> None:
    """Save in the new order, unless rounds know the old one: then old positions stay and new labels follow."""
    fixed = project.rounds.exists()
    after = max((label.position for label in placed if label.pk), default=-1) + 1
    with transaction.atomic():
        for position, label in enumerate(placed):
            if not fixed:
                label.position = position
            elif label.pk is None:
                label.position, after = after, after + 1
            label.save()


def _new(project: Project, labels: Sequence[Label], want: WantedLabel, *, taken: Sequence[WantedLabel] = ()) -> Label:
    used = {label.key for label in labels} | {w.key for w in taken if w.key}
    position = max((label.position for label in labels), default=-1) + 1
    # A class called “7” is reached by 7; all others by the next free key.
    free = next((key for key in (want.name.strip(), *KEYS) if key in KEYS_SET and key not in used), "")
    color = want.color or COLORS[position % len(COLORS)]
    key = free if want.key is None else want.key
    return Label(project=project, name=want.name, key=key, color=color, position=position)
