"""spaCy: a number for each class (`cats`), 1 and 0 for what is known, or what a model gives each."""

from typing import Any

from annotator.files.cells import number_in, text_in
from annotator.files.columns import Columns
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.guesses import text_column
from annotator.files.shapes.shape import Row, Sample, Shape


def cats(sample: Sample) -> Shape | None:
    """Recognised by a column `cats` that gives numbers to classes."""
    given = sample.cells("cats")
    if not given or not all(isinstance(cell, dict) and all(map(_is_number, cell.values())) for cell in given):
        return None
    text = text_column(sample.rows, [c for c in sample.columns if c != "cats"], sample.choices.text_column)
    if not text:
        return None
    is_known = all(float(value) in (0.0, 1.0) for cell in given for value in cell.values())
    key = sample.choices.id_column or ("id" if sample.choices.id_column is None and "id" in sample.columns else "")

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get(text)), text_in(row.get(key)), metadata=rest_of(row, text, key, "cats"))
        if sample.wants_labels and isinstance(row.get("cats"), dict):
            _add(draft, row["cats"], is_known=is_known)
        return draft

    return Shape("spacy", read, Columns(text, "cats", key))


def _is_number(value: Any) -> bool:
    return isinstance(value, bool) or number_in(value) is not None


def _add(draft: Draft, scores: dict[str, Any], *, is_known: bool) -> None:
    numbers = {name: float(value) for name, value in scores.items() if _is_number(value)}
    if is_known:
        draft.set_label([name for name, number in numbers.items() if number >= 1])
    elif numbers:
        best = max(numbers, key=lambda name: numbers[name])
        draft.suggest(best, score=numbers[best])
        draft.metadata["cats"] = scores
