"""Which columns hold the text, the label and the id: by their names in many languages, and by what stands in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from annotator.blank import is_blank
from annotator.files.cells import NoLabel, is_web_address, labels_in, text_in
from annotator.files.column_names import ID_NAMES, LABEL_NAMES, TEXT_NAMES, plain
from annotator.files.containers.headers import is_value
from annotator.files.late_columns import knows
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.tables import Row, Table

# Columns are told apart by so much of a file.
SAMPLED_ROWS = 200
SAMPLED_CHARS = 4_000_000
# Ids that were only guessed are compared for so many rows.
COMPARED_ROWS = 100_000
# A class has a short name, and there are few of them.
MAX_CLASSES = 100
# Of the names of columns the first say enough, whatever stands there.
SURE_NAMES = 18
SURE_TEXT_NAMES = 4
MAX_CLASS_CHARS = 60
# From so many cells on, all of them different, a column holds no classes.
MANY_CELLS = 20
# A cell of text has this many words or more, on average.
TEXT_WORDS = 3.0
# Parts of names, such as in “Customer Review (English)”.
TEXT_PARTS = frozenset({"text", "review", "comment", "tweet", "message", "content", "body", "feedback", "question"})
LABEL_PARTS = frozenset(
    {"label", "labels", "class", "category", "sentiment", "intent", "topic", "emotion", "target", "rating", "stars"}
)
NO_LABEL_PARTS = frozenset({"id", "confidence", "count", "score", "source", "date", "time", "reason"})
# What gives a number of a class its name.
NAMES_OF_CLASSES = frozenset(
    {"label_text", "label_name", "class_name", "category_name", "target_name", "sentiment_text"}
)


@dataclass(frozen=True)
class Columns:
    """Where text, label and external id stand, and who answered when; empty: there is none. of_truth: the labels are
    all true or false; remarks: what was guessed where something else could be meant.
    """

    text: str
    label: str = ""
    id: str = ""
    of_truth: bool = False
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
    person: str = ""
    time: str = ""


def choose_columns(
    table: Table, *, text: str | None = None, label: str | None = None, key: str | None = None
) -> Columns:
    """The columns asked for; what is None is guessed, what is empty is left out. Raises Unusable (no_text_column)."""
    for name in (text, label, key):
        if name and not knows(table, name):
            raise no_column(name, table.columns, code="no_text_column" if name == text else "no_column")
    guess = _Guess(table.columns, list(sampled(table)))
    said = text or guess.text(without={label, key})
    if not text:
        guess.refuse_images(said)
    remarks = [] if text else guess.other_texts(said)
    kind = guess.label(without={said, key}) if label is None else label
    if label is None and kind:
        remarks += guess.other_labels(kind, without={said, key})
    chosen = Columns(said, kind, key or "", of_truth=_are_of_truth(guess.cells(kind)))
    if key is None:
        chosen = replace(chosen, id=guess.key(without={said, kind}))
        if chosen.id and (again := _repeated(table, chosen.id)):
            chosen = replace(chosen, id="")
            remarks.append(again)
    return replace(chosen, remarks=tuple(remarks))


def no_column(name: str, columns: Sequence[str], *, code: str = "no_column") -> Unusable:
    return Unusable(code, f"There is no column “{name}”. This file has: {', '.join(columns[:20])}.")


def sampled(table: Table) -> Iterator[Row]:
    """The first rows, of the columns that the table names: as many as fit into memory whatever they hold."""
    chars = 0
    for row in islice(table.rows(), SAMPLED_ROWS):
        if isinstance(row, RowProblem):
            continue
        cells = {column: row[1][column] for column in table.columns if column in row[1]}
        yield cells
        chars += sum(len(cell) for cell in cells.values() if isinstance(cell, str))
        if chars > SAMPLED_CHARS:
            break
    yield from table.late


def _are_of_truth(cells: Sequence[Any]) -> bool:
    return bool(cells) and all(isinstance(cell, bool) for cell in cells)


def _repeated(table: Table, key: str) -> Remark | None:
    """What is said of a column that is called like an id, and whose values come again further down."""
    seen: set[str] = set()
    n_rows = 0
    for row in islice(table.rows(), COMPARED_ROWS):
        if not isinstance(row, RowProblem) and (value := text_in(row[1].get(key)).strip()):
            n_rows += 1
            seen.add(value)
    if len(seen) == n_rows:
        return None
    detail = (
        f"“{key}” is not taken as the id of items: {n_rows - len(seen):,} of {n_rows:,} values come again. "
        "If it is the id after all, choose it: of rows with the same id one is kept."
    )
    return Remark("ids_repeat", detail)


class _Guess:
    """A guess by the first rows."""

    def __init__(self, columns: Sequence[str], sample: list[Row]) -> None:
        self._columns, self._sample = columns, sample
        self._words = {column: self._mean_words(column) for column in columns}

    def cells(self, column: str) -> list[Any]:
        """What is filled in, in this column."""
        cells = (row.get(column) for row in self._sample)
        return [cell for cell in cells if cell is not None and not (isinstance(cell, str) and is_blank(cell))]

    def text(self, *, without: set[str | None]) -> str:
        """By name, else by a part of the name, else the column with the longest texts."""
        left = [column for column in self._columns if column not in without]
        fit = [column for column in left if self._words[column] or not self._sample]
        filled = [column for column in left if self.cells(column)]
        whole = _by_name(filled, TEXT_NAMES[:SURE_TEXT_NAMES]) or _by_name(fit, TEXT_NAMES)
        parts = [column for column in fit if TEXT_PARTS & set(plain(column).split("_")) and self._is_text(column)]
        if best := whole or _longest(parts, self._words) or _longest(fit, self._words):
            return best
        raise Unusable("no_text_column", "No column of this file holds text. Name the column with the texts “text”.")

    def refuse_images(self, chosen: str) -> None:
        """Raise Unusable where images lie in the rows, and no texts."""
        has_images = any(_is_image(cell) for row in self._sample[:20] for cell in row.values())
        if has_images and not self._is_text(chosen):
            detail = "There are images in the rows of this file. Choose a project of images for them."
            raise Unusable("unsupported_type", detail)

    def label(self, *, without: set[str | None]) -> str:
        """By name, if need be only where few values come again; else the only column that holds classes."""
        left = [column for column in self._columns if column not in without]
        fit = [column for column in left if self._is_of_classes(column)]
        parts = [column for column in fit if self._is_called_label(column) and not self._is_of_marks(column)]
        if best := _by_name(left, LABEL_NAMES[:SURE_NAMES]) or _by_name(fit, LABEL_NAMES) or next(iter(parts), ""):
            return self._in_words(best, fit)
        nameless = all(column.startswith("column ") for column in self._columns)
        sure = [column for column in fit if self._comes_again(column)]
        return sure[0] if sure and (nameless or (len(sure) == 1 and len(self._columns) == 2)) else ""

    def key(self, *, without: set[str | None]) -> str:
        """A column that is called like an id, and whose values are there and differ."""
        for column in self._columns:
            name = plain(column)
            if column in without or not (name in ID_NAMES or name.endswith("_id")):
                continue
            values = [row.get(column) for row in self._sample]
            is_filled = all(isinstance(v, str | int) and not isinstance(v, bool) and str(v).strip() for v in values)
            if is_filled and len({str(value) for value in values}) == len(values):
                return column
        return ""

    def other_texts(self, chosen: str) -> list[Remark]:
        """What to say where other columns hold texts as well."""
        others = [column for column in self._columns if column != chosen and self._is_text(column)]
        if not others:
            return []
        detail = f"Texts are taken from “{chosen}”. Texts stand in {_listed(others)} too; another column can be chosen."
        return [Remark("other_text_columns", detail)]

    def other_labels(self, chosen: str, *, without: set[str | None]) -> list[Remark]:
        """What to say where other columns are called like labels as well."""
        fit = [column for column in self._columns if column not in without and self._is_of_classes(column)]
        others = [column for column in fit if column != chosen and self._is_called_label(column)]
        if not others:
            return []
        marks = [column for column in (chosen, *others) if self._is_of_marks(column)]
        detail = f"Labels are taken from “{chosen}”. Others may be in {_listed(others)}; another column can be chosen."
        if len(marks) > 2 and chosen in marks:
            detail += " An item has one class here: of several columns with 0 and 1 only one can be used."
        return [Remark("other_label_columns", detail)]

    def _is_called_label(self, column: str) -> bool:
        name = plain(column)
        parts = set(name.split("_"))
        is_called = name in LABEL_NAMES or bool(LABEL_PARTS & parts and not NO_LABEL_PARTS & parts)
        return is_called or self._is_of_marks(column)

    def _is_of_marks(self, column: str) -> bool:
        return {str(cell).strip() for cell in self.cells(column)} == {"0", "1"}

    def _in_words(self, column: str, fit: list[str]) -> str:
        """In place of numbers the names that stand for them, one for each."""
        if not all(is_value(str(cell)) for cell in self.cells(column)):
            return column
        for other in fit:
            if plain(other) in NAMES_OF_CLASSES and other != column:
                pairs = {(str(row.get(column)), str(row.get(other))) for row in self._sample}
                if len(pairs) == len({number for number, _ in pairs}) == len({name for _, name in pairs}) > 1:
                    return other
        return column

    def _mean_words(self, column: str) -> float:
        """Words of a cell, counting six signs where nothing stands between words; addresses and numbers have none."""
        cells = [row.get(column) for row in self._sample]
        texts = [cell for cell in map(text_in, cells) if any(map(str.isalpha, cell)) and not is_web_address(cell)]
        return sum(max(len(text.split()), len(text.strip()) / 8) for text in texts) / max(1, len(cells))

    def _is_text(self, column: str) -> bool:
        return self._words[column] >= TEXT_WORDS and not self._comes_again(column)

    def _is_of_classes(self, column: str) -> bool:
        """Few, short, and more than one item to a class, if there are some."""
        found: list[str] = []
        for cell in self.cells(column):
            try:
                found += labels_in(cell)
            except NoLabel:
                return False
        few = set(found)
        if not few or len(few) > MAX_CLASSES or any(len(label) > MAX_CLASS_CHARS for label in few):
            return False
        return len(few) < len(found) or len(found) < MANY_CELLS

    def _comes_again(self, column: str) -> bool:
        cells = [str(cell) for cell in self.cells(column)]
        return len(set(cells)) > 1 and len(set(cells)) * 1.5 <= len(cells)


def _is_image(cell: Any) -> bool:
    """A file in a cell, as such or as Hugging Face writes it."""
    return isinstance(cell.get("bytes") if isinstance(cell, dict) else cell, bytes)


def _by_name(columns: Sequence[str], names: Sequence[str]) -> str:
    # Inside an object, the last part of the name says what a member is.
    known = {plain(column.rpartition(".")[2]): column for column in reversed(columns)}
    known |= {plain(column): column for column in reversed(columns)}
    return next((known[name] for name in names if name in known), "")


def _longest(columns: Sequence[str], words: dict[str, float]) -> str:
    return max(columns, key=lambda column: words[column], default="")


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"“{column[:60]}”" for column in columns[:5])
