"""Rows that mark words or places in a text: no classes of items, whoever wrote them."""

from typing import Any

from annotator.files.shapes.guesses import label_column, text_column
from annotator.files.shapes.shape import Sample, not_classification

TOKENS = ("tokens", "words")


def refuse_spans(sample: Sample) -> None:
    """Raise Unusable where rows have marks and nothing that could be a class."""
    if sample.choices.label_column is not None:
        return
    lists = [column for column in sample.columns if any(isinstance(cell, list) for cell in sample.cells(column))]
    marked = [column for column in lists if any(_are_spans(cell) for cell in sample.cells(column))]
    tagged = [column for column in lists if column not in TOKENS and _are_tags(sample, column)]
    if not marked and not tagged:
        return
    text = text_column(sample.rows, sample.columns, sample.choices.text_column)
    if label_column(sample.rows, [column for column in sample.columns if column not in (*lists, text)]):
        return
    what = "tagged tokens" if tagged else "marked spans of text"
    raise not_classification("", f"{what} (column “{(tagged or marked)[0]}”)")


def _are_spans(cell: Any) -> bool:
    return isinstance(cell, list) and bool(cell) and all(map(_is_span, cell))


def _is_span(part: Any) -> bool:
    """[start, end, class], or an object with both ends."""
    if isinstance(part, dict):
        keys = {key.casefold() for key in part}
        return bool(
            keys & {"start", "begin", "start_offset", "startoffset"} and keys & {"end", "end_offset", "endoffset"}
        )
    return isinstance(part, list) and len(part) == 3 and all(isinstance(p, int) and p >= 0 for p in part[:2])


def _are_tags(sample: Sample, column: str) -> bool:
    """As many cells as the row has words."""
    words = next((name for name in TOKENS if name in sample.columns), "")
    pairs = [(row.get(words), row.get(column)) for row in sample.rows] if words else []
    return bool(pairs) and all(isinstance(a, list) and isinstance(b, list) and len(a) == len(b) for a, b in pairs)
