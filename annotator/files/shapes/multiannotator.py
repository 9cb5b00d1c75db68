"""One column per person, empty where they were not asked: the table that cleanlab's multiannotator takes."""

import re
from itertools import combinations
from typing import Any

from annotator.files.cells import distinct, number_in, text_in
from annotator.files.column_names import ID_NAMES, plain
from annotator.files.columns import Columns
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.guesses import is_of_classes, text_column
from annotator.files.shapes.shape import Row, Sample, Shape

NAME = "multiannotator"
_PERSON = re.compile(
    r"(?:labels?|answers?|annotation|ratings?)?[ _.:-]?"
    r"(?:annotators?|raters?|coders?|workers?|labell?ers?|judges?|experts?|assessors?|evaluators?|participants?|reviewers?)"
    r"[ _.:-]?(\w{1,40})",
    re.IGNORECASE,
)
# What a column says besides the person.
_LABEL_WORDS = re.compile(
    r"^(?:labels?|answers?|annotations?|ratings?)[ _.:-]+(?:by[ _.:-]+)?|[ _.:-]+(?:labels?|answers?|ratings?)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:ann|anno|annot|grader|marker|human|person|user|student)[ _.:-]?\d{1,3}", re.IGNORECASE)
_NO_PERSON = {
    "s",
    "id",
    "ids",
    "name",
    "names",
    "count",
    "confidence",
    "time",
    "agreement",
    "comment",
    "comments",
    "age",
}


def wide(sample: Sample) -> Shape | None:
    """Recognised by two or more columns called after people that hold the same few classes."""
    people = [column for column in sample.columns if _is_person(column)]
    if sample.choices.format == NAME:
        people = people if len(people) > 1 else _alike(sample)
    people = [column for column in people if is_of_classes(sample.cells(column)) or not sample.cells(column)]
    if len(people) < 2 or not _share_classes(sample, people):
        return None
    others = [column for column in sample.columns if column not in people]
    text = text_column(sample.rows, others, sample.choices.text_column)
    if not text:
        return None
    named = {plain(column): column for column in others if column != text}
    key = sample.choices.id_column
    if key is None:
        key = next((named[name] for name in ID_NAMES if name in named), "")

    names = {column: _LABEL_WORDS.sub("", column.strip()) or column for column in people}
    if len(set(names.values())) < len(people):
        names = dict(zip(people, people, strict=True))

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get(text)), text_in(row.get(key)), metadata=rest_of(row, text, key, *people))
        for column in people if sample.wants_labels else ():
            draft.answer(_whole(row.get(column)), person=names[column])
        return draft

    return Shape(NAME, read, Columns(text, ", ".join(people[:5]), key))


def _is_person(column: str) -> bool:
    found = _PERSON.fullmatch(column.strip())
    is_numbered = _NUMBERED.fullmatch(column.strip()) is not None
    return is_numbered or (found is not None and found[1].casefold() not in _NO_PERSON)


def _alike(sample: Sample) -> list[str]:
    """All columns of few classes beside the text: somebody said that they are people."""
    text = text_column(sample.rows, sample.columns, sample.choices.text_column)
    return [column for column in sample.columns if column != text and is_of_classes(sample.cells(column))]


def _share_classes(sample: Sample, people: list[str]) -> bool:
    """Is there no person who has not one class in common with another?"""
    classes = {column: distinct(map(_whole, sample.cells(column))) for column in people}
    given = [found for found in classes.values() if found]
    return len(given) > 1 and any(a & b for a, b in combinations(given, 2)) and len(set().union(*given)) <= 100


def _whole(value: Any) -> Any:
    """Numbers of classes become fractions where some are missing: 1.0 is class 1."""
    number = number_in(value)
    return str(int(number)) if number is not None and number.is_integer() and "." in str(value) else value
