"""Prodigy: one row per answer, which accepts, rejects or ignores a class, or chooses among options."""

from collections.abc import Iterator
from typing import Any

from annotator.files.cells import moment_in, person_in, text_in
from annotator.files.columns import Columns
from annotator.files.problems import Remark, Unusable
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification

ANSWERS = {"accept", "reject", "ignore"}
KNOWN = (
    *("text", "html", "label", "options", "accept", "answer", "config", "spans", "tokens", "field_id", "field_label"),
    *("versions", "sessions", "view_id", "style"),
)


def prodigy(sample: Sample) -> Shape | None:
    """Recognised by its answers."""
    given = sample.cells("answer")
    if not given or not set(map(str, given)) <= ANSWERS:
        return None
    has_options, has_label = bool(sample.cells("options")), bool(sample.cells("label"))
    text = sample.choices.text_column or ("text" if sample.cells("text") else "html")
    if not any(text_in(row.get(text)) for row in sample.rows):
        raise Unusable("no_text_column", "These Prodigy answers have no text. Import images as a zip of a folder.")
    if not (has_options or has_label or sample.cells("accept")) and sample.wants_labels:
        raise not_classification("Prodigy", "marked spans of text")
    classes = _classes(sample) if has_label and not has_options else []
    other = f"not {classes[0]}" if len(classes) == 1 else ""
    key = sample.choices.id_column or ""

    def read(row: Row) -> Draft:
        mine = [name for name in row if name.startswith("_")]
        draft = Draft(text_in(row.get(text)), text_in(row.get(key)), metadata=rest_of(row, *KNOWN, *mine, text, key))
        if sample.wants_labels:
            _add_versions(draft, row, other)
            _add_answer(draft, row, other)
        return draft

    return Shape("prodigy", read, Columns(text, "label" if has_label else "accept", key), _remarks(classes), folds=True)


def _classes(sample: Sample) -> list[str]:
    """All classes that are asked about, one per row: the whole file is looked at."""
    return list(dict.fromkeys(_labels(sample.whole())))


def _labels(rows: Iterator[Row]) -> Iterator[str]:
    for row in rows:
        if label := text_in(row.get("label")).strip():
            yield label


def _remarks(classes: list[str]) -> tuple[Remark, ...]:
    if len(classes) == 1:
        name = classes[0]
        detail = f"Each text was asked about “{name}” alone: what was rejected gets the class “not {name}”."
        return (Remark("rejected_class", detail),)
    if classes:
        detail = (
            f"Texts were asked about {len(classes)} classes one by one: to reject one says no other, and is left out."
        )
        return (Remark("rejected_classes", detail),)
    return ()


def _add_answer(draft: Draft, row: Row, other: str) -> None:
    answer, at, person = row.get("answer"), moment_in(row.get("_timestamp")), _person(row)
    if answer == "ignore":
        draft.skip(person=person, at=at)
    elif answer == "accept":
        chosen = _chosen(row)
        if chosen in (None, "", []):
            draft.skip(person=person, at=at)
        else:
            draft.answer(chosen, person=person, at=at)
    elif other:
        draft.answer(other, person=person, at=at)
    elif row.get("options"):
        draft.skip(person=person, at=at)


def _add_versions(draft: Draft, row: Row, other: str) -> None:
    """A review keeps what each session had said."""
    versions = row.get("versions")
    for version in versions if isinstance(versions, list) else ():
        for session in version.get("sessions") or []:
            asked = {"answer": "accept", "label": row.get("label"), "options": row.get("options")}
            given = {**asked, **version, "_annotator_id": session}
            _add_answer(draft, given, other)


def _chosen(row: Row) -> Any:
    """The class that was accepted, by the words that people saw."""
    options = row.get("options")
    if not isinstance(options, list):
        return row.get("accept") or row.get("label")
    words = {part.get("id"): part.get("text") or part.get("id") for part in options if isinstance(part, dict)}
    return [words.get(choice, choice) for choice in row.get("accept") or []]


def _person(row: Row) -> str:
    """The name at the end of a session, which begins with that of the data set."""
    name = person_in(row.get("_annotator_id") or row.get("_session_id"))
    dataset, _, person = name.rpartition("-")
    return person if dataset and person and not person.isdigit() else name
