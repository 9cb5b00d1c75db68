"""What a preview says in sentences."""

from collections.abc import Sequence

from annotator.files import Remark, RowProblem
from annotator.label_keys import KEYS
from annotator.limits import MAX_LABELS
from annotator.models import Project, ProjectStatus
from annotator.selectors.words import plural
from annotator.services.imports.tally import SHOWN, Tally


def nothing_usable(bad: Sequence[RowProblem]) -> str:
    if bad:
        return f"No row of this file can be imported. Line {bad[0].line}: {bad[0].detail}"
    return "This file has a header and no rows. Add at least one row."


def why_labels_are(tally: Tally) -> str:
    """Why the labels are taken for what they are taken for."""
    counts, meaning = tally.counts, tally.meaning
    if meaning.chosen:
        return {
            "answers": "Answers that people gave: they count, the model learns them, and they cost nothing.",
            "truth": "Known to be right: hidden, for measuring, never learned.",
            "suggestions": "What a model said: shown to nobody unless you want it, never counted.",
        }[meaning.labels_are]
    rows = counts.rows - counts.left_out
    if counts.answers + counts.skips and not tally.guessed:
        who = "1 person" if counts.people == 1 else f"{counts.people:,} people"
        return f"The file says who answered: {who}."
    if meaning.labels_are == "answers":
        return f"Only {tally.labelled:,} of {plural(rows, 'row')} have a label, so people seem to have given them."
    if meaning.labels_are == "suggestions" or not counts.truths:
        return "The file says that a model gave them."
    if tally.labelled >= rows:
        return "Every row has a label, so they are taken to be known: hidden, for measuring, never learned."
    return f"{tally.labelled:,} of {plural(rows, 'row')} have a label; they are taken to be known."


def warnings_of(tally: Tally, *, n_labels: int) -> list[Remark]:
    return [*_ids(tally), *_contradictions(tally), *_labels(n_labels), *_mended(tally)]


def _ids(tally: Tally) -> list[Remark]:
    if not (again := tally.counts.repeated_ids):
        return []
    come = "1 row has an id that came" if again == 1 else f"{again:,} rows have ids that came"
    detail = f"{come} earlier with other content. They are known by their content, and their ids stay beside them."
    return [Remark("repeated_ids", detail)]


def _contradictions(tally: Tally) -> list[Remark]:
    if not tally.contradictions:
        return []
    n, first = tally.counts.contradictions, tally.contradictions[0]
    are = "1 item has" if n == 1 else f"{n:,} items have"
    names = " and ".join(f"“{name}”" for name in first.labels)
    where = f" (lines {' and '.join(f'{line:,}' for line in first.lines)})" if len(first.lines) > 1 else ""
    content = first.content if len(first.content) <= 60 else first.content[:60] + "…"
    detail = f"{are} more than one label, such as “{content}”: {names}{where}. The first of them is taken."
    return [Remark("contradictions", detail)]


def _labels(n_labels: int) -> list[Remark]:
    if n_labels >= MAX_LABELS:
        detail = f"There are more than {MAX_LABELS:,} different labels; the rest is taken without. Is this the column?"
        return [Remark("too_many_labels", detail)]
    if n_labels > len(KEYS):
        detail = f"{n_labels} labels, {len(KEYS)} keys: the labels after that have no key and are chosen by name."
        return [Remark("more_labels_than_keys", detail)]
    return []


def _mended(tally: Tally) -> list[Remark]:
    """What was taken with a remark, one of each kind."""
    return [
        Remark(code, f"Line {first.line}: {first.detail}" if first.line else f"{first.file}: {first.detail}")
        for code, (first, *_) in tally.remarked.items()
    ]


def unknown_classes(project: Project, names: Sequence[str]) -> list[Remark]:
    """Once a project has begun, a file gives it no more classes."""
    if project.status == ProjectStatus.DRAFT or not names:
        return []
    shown = ", ".join(f"“{name}”" for name in names[:5])
    more = f" and {len(names) - 5:,} more" if len(names) > 5 else ""
    detail = f"The project has no class {shown}{more}: such labels are left out. Add the class first, or map the label."
    return [Remark("unknown_classes", detail)]


def losses_of(tally: Tally, *, are_images: bool) -> list[Remark]:
    """What will not come in."""
    if not tally.bad:
        return []
    n, first = tally.counts.left_out, tally.bad[0]
    if are_images:
        files = "1 file" if n == 1 else f"{n:,} files"
        return [Remark("files_left_out", f"{files} will be left out. {first.file}: {first.detail}")]
    many = f"{n:,} rows" if tally.counts.is_whole or n < SHOWN else f"{n:,} rows or more"
    where = f"Line {first.line}: " if first.line else ""
    return [Remark("rows_left_out", f"{'1 row' if n == 1 else many} will be left out. {where}{first.detail}")]
