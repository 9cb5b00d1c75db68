"""What lies near what among a project's items: the nearest of one or of some, and a map of many; no round asks it.

Both look through the representation of the newest round or, where that has no features, the first of the kind that has.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from time import monotonic

import numpy as np
from numpy.typing import NDArray

import selection
from annotator.errors import Conflict, Invalid
from annotator.models import Item, Kind, Project, QueueEntry, RoundStatus
from annotator.selectors.answers import consensus_labels
from annotator.selectors.features import wants_features
from annotator.selectors.items.finding import may_be_asked
from annotator.selectors.representation import TITLES
from annotator.sources.features import Rows, fitted_path, views_of

# Rows that one search reads at most: some 80 MB of sentences.
MOST_SEARCHED = 100_000
# Encoders by which something that is no item is sought, the best first; and how long somebody waits for one.
READS: dict[str, tuple[str, ...]] = {Kind.TEXT: ("sentences", "tokens", "words"), Kind.IMAGE: ("photos", "shapes")}
WITHIN_S = 15.0
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Near:
    """An item and the cosine of its features with those asked about."""

    id: int
    cosine: float


@dataclass(frozen=True)
class Nearest:
    """The nearest items first; `among`: items that were looked at, the one asked about left out."""

    representation: str
    title: str
    among: int
    items: list[Near]


@dataclass(frozen=True)
class Alike:
    """cosines: row -> to the nearest of the examples, the nearest first; `among`: rows that were looked at."""

    representation: str
    title: str
    among: int
    cosines: dict[int, float]


@dataclass(frozen=True)
class Place:
    """Where an item lies, x and y in [-1, 1], and the label that its answers amount to; None: no answer, or a tie."""

    id: int
    x: float
    y: float
    label: int | None


@dataclass(frozen=True)
class Map:
    """Items in a plane; `ready`: items whose features are there, of which these are an even part."""

    representation: str
    title: str
    ready: int
    items: list[Place]


def nearest_items(project: Project, item: Item, *, count: int) -> Nearest:
    """The `count` items most like this one. Raises Conflict where its features are not there yet."""
    name, view = _looked_through(project, lambda view: bool(view.ready[item.row : item.row + 1].any()))
    row = np.array([item.row])
    with _still_there():
        vector = selection.features_at(view.source, row)
        found = selection.nearest(view, vector, k=count, most=MOST_SEARCHED, but=row)
    return _nearest(project, name, found)


def nearest_to_text(project: Project, text: str, *, count: int) -> Nearest:
    """The `count` items most like what is written, sought by an encoder that reads a text while somebody waits.

    Raises Conflict: pictures have no such encoder here, no features are there yet, weights are missing, or another
    search goes on or took too long.
    """
    if project.kind != Kind.TEXT:
        raise Conflict("no_text_search", "Pictures cannot be sought by a text: none of the encoders here reads both.")
    return _nearest_to(project, text, count=count)


def refuse_picture(project: Project) -> None:
    """Raises Conflict where items are no pictures."""
    if project.kind != Kind.IMAGE:
        raise Conflict(
            "no_picture_search", "Texts cannot be sought by a picture: none of the encoders here reads both."
        )


def nearest_to_picture(project: Project, picture: bytes, *, count: int) -> Nearest:
    """The `count` items most like a picture, an image file's bytes.

    Raises Invalid (unreadable), and Conflict as by a text.
    """
    refuse_picture(project)
    return _nearest_to(project, picture, count=count)


def _nearest_to(project: Project, content: str | bytes, *, count: int) -> Nearest:
    views = views_of(project)
    name = next((name for name in READS[project.kind] if name in views and views[name].ready.any()), None)
    if name is None:
        raise _nothing_yet(project, views)
    vector = _vector_of(project, selection.ENCODERS[name], content)
    with _still_there():
        found = selection.nearest(
            views[name], vector[None], k=count, most=MOST_SEARCHED, but=np.zeros(0, dtype=np.int64)
        )
    return _nearest(project, name, found)


def _vector_of(project: Project, encoder: selection.Encoder, content: str | bytes) -> NDArray[np.float32]:
    """In a process of its own, one at a time, for a few seconds at most."""
    until = monotonic() + WITHIN_S
    if not _one_at_a_time.acquire(timeout=WITHIN_S):
        raise Conflict("search_busy", "Another search goes on. Try again in a moment.")
    fitted = fitted_path(project.pk, encoder) if encoder.is_fitted else None
    try:
        return selection.encode_one(encoder.name, content, fitted=fitted, should_stop=lambda: monotonic() > until)
    except selection.RoundStopped as error:
        raise Conflict("search_busy", "The search took too long; the server is busy. Try again in a moment.") from error
    except selection.BadInput as error:
        raise Invalid("unreadable", "This picture is damaged or cut off. Export it again.", attr="picture") from error
    except (selection.StrategyError, selection.EncoderFailed) as error:
        raise Conflict("no_features", str(error)) from error
    finally:
        _one_at_a_time.release()


def _nearest(project: Project, name: str, found: selection.Neighbours) -> Nearest:
    ids, cosines = _ids(project, found.rows), np.clip(found.cosines, -1.0, 1.0).tolist()
    # Items that were removed meanwhile, or on another host, are passed over.
    near = [Near(ids[row], cosine) for row, cosine in zip(found.rows.tolist(), cosines, strict=True) if row in ids]
    return Nearest(name, TITLES[name], found.among, near)


def alike_rows(project: Project, examples: Sequence[int], *, count: int) -> Alike:
    """The `count` rows most like any of the examples, of those that may be asked and were not asked for so before.

    Raises Conflict where no example has features yet.
    """
    rows = np.array([row for row in examples if row < project.next_row], dtype=np.int64)
    name, view = _looked_through(project, lambda view: bool(view.ready[rows].any()))
    waiting = QueueEntry.objects.filter(project=project, rank__lt=0).values("item")
    asked = may_be_asked(project).filter(row__lt=len(view.ready)).exclude(pk__in=waiting)
    is_asked = np.zeros(len(view.ready), dtype=np.bool_)
    is_asked[np.fromiter(asked.values_list("row", flat=True).iterator(chunk_size=50_000), dtype=np.int64)] = True
    is_asked[rows] = False
    with _still_there():
        vectors = selection.features_at(view.source, rows[view.ready[rows]])
        found = selection.nearest(view, vectors, k=count, most=MOST_SEARCHED, but=np.flatnonzero(~is_asked))
    cosines = np.clip(found.cosines, -1.0, 1.0).tolist()
    return Alike(name, TITLES[name], found.among, dict(zip(found.rows.tolist(), cosines, strict=True)))


def map_of(project: Project, *, count: int) -> Map:
    """At most `count` items, evenly spread over those that have features. Raises Conflict where none has any yet."""
    name, view = _looked_through(project, lambda view: bool(view.ready.any()))
    ready = np.flatnonzero(view.ready)
    rows = selection.evenly_spread(ready, count)
    with _still_there():
        places = selection.in_plane(view, rows).tolist()
    ids, labels = _ids(project, rows), consensus_labels(project, rows=rows.tolist())
    at = [(row, *place) for row, place in zip(rows.tolist(), places, strict=True) if row in ids]
    items = [Place(ids[row], x, y, labels.get(row)) for row, x, y in at]
    return Map(name, TITLES[name], len(ready), items)


def _looked_through(project: Project, suffices: Callable[[selection.View], bool]) -> tuple[str, selection.View]:
    """The first representation, by name, of which enough is there. Raises Conflict where there is none."""
    views = views_of(project)
    newest = project.rounds.filter(status=RoundStatus.DONE).order_by("-number").first()
    used = newest.report.get("representation", "") if newest else ""
    for name in (used, *selection.REPRESENTATIONS[project.kind]):
        if name in views and suffices(views[name]):
            return name, views[name]
    raise _nothing_yet(project, views)


def _nothing_yet(project: Project, views: Mapping[str, selection.View]) -> Conflict:
    if views:
        detail = "The features of this item are not there yet; they are computed in the background. Try again soon."
    elif wants_features(project):
        detail = "No features are there yet; they are computed in the background. Try again soon."
    else:
        detail = "This project’s strategy computes no features, and without them nothing says which items are alike."
    return Conflict("no_features", detail)


@contextmanager
def _still_there() -> Iterator[None]:
    """What was ready a moment ago may be gone: an encoder that learns from the items begins anew."""
    try:
        yield
    except selection.BadInput as error:
        raise Conflict("no_features", "The features are being computed anew. Try again soon.") from error


def _ids(project: Project, rows: Rows) -> dict[int, int]:
    """row -> id."""
    return dict(Item.objects.filter(project=project, row__in=rows.tolist()).values_list("row", "id"))
