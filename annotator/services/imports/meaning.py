"""What the labels of a record amount to, by what the file says and what somebody chose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from math import inf
from typing import NamedTuple

from annotator.files import Answer, LabelsAre, Record, RowProblem, Suggestion, clean
from annotator.limits import (
    MAX_COMMENT_CHARS,
    MAX_MODEL_NAME_CHARS,
    MAX_MODEL_VERSION_CHARS,
    MAX_PERSON_NAME_CHARS,
    MAX_SKIP_REASON_CHARS,
)
from annotator.services.imports.choices import ClassNames, Said
from annotator.statistics.consensus import consensus_of


class Meant(NamedTuple):
    """What a record says of its item, in names of classes. is_torn: answers that were to be truth do not agree."""

    truth: str = ""
    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    is_torn: bool = False


NOTHING = Meant()


@dataclass(frozen=True)
class Meaning:
    """labels_are: what a label is of which the file does not say it. chosen: somebody said so, and it goes for all
    labels of the file. file: its name, for whoever or whatever it does not name.
    """

    labels_are: LabelsAre
    classes: ClassNames
    file: str
    chosen: bool = False

    def of(self, record: Record) -> Meant:
        if not (record.label or record.truth or record.answers or record.suggestions):
            return NOTHING
        truth, answers, suggestions = record.truth, record.answers, record.suggestions
        if record.label:
            if self.labels_are == "answers":
                answers = (*answers, Answer(record.label))
            elif self.labels_are == "suggestions":
                suggestions = (*suggestions, Suggestion(record.label))
            else:
                truth = truth or record.label
        said = Meant(self.classes.of(truth), self._answers(answers), self._suggestions(suggestions))
        return self._as_chosen(said) if self.chosen and said.answers else said

    def _answers(self, answers: Iterable[Answer]) -> tuple[Answer, ...]:
        """With a person each: those whom the file does not name are told apart by their number within the item."""
        named, nameless = [], 0
        for answer in answers:
            label = self.classes.of(answer.label)
            if answer.label and not label:
                continue
            person = answer.person.strip()[:MAX_PERSON_NAME_CHARS]
            if not person:
                nameless += 1
                person = self.person if nameless == 1 else f"{self.person} ({nameless})"
            named.append(_fitting(answer, label=label, person=person))
        return tuple(named)

    @property
    def person(self) -> str:
        """Who answered where the file names nobody."""
        return self.file[-MAX_PERSON_NAME_CHARS + 10 :] or "file"

    def _suggestions(self, suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
        return tuple(
            each._replace(
                label=label,
                model=(each.model.strip() or self.file)[:MAX_MODEL_NAME_CHARS],
                version=each.version.strip()[:MAX_MODEL_VERSION_CHARS],
            )
            for each in map(_sure, suggestions)
            if (label := self.classes.of(each.label))
        )

    def _as_chosen(self, said: Meant) -> Meant:
        if self.labels_are == "answers":
            return said
        labels = [answer.label for answer in said.answers if answer.label]
        if self.labels_are == "truth":
            agreed = consensus_of(labels) if labels else None
            return Meant(said.truth or agreed or "", (), said.suggestions, is_torn=bool(labels) and agreed is None)
        given = tuple(Suggestion(answer.label, answer.person) for answer in said.answers if answer.label)
        return Meant(said.truth, (), (*said.suggestions, *given))


def meaning_of(said: Said, guess: LabelsAre, *, file: str) -> Meaning:
    """guess: what the reader of the file takes its labels for."""
    chosen = said.labels_are is not None
    return Meaning(said.labels_are or guess, said.class_names(), file=file, chosen=chosen)


def torn(file: str, line: int | None) -> RowProblem:
    detail = "The people who answered do not agree on the label of this item, so it has no truth. Taken without."
    return RowProblem(file, line, "torn", detail, rejected=False)


def _fitting(answer: Answer, *, label: str, person: str) -> Answer:
    """As PostgreSQL can store it."""
    _, _, at, seconds, comment, reason = answer
    return Answer(
        label,
        person,
        at.replace(tzinfo=UTC) if at and at.tzinfo is None else at,
        seconds if 0 <= seconds < inf else 0.0,
        clean(comment).strip()[:MAX_COMMENT_CHARS] if comment else "",
        clean(reason).strip()[:MAX_SKIP_REASON_CHARS] if reason else "",
    )


def _sure(suggestion: Suggestion) -> Suggestion:
    """A number that is no probability is a score, and one that is no number is nothing."""
    probability, score = (each if each is None or abs(each) < inf else None for each in suggestion[3:5])
    if probability is not None and not 0 <= probability <= 1:
        probability, score = None, probability if score is None else score
    return suggestion._replace(probability=probability, score=score)
