"""doccano: lists of classes beside a text, from its first releases to the newest."""

from typing import Any

from annotator.files.cells import moment_in, text_in
from annotator.files.columns import Columns
from annotator.files.problems import Remark, Unusable
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.guesses import is_of_classes, text_column
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification

# So many different labels are texts, not classes.
ENOUGH = 5
# Between several classes in a cell of CSV.
JOINT = "#"
LABELS = ("label", "labels", "cats")
_NAMES_ONLY = (
    "These rows of doccano name files (“filename”), no texts. "
    "Import images in a project of images, as a zip of the files with this table in it."
)
MARKS = ("entities", "relations", "bbox", "segmentation")
KNOWN = frozenset(
    [*("id", "text", "filename", "data", "meta", "Comments", "comments", "annotation_approver"), *LABELS, *MARKS]
)


def doccano(sample: Sample) -> Shape | None:
    """Recognised by a column of lists among columns that doccano has."""
    if "annotations" in sample.columns and (shape := _numbered(sample)):
        return shape
    label = next((column for column in LABELS if _holds_lists(sample, column)), "") or _joined(sample)
    is_marked = any(_holds_lists(sample, column) for column in MARKS)
    is_own = bool({"Comments", "annotation_approver"} & set(sample.columns)) or set(sample.columns) <= KNOWN
    if not is_own or not (label or is_marked):
        return None
    text = text_column(sample.rows, [c for c in sample.columns if c not in LABELS], sample.choices.text_column)
    if sample.choices.label_column is not None:
        label = sample.choices.label_column
    _refuse(sample, label, is_marked=is_marked)
    if not text:
        return None
    remarks: tuple[Remark, ...] = ()
    if sample.choices.label_column is None and not _are_classes(sample, label):
        label, remarks = "", (Remark("no_classes", f"“{label}” holds texts that never come again, no classes."),)
    key = "id" if sample.choices.id_column is None and "id" in sample.columns else sample.choices.id_column or ""
    known = {cell for cell in sample.cells(label) if isinstance(cell, str) and JOINT not in cell}

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get(text)), text_in(row.get(key)), metadata=rest_of(row, text, key, label))
        draft.set_label(_parted(row.get(label), known) if label else None)
        return draft

    return Shape("doccano", read, Columns(text, label, key), remarks)


def _refuse(sample: Sample, label: str, *, is_marked: bool) -> None:
    """Raise Unusable where rows name files, or mark parts."""
    if sample.cells("filename") and not (sample.cells("text") or sample.cells("data")):
        raise Unusable("only_addresses", _NAMES_ONLY)
    if label and any(_is_span(part) for cell in sample.cells(label) if isinstance(cell, list) for part in cell):
        raise not_classification("doccano", "marked spans of text")
    if is_marked and not label and sample.wants_labels:
        raise not_classification("doccano", "marked parts (spans, boxes or relations)")


def _are_classes(sample: Sample, label: str) -> bool:
    cells = sample.cells(label)
    return len(cells) < ENOUGH or is_of_classes(cells) or not any(cells)


def _joined(sample: Sample) -> str:
    """The label column of its CSV, where several classes stand in one cell."""
    is_own = "Comments" in sample.columns or ("data" in sample.columns and "text" not in sample.columns)
    is_joined = any(JOINT in cell for cell in sample.cells("label") if isinstance(cell, str))
    return "label" if is_own and is_joined else ""


def _parted(cell: Any, known: set[str]) -> Any:
    """The classes of a joined cell; a name with the same sign in it, as C#, stays whole."""
    parts = cell.split(JOINT) if isinstance(cell, str) else []
    return parts if len(parts) > 1 and known & set(parts) else cell


def _numbered(sample: Sample) -> Shape | None:
    """The first releases: each answer with the number of its class and its person."""
    answers = [part for cell in sample.cells("annotations") if isinstance(cell, list) for part in cell]
    if not answers or not all(isinstance(part, dict) and "label" in part and "user" in part for part in answers):
        return None
    if any("start_offset" in part for part in answers) and sample.wants_labels:
        raise not_classification("doccano", "marked spans of text")
    text = text_column(sample.rows, ("text", "data"), sample.choices.text_column)

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get(text)), text_in(row.get("id")), metadata=rest_of(row, text, "id", "annotations"))
        for part in row.get("annotations") or [] if sample.wants_labels else []:
            at = moment_in(part.get("updated_at") or part.get("created_at"))
            draft.answer(part.get("label"), person=part.get("user"), at=at)
        return draft

    detail = "Classes are numbers in this file. Export “JSONL (text label)” of doccano to have their names."
    remarks = (Remark("numbered_classes", detail),)
    return Shape("doccano", read, Columns(text, "annotations", "id"), remarks) if text else None


def _holds_lists(sample: Sample, column: str) -> bool:
    cells = sample.cells(column)
    return bool(cells) and all(isinstance(cell, list) for cell in cells)


def _is_span(part: Any) -> bool:
    """[start, end, class], or an object with a start."""
    if isinstance(part, dict):
        return "start_offset" in part or "start" in part or "x" in part
    return isinstance(part, list) and len(part) == 3 and isinstance(part[0], int) and isinstance(part[1], int)
