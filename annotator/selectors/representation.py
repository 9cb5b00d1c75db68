"""What the proxy looks at, what the project's own labels said of each representation, and how far features are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import selection
from annotator.models import Project, Round, RoundStatus
from annotator.selectors.features import FeatureProgress, progress_of, wants_features
from annotator.selectors.strategies import strategy_of

Z_95 = 1.96
# Contests on data of two classes (docs/benchmarks.md) show no gain by the choice of items that is beyond doubt.
TWO_LABELS = "With only two labels, which items are asked first makes little difference."
TITLES: Mapping[str, str] = {
    "sentences+words": "Sentences and words",
    "sentences": "Sentences",
    "words": "Words",
    "tokens": "Single words",
    "photos+shapes": "Photos and shapes",
    "photos": "Photos",
    "shapes": "Shapes",
    "own": "A model from scratch",
}
ABOUT: Mapping[str, str] = {
    "sentences+words": "both together, side by side",
    "sentences": "what a model of sentences in English knows",
    "words": "which words and runs of letters stand in the text",
    "tokens": "what single words mean, without their order",
    "photos+shapes": "both together, side by side",
    "photos": "what a model of photographs knows, from the original picture",
    "shapes": "edges and small pixels, nothing learned before",
    "own": "learns from this project’s labels alone",
}


@dataclass(frozen=True)
class JudgedRow:
    """A representation and the share of labels that it gets right in cross-validation, with its 95 % interval."""

    name: str
    title: str
    about: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Looks:
    """name: of the representation in use; None before the first round. judged: best first, on `labels` labels.

    pinned: the manager has chosen it, nothing is judged.
    """

    sentence: str
    name: str | None
    pinned: bool
    labels: int
    judged: list[JudgedRow]
    features: list[FeatureProgress]


def looks_of(project: Project, rounds: Sequence[Round]) -> Looks | None:
    """None where the project's strategy knows no representations."""
    if not wants_features(project):
        return None
    newest = next((done for done in reversed(rounds) if done.status == RoundStatus.DONE), None)
    report: Mapping[str, Any] = newest.report if newest else {}
    name, features = report.get("representation"), progress_of(project)
    judged = sorted((_judged(*row) for row in report.get("judged", [])), key=lambda row: -row.value)
    pinned = strategy_of(project).features != selection.AUTO
    sentence = _sentence(name, judged, features, pinned=pinned)
    if judged and project.labels.count() == 2:
        sentence += f" {TWO_LABELS}"
    return Looks(
        sentence=sentence,
        name=name,
        pinned=pinned,
        labels=report.get("judged_labels", 0),
        judged=judged,
        features=features,
    )


def _judged(name: str, accuracy: float, standard_error: float) -> JudgedRow:
    low, high = accuracy - Z_95 * standard_error, accuracy + Z_95 * standard_error
    return JudgedRow(name, TITLES.get(name, name), ABOUT.get(name, ""), accuracy, max(0.0, low), min(1.0, high))


def _sentence(
    name: str | None, judged: Sequence[JudgedRow], features: Sequence[FeatureProgress], *, pinned: bool
) -> str:
    if name is None:
        return f"The model has not looked at anything yet. {_waiting(features)}".strip()
    start = f"The model looks at: {TITLES.get(name, name).lower()}"
    if pinned:
        return f"{start}, as set by a manager."
    if name == selection.OWN and not judged:
        return f"The model learns from scratch until features are ready. {_waiting(features)}".strip()
    if not judged:
        return f"{start}. From {selection.LEAST_LABELS} labels on, these labels say which representation learns best."
    said = [_share(row) for row in judged if row.name == name] + [_share(row) for row in judged if row.name != name]
    return f"{said[0]} in cross-validation{'; ' if said[1:] else ''}{'; '.join(said[1:])}."


def _share(row: JudgedRow) -> str:
    return f"{row.title}: {100 * row.low:.0f} to {100 * row.high:.0f} % right"


def _waiting(features: Sequence[FeatureProgress]) -> str:
    """How far the features that are farthest are."""
    begun = [each for each in features if not each.error]
    if not begun:
        return ""
    farthest = max(begun, key=lambda each: each.rows)
    if farthest.rows >= farthest.total:
        return "Features are there; the next round looks at them."
    return f"Features of {farthest.rows:,} of {farthest.total:,} items are there."
