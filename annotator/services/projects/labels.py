"""The labels of a project: names, keys, colours. A label's position is its index in the engine and stays."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from annotator import label_names
from annotator.blank import is_blank
from annotator.errors import Conflict, Invalid
from annotator.label_keys import KEYS, RESERVED_KEYS, KeyWish, give_colors, give_keys, is_key, misleading
from annotator.limits import MAX_LABELS
from annotator.models import Annotation, Decided, Decision, Item, Label, Origin, Project, ProjectStatus, User
from annotator.services import project_log
from annotator.services.projects.changes import label_facts, labels_of
from annotator.services.queue.arrive import take_back


@dataclass(frozen=True)
class WantedLabel:
    """A label as a manager wants it. id None: a new one; key or colour None: what label_keys.py gives it."""

    name: str
    id: int | None = None
    key: str | None = None
    color: str | None = None


def find(labels: Iterable[Label], name: str) -> Label | None:
    """The label of this name: exactly, else one that people take for it (label_names.py)."""
    return by_name(labels)(name)


def by_name(labels: Iterable[Label]) -> Callable[[str], Label | None]:
    """As `find`, for many names."""
    known = list(labels)
    exact = {label.name: label for label in reversed(known)}
    alike = {label_names.key(label.name): label for label in reversed(known)}
    return lambda name: exact.get(label_names.clean(name)) or alike.get(label_names.key(name))


def add_labels(project: Project, names: Sequence[str], *, by: User | None = None) -> dict[str, Label]:
    """Add the names that the project does not have; name as given -> its label, old or new.

    Needs the project's lock; the project is a draft. Keys and colours are given as label_keys.py says.
    by: who wants it, for the project log; None where a command does.
    """
    known = labels_of(project)
    labels = list(project.labels.all())
    before = {label.pk: label.key for label in labels}
    after = max((label.position for label in labels), default=-1) + 1
    given: dict[str, Label] = {}
    alike = {label_names.key(label.name): label for label in reversed(labels)}
    find_known = by_name(labels)
    for name in names:
        label = find_known(name) or alike.get(label_names.key(name))
        if label is None:
            label = alike[label_names.key(name)] = Label(project=project, name=label_names.clean(name), position=after)
            labels.append(label)
            after += 1
        given[name] = label
    _dress(labels, [WantedLabel(name=label.name, id=label.pk) for label in labels], are_keys_fixed=False)
    if changed := [label for label in labels if before.get(label.pk) != label.key]:
        _save(changed)
        project.version += 1
        project.save(update_fields=["version"])
    project_log.write(project, *label_facts(project, known), by=by)
    return given


def set_labels(project: Project, wanted: Sequence[WantedLabel]) -> None:
    """Make the project's labels these, in this order. Needs the project's lock; the caller counts its version up.

    One without an id is the label of its name, where the project has it: known items keep their truth.
    Raises Invalid (label_name, label_twice, key_taken, key_reserved, key_misleads, too_many_labels) and Conflict
    (label_in_use).
    """
    existing = {label.pk: label for label in project.labels.all()}
    placed = _placed(project, existing, wanted)
    kept = {label.pk for label in placed}
    _remove(project, [label for pk, label in existing.items() if pk not in kept])
    _place(project, placed)


def preview(project: Project, wanted: Sequence[WantedLabel]) -> list[Label]:
    """The labels as `set_labels` would make them; nothing is stored. Raises Invalid as it does."""
    return _placed(project, {label.pk: label for label in project.labels.all()}, wanted)


def _placed(project: Project, existing: Mapping[int, Label], wanted: Sequence[WantedLabel]) -> list[Label]:
    _check(wanted)
    wanted = _recognised(existing, wanted)
    if unknown := {want.id for want in wanted if want.id is not None} - existing.keys():
        raise Invalid("unknown_label", f"This project has no label number {min(unknown)}.", attr="labels")
    placed = [Label(project=project) if want.id is None else existing[want.id] for want in wanted]
    _dress(placed, wanted, are_keys_fixed=project.status != ProjectStatus.DRAFT)
    return placed


def _recognised(existing: Mapping[int, Label], wanted: Sequence[WantedLabel]) -> list[WantedLabel]:
    """With the id of the known label of this name where none is said, unless another one is to have that label."""
    claimed = {want.id for want in wanted}
    free = [label for pk, label in existing.items() if pk not in claimed]
    known = [find(free, want.name) if want.id is None else None for want in wanted]
    return [replace(want, id=label.pk) if label else want for want, label in zip(wanted, known, strict=True)]


def _dress(labels: Sequence[Label], wanted: Sequence[WantedLabel], *, are_keys_fixed: bool) -> None:
    """Give each label its name, key and colour. are_keys_fixed: the keys that labels have stay with them."""
    wishes = [_wish(label, want, is_fixed=are_keys_fixed) for label, want in zip(labels, wanted, strict=True)]
    _check_keys(wishes)
    keys = give_keys(wishes)
    if liar := misleading(wishes, keys):
        key = keys[wishes.index(liar)]
        detail = f"The key “{key}” means “{liar.name}”, and another label is called “{key}”."
        raise Invalid("key_misleads", f"{detail} Give “{liar.name}” another key.", attr="labels")
    colors = give_colors([want.color or label.color or None for label, want in zip(labels, wanted, strict=True)])
    for label, want, key, color in zip(labels, wanted, keys, colors, strict=True):
        label.name, label.key, label.color = want.name.strip(), key, color


def _wish(label: Label, want: WantedLabel, *, is_fixed: bool) -> KeyWish:
    name = want.name.strip()
    if label.pk is None:
        return KeyWish(name, typed=want.key)
    typed = label.key if want.key is None and is_fixed else want.key
    return KeyWish(name, typed=typed, has=label.key, had_name=label.name)


def _check(wanted: Sequence[WantedLabel]) -> None:
    if len(wanted) > MAX_LABELS:
        raise Invalid("too_many_labels", f"A project can have {MAX_LABELS:,} labels at most.", attr="labels")
    twice = [pk for pk, count in Counter(want.id for want in wanted).items() if pk is not None and count > 1]
    if twice:
        raise Invalid("label_twice", f"The label number {min(twice)} is in the list twice.", attr="labels")
    names: set[str] = set()
    for want in wanted:
        name = want.name.strip()
        if is_blank(name) or name.casefold() in names:
            message = f"There are two labels called “{name}”." if not is_blank(name) else "A label needs a name."
            raise Invalid("label_name", message, attr="labels")
        names.add(name.casefold())


def _check_keys(wishes: Sequence[KeyWish]) -> None:
    holders: dict[str, str] = {}
    for wish in wishes:
        key = wish.typed
        if not key:
            continue
        if key in RESERVED_KEYS:
            raise Invalid("key_reserved", f"The key “{key}” is taken by {RESERVED_KEYS[key]}.", attr="labels")
        if not is_key(key):
            raise Invalid("key_unknown", f"“{key}” cannot be a key. Use one of: {' '.join(KEYS)}.", attr="labels")
        if holder := holders.get(key):
            message = f"“{holder}” and “{wish.name}” have the same key “{key}”."
            raise Invalid("key_taken", message, attr="labels")
        holders[key] = wish.name


def _remove(project: Project, labels: Sequence[Label]) -> None:
    """Answers of people stand in the way; not those that files have brought to a draft, which may come again."""
    answers = Annotation.objects.filter(project=project, label__in=labels)
    if project.status == ProjectStatus.DRAFT:
        answers = answers.exclude(submission__origin=Origin.IMPORT)
    in_use = set(answers.values_list("label", flat=True).distinct())
    if label := next((label for label in labels if label.pk in in_use), None):
        message = f"“{label.name}” has answers already and cannot be removed. Rename it instead."
        raise Conflict("label_in_use", message, attr="labels")
    if project.status == ProjectStatus.DRAFT:
        take_back(project, labels)
    items = Item.objects.filter(project=project)
    decided = set(Decision.objects.filter(label__in=labels).values_list("label", flat=True))
    decided |= set(Decided.objects.filter(label__in=labels).values_list("label", flat=True))
    decided |= set(items.filter(settled__in=labels).values_list("settled", flat=True))
    if label := next((label for label in labels if label.pk in decided), None):
        message = f"Items were settled as “{label.name}”: it cannot be removed. Rename it instead."
        raise Conflict("label_in_use", message, attr="labels")
    items.filter(truth__in=labels).update(truth=None)
    Label.objects.filter(pk__in=[label.pk for label in labels]).delete()


def _place(project: Project, placed: Sequence[Label]) -> None:
    """Save in the new order, unless rounds know the old one: then old positions stay and new labels follow."""
    fixed = project.rounds.exists()
    after = max((label.position for label in placed if label.pk), default=-1) + 1
    for position, label in enumerate(placed):
        if not fixed:
            label.position = position
        elif label.pk is None:
            label.position, after = after, after + 1
    _save(placed)


def _save(labels: Sequence[Label]) -> None:
    with transaction.atomic():
        # Keys may move from label to label: clear them first, the constraint is checked row by row.
        Label.objects.filter(pk__in=[label.pk for label in labels if label.pk]).update(key="")
        for label in labels:
            label.save()
