"""Manifests of cloud services: SageMaker Ground Truth, Vertex AI and AutoML, Scale."""

from typing import Any

from annotator.files.cells import moment_in, number_in, text_in
from annotator.files.columns import Columns
from annotator.files.problems import Unusable
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.guesses import text_column
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification

META = "-metadata"
USE = "aiplatform.googleapis.com/ml_use"


def ground_truth(sample: Sample) -> Shape | None:
    """Augmented manifests: `source`, and for each job its answer and `job-metadata`."""
    jobs = [column.removesuffix(META) for column in sample.columns if column.endswith(META)]
    jobs = [job for job in jobs if job in sample.columns]
    if not jobs or not {"source", "source-ref"} & set(sample.columns):
        return None
    if not sample.cells("source"):
        raise _only_addresses("manifest of SageMaker Ground Truth")
    about = [cell for job in jobs for cell in sample.cells(job + META) if isinstance(cell, dict)]
    if about and not any("class-name" in cell or "class-map" in cell for cell in about) and sample.wants_labels:
        raise not_classification("SageMaker Ground Truth", "marked parts (spans or boxes)")
    job = sample.choices.label_column if sample.choices.label_column in jobs else jobs[-1]
    away = [part for name in jobs for part in (name, name + META)]

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get("source")), metadata=rest_of(row, "source", *away))
        meta = row.get(job + META)
        if sample.wants_labels and isinstance(meta, dict):
            classes = meta.get("class-name") or list((meta.get("class-map") or {}).values())
            if str(meta.get("human-annotated", "yes")) == "yes":
                draft.answer(classes, at=moment_in(meta.get("creation-date")))
            else:
                draft.suggest(classes, model=text_in(meta.get("job-name")), score=_confidence(meta))
        return draft

    return Shape("ground-truth", read, Columns("source", job))


def _confidence(meta: Row) -> float | None:
    given = meta.get("confidence", meta.get("confidence-map"))
    return number_in(next(iter(given.values()), None) if isinstance(given, dict) else given)


def _only_addresses(what: str) -> Unusable:
    detail = (
        f"This {what} holds web addresses of files, no texts. "
        "Download the files, and import them as a zip with a table of their names and labels."
    )
    return Unusable("only_addresses", detail)


def vertex(sample: Sample) -> Shape | None:
    """JSONL of Vertex AI and AutoML."""
    text_keys = {"textContent", "textGcsUri", "imageGcsUri", "text_snippet", "textSnippet"}
    label_keys = ("classificationAnnotation", "classificationAnnotations", "annotations")
    if not text_keys & set(sample.columns) or not set(label_keys) & set(sample.columns):
        return None
    if not any(_vertex_text(row) for row in sample.rows):
        raise _only_addresses("file of Vertex AI")
    marks = sample.cells("textSegmentAnnotations")
    given = [cell for key in label_keys for cell in sample.cells(key)]
    if marks and not given and sample.wants_labels:
        raise not_classification("Vertex AI", "marked spans of text")

    def read(row: Row) -> Draft:
        draft = Draft(_vertex_text(row), metadata=rest_of(row, *text_keys, *label_keys, "dataItemResourceLabels"))
        use = row.get("dataItemResourceLabels")
        if isinstance(use, dict) and use.get(USE):
            draft.metadata["split"] = use[USE]
        if sample.wants_labels:
            draft.set_label([_display_name(part) for key in label_keys for part in _many(row.get(key))])
        return draft

    return Shape("vertex", read, Columns("textContent", "classificationAnnotation"))


def _vertex_text(row: Row) -> str:
    snippet = row.get("text_snippet") or row.get("textSnippet")
    return text_in(row.get("textContent") or (snippet.get("content") if isinstance(snippet, dict) else ""))


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _display_name(part: Any) -> Any:
    return (part.get("displayName") or part.get("display_name")) if isinstance(part, dict) else part


def scale(sample: Sample) -> Shape | None:
    """Tasks of Scale: what was sent as `params`, what came back as `response`."""
    if not sample.holds("task_id", "params") or not {"response", "status"} & set(sample.columns):
        return None
    sent = [cell for cell in sample.cells("params") if isinstance(cell, dict)]
    keys = [
        key for key in dict.fromkeys(key for row in sent for key in row) if key not in ("instruction", "categories")
    ]
    text = text_column(sent, keys, sample.choices.text_column)
    if not text:
        raise _only_addresses("file of Scale")

    def read(row: Row) -> Draft:
        params, response = _object(row.get("params")), _object(row.get("response"))
        draft = Draft(text_in(params.get(text)), text_in(row.get("unique_id") or row.get("task_id")))
        draft.metadata = rest_of(_object(row.get("metadata") or params.get("metadata")))
        if sample.wants_labels:
            value = response.get("category") or response.get("categories")
            draft.answer(value or _taxonomies(response), at=moment_in(row.get("completed_at")))
        return draft

    return Shape("scale", read, Columns(f"params.{text}", "response", "task_id"))


def _taxonomies(response: Row) -> Any:
    """The answer to the first question of a collection."""
    for part in (*_object(response.get("taxonomies")).values(), *_object(response.get("annotations")).values()):
        return part.get("response") if isinstance(part, dict) else part
    return None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
