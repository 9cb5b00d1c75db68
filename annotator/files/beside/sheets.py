"""A table beside images: the column that names the files, what else its columns are, and what each row says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from annotator.files import column_names
from annotator.files.beside.matching import Images, is_web_address
from annotator.files.beside.said import Listing, Said, labels_in, plain
from annotator.files.class_folders import is_split
from annotator.files.column_names import plain as plain_name
from annotator.files.late_columns import LOOKED_AT, with_late
from annotator.files.problems import Remark

SAMPLED_ROWS = 2_000
# A column names the files if so many of its cells name one that is there; of a column that is called so, any will do.
NAMES_FILES_FROM = 0.5
FILE_NAMES = (
    *("file_name", "filename", "file", "image", "image_path", "filepath", "file_path", "path", "img", "img_path"),
    *(
        "image_name",
        "image_file",
        "image_filename",
        "fname",
        "imagename",
        "image_id",
        "imageid",
        "img_name",
        "filepaths",
    ),
    *("source-ref", "image_url", "imageurl", "imagegcsuri", "url", "id", "id_code", "key", "photo", "picture", "name"),
)
# The first that is there is taken: a name before a number.
LABEL_NAMES = (
    *("label_name", "label_text", "class_name", "classname", "category_name", "labelname", "class-name"),
    *("label", "labels", "class", "classes", "category", "categories", "species", "breed", "diagnosis", "dx"),
    *("target", "truth", "gold", "ground_truth", "tag", "tags", "annotation", "label_id", "class_id", "classid", "y"),
    *(
        "cls",
        "class id",
        "category_id",
        "level",
        "grade",
        "emotion",
        "sentiment",
        "choice",
        "label_group",
        "has_cactus",
    ),
)
SPLIT_NAMES = frozenset({"split", "set", "subset", "partition", "data set", "dataset", "phase", "usage", "data_split"})
# Names of labels that are none of images.
_OF_TEXTS = frozenset({"score", "overall", "included", "note", "nota", "v1", "y"})
# Open Images lists classes that an image does not show, with this set to 0.
SURE = "confidence"
# A table with dummy labels that contests hand out as a form to fill in.
DUMMIES = ("sample_submission", "samplesubmission", "submission")
_BINARY = frozenset({"0", "1", "-1", "true", "false"})
_TRUE = frozenset({"1", "true"})
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
# Longer ones are descriptions.
CLASS_WORDS = 4

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """Rows of cells from any file. rows: from the start, as often as they are asked for, with the line of each."""

    file: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[int | None, Row]]]


@dataclass(frozen=True)
class Meaning:
    """What the columns are. one_hot: columns that are each a class, with 1 where it is the image's."""

    file: str
    label: str = ""
    one_hot: tuple[str, ...] = ()
    split: str = ""


def listing(sheet: Sheet, images: Images, *, label: str | None = None) -> Listing | None:
    """What this table says of the images; None: it names none of them. label: the column that somebody chose."""
    sample = _sample(sheet)
    file_column = _file_column(sheet, sample, images)
    if not file_column:
        return None
    if sheet.file.rsplit("/", 1)[-1].lower().startswith(DUMMIES):
        detail = f"{sheet.file} is a form for results, not a table of labels; it is passed over."
        return Listing(sheet.file, (), remarks=[Remark("form_passed_over", detail)])
    meaning = _meaning(sheet.columns, sample, file_column, label=label)
    others = tuple(column for column in sheet.columns if column not in (file_column, *meaning.one_hot, meaning.split))
    return Listing(
        sheet.file,
        _Rows(sheet, meaning, others),
        columns=others,
        label_column=meaning.label,
        remarks=_remarks(sheet.file, meaning, is_told=label is not None),
    )


def _sample(sheet: Sheet) -> list[Row]:
    """The first rows, and those further down that bring other columns."""
    rows = (row for _, row in sheet.rows())
    first = list(islice(rows, SAMPLED_ROWS))
    known = dict.fromkeys(column for row in first for column in row)
    return [*first, *with_late(known, islice(rows, LOOKED_AT))[1]]


class _Rows:
    """Read again at each turn: a table may be long."""

    def __init__(self, sheet: Sheet, meaning: Meaning, others: Sequence[str]) -> None:
        self._sheet, self._meaning = sheet, meaning
        self._kept = [column for column in others if column != meaning.label]
        is_open_images = meaning.label.casefold() == "labelname"
        self._sure = next((column for column in others if is_open_images and column.casefold() == SURE), "")

    def __iter__(self) -> Iterator[Said]:
        for line, row in self._sheet.rows():
            if name := plain(_file_in(row.get(self._meaning.file))):
                metadata = {column: row[column] for column in self._kept if row.get(column) not in (None, "")}
                labels = self._labels(row)
                split = plain(row.get(self._meaning.split)) if self._meaning.split else ""
                yield Said(name, line, labels, split, metadata, has_boxes=any(map(_is_box, metadata.values())))

    def _labels(self, row: Row) -> tuple[str, ...]:
        if self._meaning.one_hot:
            return tuple(column for column in self._meaning.one_hot if plain(row.get(column)) in _TRUE)
        if self._sure and plain(row.get(self._sure)) == "0":
            return ()
        return labels_in(row.get(self._meaning.label)) if self._meaning.label else ()


def _file_in(cell: Any) -> Any:
    """Some tools write a file as an object with its path."""
    return (
        next((cell[key] for key in ("path", "file_name", "url") if cell.get(key)), "")
        if isinstance(cell, dict)
        else cell
    )


def _is_box(cell: Any) -> bool:
    if isinstance(cell, dict):
        return any(key in cell for key in ("bbox", "bounding_box", "detections", "polylines"))
    return bool(cell) and isinstance(cell, list) and _is_box(cell[0])


def _file_column(sheet: Sheet, sample: Sequence[Row], images: Images) -> str:
    ranked = sorted(sheet.columns, key=_rank(FILE_NAMES))
    shares = {column: _share_found(sheet, sample, column, images) for column in ranked}
    best = max(ranked, key=lambda column: shares[column], default="")
    if not best or not shares[best]:
        return ""
    is_called_so = best.casefold() in FILE_NAMES
    return best if shares[best] >= NAMES_FILES_FROM or is_called_so else ""


def _rank(names: Sequence[str]) -> Callable[[str], int]:
    return lambda column: names.index(column.casefold()) if column.casefold() in names else len(names)


def _share_found(sheet: Sheet, sample: Sequence[Row], column: str, images: Images) -> float:
    cells = [plain(_file_in(row.get(column))) for row in sample]
    named = [cell for cell in cells if cell]
    found = sum(images.find(cell, near=sheet.file) is not None for cell in named)
    # A few numbers name images by chance: then there are fewer different ones than rows.
    return found / len(named) if named and len(set(named)) * 2 > len(named) else 0.0


def _meaning(columns: Sequence[str], sample: Sequence[Row], file: str, *, label: str | None) -> Meaning:
    cells = {column: [plain(row.get(column)) for row in sample] for column in columns if column != file}
    split = next((column for column in cells if _is_split_column(column, cells[column])), "")
    left = {column: values for column, values in cells.items() if column != split}
    if label is not None:
        return Meaning(file, label if label in columns else "", split=split)
    if named := _named_label(left, sample):
        return Meaning(file, named, split=split)
    if one_hot := _one_hot(left):
        return Meaning(file, one_hot=one_hot, split=split)
    return Meaning(file, _likely_label(left), split=split)


def _is_split_column(column: str, values: Sequence[str]) -> bool:
    kinds = {value for value in values if value}
    is_called_so = column.casefold() in SPLIT_NAMES and 0 < len(kinds) <= 10
    return is_called_so or (bool(kinds) and all(is_split(kind) for kind in kinds))


def _named_label(cells: Mapping[str, Sequence[str]], sample: Sequence[Row]) -> str:
    known = {plain_name(column): column for column in reversed(list(cells))}
    known |= {column.casefold(): column for column in reversed(list(cells))}
    names = [*LABEL_NAMES, *(name for name in column_names.LABEL_NAMES if name not in _OF_TEXTS)]
    named = dict.fromkeys(known[name] for name in names if name in known)
    given = [column for column in named if any(labels_in(row.get(column)) for row in sample)]
    if not given or not all(map(_is_number, filter(None, cells[given[0]]))):
        return next(iter(given), "")
    # Of a number and a name for the same classes, the name.
    alike = (column for column in given if len(set(cells[column])) == len(set(cells[given[0]])))
    return next((column for column in alike if not any(map(_is_number, cells[column]))), given[0])


def _one_hot(cells: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    binary = [column for column, values in cells.items() if any(values) and set(values) - {""} <= _BINARY]
    if len(binary) < 2:
        return ()
    sums = [
        sum(row_value in _TRUE for row_value in row) for row in zip(*(cells[column] for column in binary), strict=True)
    ]
    return tuple(binary) if 2 * sum(number >= 1 for number in sums) >= len(sums) else ()


def _likely_label(cells: Mapping[str, Sequence[str]]) -> str:
    """Few different values, words rather than numbers; the only other column has it easier."""
    filled = {column: values for column, values in cells.items() if any(values)}
    likely = [column for column, values in filled.items() if _may_be_label(values, is_alone=len(filled) == 1)]
    words = [column for column in likely if not all(_is_number(value) for value in cells[column] if value)]
    return next(iter(words or likely), "")


def _may_be_label(values: Sequence[str], *, is_alone: bool) -> bool:
    given = [value for value in values if value]
    kinds = set(given)
    if not kinds or any("." in value and _is_number(value) for value in kinds) or any(map(is_web_address, kinds)):
        return False
    if any(map(_DATE.match, kinds)):
        return False
    if len(kinds) == len(given) and all(map(_is_number, kinds)):
        return False
    n_words = sum(len(kind.split()) for kind in kinds) / len(kinds)
    if n_words > CLASS_WORDS:
        return False
    return (is_alone and (len(kinds) < len(given) or len(given) < 10)) or (1 < len(kinds) <= len(given) / 2)


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _remarks(file: str, meaning: Meaning, *, is_told: bool) -> list[Remark]:
    if is_told:
        return []
    if meaning.one_hot:
        shown = ", ".join(meaning.one_hot[:4]) + (" …" if len(meaning.one_hot) > 4 else "")
        return [Remark("one_hot", f"Labels come from {file}: each of the columns {shown} is a class.")]
    if meaning.label:
        return [Remark("labels_from", f"Labels come from {file}, column “{meaning.label}”.")]
    return [Remark("no_label_column", f"{file} names the images, and no column of it looks like a label.")]
