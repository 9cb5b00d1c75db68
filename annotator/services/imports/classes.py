"""The classes that a batch names: found in the project, made where it is a draft, or said to be missing."""

from collections.abc import Iterable, Iterator, Sequence

from annotator import label_names
from annotator.files import RowProblem
from annotator.limits import MAX_LABELS
from annotator.models import Job, Project, ProjectStatus
from annotator.services.imports.copy import Incoming
from annotator.services.projects.labels import add_labels, by_name

# Of a job's params: spellings that were told of already.
TOLD = "spellings"


class Classes:
    """ids: the name of a class, as the batch has it -> the label of the project. Needs the project's lock.

    problems: names that the project does not know and may not get, and spellings that are taken for a class, each once
    in an import; told: these spellings, those of earlier batches too.
    """

    def __init__(self, project: Project, items: Sequence[Incoming], *, job: Job) -> None:
        self.project = project
        self.problems: list[RowProblem] = []
        self.ids: dict[str, int] = {}
        self.told: list[str] = list(job.params.get(TOLD, ()))
        self._names: dict[int, str] = {}
        names = _names_in(items)
        if names:
            self._find(names, job)
            self._say(items, names)

    def name_of(self, label: int | None) -> str:
        if label is not None and label not in self._names:
            self._names.update(self.project.labels.values_list("pk", "name"))
        return "" if label is None else self._names.get(label, "")

    def _find(self, names: Sequence[str], job: Job) -> None:
        labels = list(self.project.labels.all())
        known = by_name(labels)
        found = {name: label for name in names if (label := known(name))}
        missing = [name for name in names if name not in found]
        if missing and job.params.get("create_labels") and self.project.status == ProjectStatus.DRAFT:
            found |= add_labels(self.project, _that_fit(missing, room=MAX_LABELS - len(labels)), by=job.user)
            labels = list(self.project.labels.all())
        self.ids = {name: label.pk for name, label in found.items()}
        self._names = {label.pk: label.name for label in labels}

    def _say(self, items: Sequence[Incoming], names: Sequence[str]) -> None:
        told = set(self.told)
        if all(name in told or self.name_of(self.ids.get(name)) == name for name in names):
            return
        for item in items:
            for name in _names_of(item):
                if name not in self.ids:
                    self.problems.append(self._unknown(item, name))
                elif name not in told and name != self.name_of(self.ids[name]):
                    told.add(name)
                    self.problems.append(_alike(item, name, self.name_of(self.ids[name])))
        self.told = sorted(told)

    def _unknown(self, item: Incoming, name: str) -> RowProblem:
        if len(self._names) >= MAX_LABELS:
            detail = f"A project can have {MAX_LABELS:,} labels. Taken without its label; choose another label column."
            return RowProblem(item.file, item.line, "too_many_labels", detail, rejected=False)
        detail = f"The project has no label “{name}”. Taken without it; add the label and import again."
        return RowProblem(item.file, item.line, "unknown_label", detail, rejected=False)


def _that_fit(names: Sequence[str], *, room: int) -> list[str]:
    """All names of as many classes as there is room for: those that look alike are one."""
    keys = list(dict.fromkeys(label_names.key(name) for name in names))[: max(0, room)]
    return [name for name in names if label_names.key(name) in set(keys)]


def _names_in(items: Sequence[Incoming]) -> list[str]:
    """Each once, in the order in which they come."""
    if not any(item.answers or item.suggestions for item in items):
        return [name for name in dict.fromkeys(item.label for item in items) if name]
    return list(dict.fromkeys(name for item in items for name in _names_of(item)))


def _names_of(item: Incoming) -> Iterator[str]:
    if item.label:
        yield item.label
    if item.answers or item.suggestions:
        said: Iterable[str] = (*(each.label for each in item.answers), *(each.label for each in item.suggestions))
        yield from filter(None, said)


def _alike(item: Incoming, name: str, label: str) -> RowProblem:
    detail = f"“{name}” is taken for the class “{label}”."
    return RowProblem(item.file, item.line, "labels_alike", detail, rejected=False)
