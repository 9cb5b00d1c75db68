"""A row on its way to a record: what a reader has found in it, cleaned as it is put in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from annotator.files.cells import clean, one_label, person_in
from annotator.files.problems import RowProblem
from annotator.files.records import Answer, LabelsAre, Record, Suggestion
from annotator.files.texts import record_of

MAX_COMMENT_CHARS = 2_000
MAX_REASON_CHARS = 100


@dataclass(slots=True)
class Draft:
    """What a row holds. problem: why it cannot be an item; notes: (code, sentence) of what was left away."""

    text: str = ""
    external_id: str = ""
    label: str = ""
    truth: str = ""
    answers: list[Answer] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    problem: tuple[str, str] | None = None

    def set_label(self, value: Any) -> None:
        """A label of which the file does not say what it is."""
        self.label = self._one(value, "This item")

    def set_truth(self, value: Any) -> None:
        """A label that the file says is right."""
        self.truth = self._one(value, "The known answer of this item")

    def answer(
        self, value: Any, *, person: Any = "", at: datetime | None = None, seconds: float = 0.0, comment: Any = ""
    ) -> str:
        """What somebody said; nothing is added where it names no class, or several. The class, or empty."""
        name = person_in(person)
        label = self._one(value, f"The answer of {name}" if name else "This answer")
        if label:
            self.answers.append(Answer(label, name, at, seconds, _text(comment, MAX_COMMENT_CHARS)))
        return label

    def skip(
        self,
        *,
        person: Any = "",
        at: datetime | None = None,
        seconds: float = 0.0,
        comment: Any = "",
        reason: Any = "",
    ) -> None:
        """Somebody saw the item and gave no class."""
        words = _text(comment, MAX_COMMENT_CHARS), _text(reason, MAX_REASON_CHARS)
        self.answers.append(Answer("", person_in(person), at, seconds, *words))

    def suggest(self, value: Any, *, model: Any = "", version: Any = "", score: float | None = None) -> None:
        """What a model said. score: kept as a probability where it can be one."""
        label = self._one(value, "The suggestion of a model")
        if label:
            is_probability = score is not None and 0 <= score <= 1
            probability, other = (score, None) if is_probability else (None, score)
            self.suggestions.append(Suggestion(label, person_in(model), person_in(version), probability, other))

    def note(self, code: str, detail: str) -> None:
        if (code, detail) not in self.notes:
            self.notes.append((code, detail))

    def take_answers_as(self, labels_are: LabelsAre | None) -> None:
        """Answers are the truth, or a model's suggestions, where somebody said so."""
        if labels_are in (None, "answers"):
            return
        given, self.answers = [answer for answer in self.answers if answer.label], []
        if labels_are == "suggestions":
            self.suggestions += [Suggestion(answer.label, answer.person) for answer in given]
        elif not self.truth:
            self.set_truth([answer.label for answer in given])

    def add(self, other: "Draft") -> None:
        """What another row says of the same item."""
        self.answers += other.answers
        self.suggestions += [suggestion for suggestion in other.suggestions if suggestion not in self.suggestions]
        self.truth = self.truth or other.truth
        self.label = self.label or other.label
        for code, detail in other.notes:
            self.note(code, detail)

    def _one(self, value: Any, what: str) -> str:
        label, note = one_label(value, what)
        if note:
            self.note(*note)
        return label


def _text(value: Any, most: int) -> str:
    return clean(value)[:most] if isinstance(value, str) else ""


def made(file: str, line: int, draft: Draft) -> Record | RowProblem:
    """The record, measured and hashed as a row of any table is."""
    if draft.problem:
        return RowProblem(file, line, *draft.problem)
    record = record_of(file, line, draft.text, draft.label, draft.external_id, draft.metadata)
    if isinstance(record, RowProblem):
        return record
    notes = (RowProblem(file, line, code, detail, rejected=False) for code, detail in draft.notes)
    return record._replace(
        truth=draft.truth,
        answers=tuple(draft.answers),
        suggestions=tuple(draft.suggestions),
        remarks=(*record.remarks, *notes),
    )


def rest_of(row: Mapping[str, Any], *known: str) -> dict[str, Any]:
    """The other columns, without those that hold nothing."""
    return {key: value for key, value in row.items() if key not in known and value not in (None, "", [], {})}
