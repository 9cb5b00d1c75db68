"""The classes that the labels of a file are: those of the project, and those that it would get."""

from collections import Counter

from annotator import label_names
from annotator.files import Remark
from annotator.limits import MAX_LABELS
from annotator.models import Label, Project
from annotator.services.imports.seen import SeenLabel
from annotator.services.imports.tally import Tally
from annotator.services.projects.labels import WantedLabel, preview

NAMED = 5


def labels_seen(project: Project, tally: Tally) -> tuple[list[SeenLabel], list[Remark]]:
    """The classes in the order in which they come, and what to say of spellings that are one class."""
    there = {label_names.key(label.name): label for label in project.labels.all()}
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name, count in tally.labels.items():
        key = label_names.key(name)
        names.setdefault(key, there[key].name if key in there else name)
        counts[key] += count
    spellings = _spellings(tally)
    looks = _looks(project, [name for key, name in names.items() if key not in there])
    seen = [
        SeenLabel(
            name=name,
            key=there[key].key if key in there else looks[name].key,
            color=there[key].color if key in there else looks[name].color,
            items=counts[key],
            is_new=key not in there,
            spellings=[each for each in spellings.get(key, []) if each != name],
        )
        for key, name in list(names.items())[:MAX_LABELS]
        if key in there or name in looks
    ]
    return seen, [_alike(label) for label in seen if label.spellings]


def _spellings(tally: Tally) -> dict[str, list[str]]:
    """Key of a class -> how the file spells it; what somebody has mapped to it is no spelling."""
    found: dict[str, list[str]] = {}
    for spelled in tally.spelled:
        key = label_names.key(spelled)
        if label_names.key(tally.meaning.classes.of(spelled)) == key:
            found.setdefault(key, []).append(spelled)
    return found


def _looks(project: Project, new: list[str]) -> dict[str, Label]:
    """Keys and colours that new classes would get."""
    known = [WantedLabel(name=label.name, id=label.pk) for label in project.labels.all()]
    room = max(0, MAX_LABELS - len(known))
    labels = preview(project, [*known, *(WantedLabel(name=name) for name in new[:room])])
    return {label.name: label for label in labels[len(known) :]}


def _alike(label: SeenLabel) -> Remark:
    shown = ", ".join(f"“{name}”" for name in label.spellings[:NAMED])
    more = f" and {len(label.spellings) - NAMED:,} more" if len(label.spellings) > NAMED else ""
    verb = "is" if len(label.spellings) == 1 else "are"
    return Remark("labels_alike", f"{shown}{more} {verb} taken for the class “{label.name}”.")
