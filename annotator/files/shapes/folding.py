"""Rows of one item become one draft, wherever they lie within a bounded window."""

from collections.abc import Iterator

from annotator.files.problems import RowProblem
from annotator.files.shapes.drafts import Draft

# So many items, of so many characters, wait for further rows; the oldest leaves first.
MAX_OPEN = 20_000
MAX_OPEN_CHARS = 32 * 2**20

Drafts = Iterator[tuple[int, Draft] | RowProblem]


def folded(drafts: Drafts) -> Drafts:
    """Each item once, at the place of its first row, with what all of its rows say.

    Of items that lie further apart, each part comes by itself, with the same id and text.
    """
    waiting: dict[tuple[str, str], tuple[int, Draft]] = {}
    chars = 0
    for row in drafts:
        if isinstance(row, RowProblem) or row[1].problem:
            yield row
            continue
        line, draft = row
        key = (draft.external_id, draft.text)
        if key in waiting:
            waiting[key][1].add(draft)
            continue
        waiting[key] = (line, draft)
        chars += len(draft.text)
        while len(waiting) > MAX_OPEN or (chars > MAX_OPEN_CHARS and len(waiting) > 1):
            oldest = next(iter(waiting))
            chars -= len(oldest[1])
            yield waiting.pop(oldest)
    yield from waiting.values()
