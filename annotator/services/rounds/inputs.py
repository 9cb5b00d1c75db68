"""What a round needs from the database, as the engine's arrays; read outside any long transaction."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

import selection
from annotator.models import Annotation, Decided, Item, ItemRole, ItemState, Origin, Project, Round, RoundStatus
from annotator.selectors import rounds as select
from annotator.selectors.answers import current_answers, decided_items, settled_labels
from annotator.selectors.items.gone import gone_rows
from annotator.selectors.strategies import strategy_of
from annotator.sources.features import views_for
from annotator.sources.items import source_of
from annotator.sources.states import state_after
from annotator.sql import any_of

log = logging.getLogger(__name__)
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class RoundData:
    """A round's input. annotation_ids are consumed when the round is published, and only then; n_arrived: of these, how
    many a file has brought.
    """

    round: Round
    project: Project
    strategy: selection.Strategy
    state: selection.State
    batch: selection.LabelledBatch
    pool: selection.Pool
    annotation_ids: list[int]
    n_arrived: int
    audit_labels: Rows


def read(claimed: Round) -> RoundData:
    """Collect labels that wait, rows that may not be asked for, audit rows, and the state of the last round.

    Changes nothing. Broken images must have been set aside before (items.py: set_aside_broken). Items and labels that
    come while it reads are left to the next round: arrays are as long as the project and its labels were at first.
    """
    project = Project.all_with_arenas.get(pk=claimed.project_id)
    strategy = strategy_of(project)
    source = source_of(project, strategy)
    views = views_for(project, strategy)
    waiting = _waiting(project)
    state, started_over = _state(project, strategy)
    new = {row for _, row, role, _ in waiting if role == ItemRole.POOL}
    n_classes = state.n_classes
    batch = _labels(project, None, n_classes=n_classes) if started_over else _batch(project, new, state)
    audit_rows, audit_labels = _audit(project, n_classes=n_classes)
    excluded = np.fromiter(select.excluded_rows(project), dtype=np.int64)
    return RoundData(
        round=claimed,
        project=project,
        strategy=strategy,
        state=state,
        batch=batch,
        pool=selection.Pool(source=source, excluded_rows=excluded, probe_rows=audit_rows, views=views),
        annotation_ids=[pk for pk, *_ in waiting],
        n_arrived=sum(origin == Origin.IMPORT for *_, origin in waiting),
        audit_labels=audit_labels,
    )


def compute(data: RoundData, *, should_stop: selection.Stop | None = None) -> selection.StepResult:
    """The round itself: the engine's one step, seeded by project and round number. Raises whatever it raises."""
    try:
        return _step(data, data.state, should_stop)
    except selection.BadState as error:
        # A proxy of another version: its labels are in the state's memory, so it is learned anew from them.
        log.warning("the proxy of project %s cannot be read (%s); learning it anew", data.project.pk, error)
        return _step(data, replace(data.state, proxy=b""), should_stop)


def _step(data: RoundData, state: selection.State, should_stop: selection.Stop | None) -> selection.StepResult:
    rng = selection.round_rng(data.project.seed, data.round.number)
    return selection.step(state, data.batch, pool=data.pool, strategy=data.strategy, rng=rng, should_stop=should_stop)


def _answers(project: Project) -> QuerySet[Annotation]:
    """Current labels of the rows that `project` knows."""
    return current_answers(project).filter(item__row__lt=project.next_row)


def _waiting(project: Project) -> list[tuple[int, int, str, str]]:
    """(annotation id, row, item role, origin) of the current labels that no round has consumed."""
    waiting = _answers(project).filter(round__isnull=True)
    return list(waiting.values_list("pk", "item__row", "item__role", "submission__origin"))


def _batch(project: Project, new: set[int], state: selection.State) -> selection.LabelledBatch:
    """What the state does not know yet: new labels, labels that changed, rows that have none any more.

    Rows on which people are tied have none: what was learned of them is forgotten until the tie is broken.
    """
    again = _reconsidered(project, state)
    batch = _labels(project, new | again, n_classes=state.n_classes)
    known = dict(zip(state.memory_rows.tolist(), state.memory_labels.tolist(), strict=True))
    is_news = np.array(
        [row in new or known.get(row) != label for row, label in zip(*_lists(batch), strict=True)], dtype=np.bool_
    )
    return selection.LabelledBatch(
        rows_B=batch.rows_B[is_news],
        labels_B=batch.labels_B[is_news],
        forgotten_rows=_array(sorted((new | again).intersection(known).difference(batch.rows_B.tolist()))),
    )


def _lists(batch: selection.LabelledBatch) -> tuple[list[int], list[int]]:
    return batch.rows_B.tolist(), batch.labels_B.tolist()


def _reconsidered(project: Project, state: selection.State) -> set[int]:
    """Rows whose label may be another now, or none: an answer was replaced, an item in memory set aside or removed, or
    somebody has decided on it, and perhaps undone that.

    A row of a replaced answer may be missing in memory and have a label: the answer was one side of a tie.
    """
    replaced = Annotation.objects.filter(project=project, round__isnull=False, replaced_at__isnull=False)
    aside = Item.objects.filter(project=project, state=ItemState.SET_ASIDE)
    left = {*aside.values_list("row", flat=True), *gone_rows(project)}
    decided = Decided.objects.filter(decision__project=project, item__row__lt=project.next_row)
    changed = [each.values_list("item__row", flat=True) for each in (replaced, decided)]
    return left.intersection(state.memory_rows.tolist()).union(*changed)


def _labels(project: Project, rows: set[int] | None, *, n_classes: int) -> selection.LabelledBatch:
    """Labels of these pool rows (None: of all), by row; those on which people are tied have none."""
    if rows is not None and not rows:
        return selection.LabelledBatch(rows_B=_array([]), labels_B=_array([]))
    labels = _settled(project, ItemRole.POOL, n_classes=n_classes, rows=rows)
    return selection.LabelledBatch(rows_B=_array(labels.keys()), labels_B=_array(labels.values()))


def _settled(
    project: Project, role: ItemRole, *, n_classes: int, rows: Collection[int] | None = None
) -> dict[int, int]:
    """row -> label of the items of this role, of these rows or of all, that have one: decided, or by consensus."""
    these: dict[str, Any] = {"role": role, "row__lt": project.next_row}
    these |= {} if rows is None else {"row__in": any_of(rows)}
    answers = current_answers(project).filter(**{f"item__{name}": value for name, value in these.items()})
    answers = answers.filter(label__position__lt=n_classes).exclude(item__state=ItemState.SET_ASIDE)
    decided = decided_items(project.pk).filter(settled__position__lt=n_classes, **these)
    return settled_labels(answers, decided.exclude(state=ItemState.SET_ASIDE))


def _audit(project: Project, *, n_classes: int) -> tuple[Rows, Rows]:
    """Rows of the audit items on which people have settled, and their labels: accuracy is measured on no others."""
    labels = _settled(project, ItemRole.AUDIT, n_classes=n_classes)
    return _array(labels.keys()), _array(labels.values())


def _array(values: Iterable[int]) -> Rows:
    return np.fromiter(values, dtype=np.int64)


def _state(project: Project, strategy: selection.Strategy) -> tuple[selection.State, bool]:
    """The state of the last published round, or a fresh one that learns from all labels (True)."""
    last = Round.objects.filter(project=project, status=RoundStatus.DONE).exclude(state_file="").last()
    n_classes = n_classes_of(project)
    fresh = selection.State.fresh(n_rows=project.next_row, n_classes=n_classes, strategy=strategy)
    if last is None or last.strategy.get("proxy") != select.as_json(strategy).get("proxy"):
        return fresh, True
    try:
        state = state_after(last)
    except (FileNotFoundError, selection.BadState) as error:
        # Labels are the truth; a lost state costs one longer round, which learns from all of them again.
        log.warning("state of round %s is gone (%s); learning from all labels again", last.number, error)
        return fresh, True
    return state.resized(n_rows=project.next_row, n_classes=n_classes), False


def n_classes_of(project: Project) -> int:
    """Length of the engine's arrays over classes: positions of labels may have gaps."""
    return max(project.labels.values_list("position", flat=True), default=0) + 1
