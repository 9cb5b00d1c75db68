"""Files as Label Studio writes them, with answers of people and suggestions of models; what became of the answers."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator.models import Annotation, Project
from tests.cast import text_project


def studio(folder: Path, *tasks: Mapping[str, Any], name: str = "export.json") -> Path:
    """As Label Studio writes it: a list of tasks with annotations by people and predictions by models."""
    path = folder / name
    path.write_text(json.dumps(list(tasks)), encoding="utf-8")
    return path


def task(number: int, text: str, *annotations: tuple[str, str | None], **more: Any) -> dict[str, Any]:
    """annotations: (person, label); None: they skipped."""
    return {
        "id": number,
        "data": {"text": text},
        "annotations": [annotation(who, label) for who, label in annotations],
        "predictions": [prediction(*said) for said in more.get("predictions", ())],
    }


def annotation(who: str, label: str | None) -> dict[str, Any]:
    return {
        "completed_by": {"email": who},
        "was_cancelled": label is None,
        "lead_time": 4.5,
        "created_at": "2024-05-01T10:00:00Z",
        "result": [] if label is None else [choice(label)],
    }


def prediction(model: str, label: str, score: float) -> dict[str, Any]:
    return {"model_version": model, "score": score, "result": [choice(label)]}


def choice(label: str) -> dict[str, Any]:
    return {"type": "choices", "from_name": "kind", "to_name": "text", "value": {"choices": [label]}}


def given(project: Project) -> list[tuple[int, str, str | None]]:
    """(row, who, label) of the answers that stand."""
    answers = Annotation.objects.filter(project=project, replaced_at=None).select_related("user", "label", "item")
    return sorted((a.item.row, a.user.shown_name, a.label.name if a.label else None) for a in answers)


def started(**settings: Any) -> Project:
    return text_project(items=0, **settings)
