"""What a data set says of itself: its classes and splits, how it was selected, how right it is, and what it cost."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.models import Annotation, Kind, Project, Round
from annotator.selectors.results import accuracy_sentence, learned_round
from annotator.selectors.strategies import title_of

_TASK = {Kind.TEXT: "text-classification", Kind.IMAGE: "image-classification"}
_BODY = """# {name}

{counts} Made {by}.

| label | items |
|---|---|
{labels}

## How it was selected

{selected}

## How right it is

{right}

## What it cost

{cost}
"""


@dataclass
class Counted:
    """What has been written: items by split, and by label; None: without a label."""

    splits: Counter[str] = field(default_factory=Counter)
    labels: Counter[str | None] = field(default_factory=Counter)

    def add(self, split: str, label: str | None) -> None:
        """One item more."""
        self.splits[split] += 1
        self.labels[label] += 1


def card_of(project: Project, counted: Counted, *, names: Sequence[str], features: str) -> str:
    """README.md as Hugging Face reads it. features: its YAML of columns, indented by 4; empty where it finds them."""
    head = _head(project, counted, features=features)
    people = Annotation.objects.filter(project=project, replaced_at__isnull=True).values("user").distinct().count()
    body = _BODY.format(
        name=project.name,
        counts=_counts(counted),
        by=f"by {people:,} {'person' if people == 1 else 'people'}",
        labels="\n".join(_row(name, counted.labels) for name in (*names, None) if name or counted.labels[None]),
        selected=_selected(project),
        right=_right(learned_round(project)),
        cost=_cost(project),
    )
    return f"---\n{head}---\n\n{body}"


def _head(project: Project, counted: Counted, *, features: str) -> str:
    task = _TASK[Kind(project.kind)]
    path = "data/{}.jsonl" if project.kind == Kind.TEXT else "data/{}/**"
    files = "".join(f"  - split: {name}\n    path: {path.format(name)}\n" for name in sorted(counted.splits))
    head = f"task_categories:\n- {task}\n"
    head += f"configs:\n- config_name: default\n  data_files:\n{files}" if files else ""
    return head + (f"dataset_info:\n  features:\n{features}" if features and files else "")


def quoted(text: str) -> str:
    """A text as YAML takes it."""
    return json.dumps(text, ensure_ascii=False)


def _row(name: str | None, labels: Mapping[str | None, int]) -> str:
    shown = "*none*" if name is None else name.replace("|", "\\|").replace("\n", " ")
    return f"| {shown} | {labels.get(name, 0):,} |"


def _counts(counted: Counted) -> str:
    total = sum(counted.splits.values())
    by_split = ", ".join(f"{n:,} in {name}" for name, n in sorted(counted.splits.items()))
    return f"{total:,} items: {by_split}." if total else "No items."


def _selected(project: Project) -> str:
    rounds = Round.objects.filter(project=project, status="done", labels_new__gt=0).count()
    strategy = title_of(project.strategy)
    words = f"Labels were asked for by “{strategy}” over {rounds:,} rounds. They are no random sample:"
    return (
        f"{words} a model chose what it would learn most from. {100 * project.audit_share:.0f} % of them were drawn"
        " at random instead, and the model never learned from them."
    )


def _right(newest: Round | None) -> str:
    if newest is None:
        return "No model has been measured against these labels."
    return (
        f"Of the model that learned these labels: {accuracy_sentence(newest)} This is no accuracy of the labels; where"
        " `labelled_by` is `model`, the label is its own."
    )


def _cost(project: Project) -> str:
    return f"{project.labels_spent:,} labels, {project.money_spent:.2f} {project.currency}."
