"""Which items of a project a benchmark can play on, and how they are divided: counts, and the rows themselves."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from django.db import connection
from django.db.models import QuerySet, Sum
from numpy.typing import NDArray

from annotator.models import Benchmark, BenchmarkItems, BenchmarkSource, Item, ItemRole, ItemState, Project
from annotator.selectors.answers import current_answers, decided_items
from annotator.selectors.benchmark.settings import MOST_TESTED, TEST_SHARE, Settings
from annotator.selectors.items.counts import tallies
from annotator.statistics.consensus import settled
from selection.benchmark.streams import Stream

TRUTH, LABELS = BenchmarkSource.TRUTH, BenchmarkSource.LABELS
# Fewer audit items than this say little: then a random fifth of the labelled items is tested on.
AUDIT_AT_LEAST = 100
ITEMS_AT_LEAST = 20
# (label id, role, items), null where it is of no matter: items with one answer or a decided label, as they are kept;
# which labels these have; and items with several answers that amount to a label (the rule of statistics/consensus.py).
_LABELLED = """
WITH votes AS (
    SELECT item.id, item.role, a.label_id, count(*) AS n
    FROM annotator_item item JOIN annotator_annotation a ON a.item_id = item.id
    WHERE item.project_id = %(project)s AND item.answers > 1 AND item.state = 'open' AND item.settled_id IS NULL
      AND a.replaced_at IS NULL AND a.label_id IS NOT NULL
    GROUP BY item.id, item.role, a.label_id
), most AS (SELECT *, max(n) OVER (PARTITION BY id) AS most FROM votes),
agreed AS (SELECT id, role, min(label_id) AS label FROM most WHERE n = most GROUP BY id, role HAVING count(*) = 1)
SELECT NULL::bigint, role, sum(items)::bigint FROM annotator_itemtally
WHERE project_id = %(project)s AND state = 'open' AND items > 0 AND (answers = 1 OR is_settled) GROUP BY role
UNION ALL
SELECT id, NULL, 0 FROM annotator_label label WHERE project_id = %(project)s AND (
    EXISTS (SELECT FROM annotator_item WHERE project_id = %(project)s AND settled_id = label.id AND state = 'open')
    OR EXISTS (SELECT FROM annotator_annotation a
               CROSS JOIN LATERAL (SELECT FROM annotator_item WHERE id = a.item_id AND state = 'open'
                                   AND answers = 1 AND settled_id IS NULL OFFSET 0) item
               WHERE a.label_id = label.id AND a.replaced_at IS NULL OFFSET 0))
UNION ALL
SELECT label, role, count(*) FROM agreed GROUP BY label, role
"""
# The same split for every seed; the pools of the seeds differ.
_TEST_SEED = 20_240_229

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Counts:
    """Items with a known label, the different labels among them, and the audit items among them."""

    items: int
    classes: int
    audit: int


@dataclass(frozen=True)
class KnownLabels:
    """Items with a known label: rows int64[K], labels int64[K] (positions), is_audit bool[K]; by row."""

    rows: Rows
    labels: Rows
    is_audit: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def counts(self) -> Counts:
        return Counts(len(self), len(np.unique(self.labels)), int(self.is_audit.sum()))


@dataclass(frozen=True)
class Split:
    """How many of the known items may be chosen, and how many are tested on. from_audit: those are audit items."""

    train: int
    test: int
    from_audit: bool


@dataclass(frozen=True)
class Offered:
    """A source of answers as the form shows it."""

    source: str
    items: int
    usable: bool
    detail: str


@dataclass(frozen=True)
class Frozen:
    """The items of a benchmark that has begun: rows int64[K] and labels of all, is_test bool[K]."""

    n_rows: int
    rows: Rows
    labels: Rows
    is_test: NDArray[np.bool_]

    @property
    def test_rows(self) -> Rows:
        return self.rows[self.is_test]

    @property
    def test_labels(self) -> Rows:
        return self.labels[self.is_test]

    def pool_rows(self, *, size: int, seed: int) -> Rows:
        """Rows that may be chosen under a seed, ascending, the same for every strategy; size 0: all."""
        train: Rows = self.rows[~self.is_test]
        if not 0 < size < len(train):
            return train
        drawn = np.random.default_rng([seed, Stream.POOL]).permutation(len(train))[:size]
        pool: Rows = train[np.sort(drawn)]
        return pool

    def truth(self) -> dict[int, int]:
        """row -> position of its label."""
        return dict(zip(self.rows.tolist(), self.labels.tolist(), strict=True))


def counts(project: Project, *, source: str) -> Counts:
    """How many they are, from what is kept (models/tallies.py); only items with several answers are read for that."""
    found, labels = Counter[str | None](), set[int | None]()
    for label, role, items in _true_numbers(project) if source == TRUTH else _labelled_numbers(project):
        found[role] += items
        labels.add(label)
    return Counts(found.total(), len(labels - {None}), found[ItemRole.AUDIT])


def _true_numbers(project: Project) -> list[tuple[int | None, str | None, int]]:
    known = tallies(project.pk).filter(state=ItemState.OPEN, items__gt=0, truth__isnull=False)
    return list(known.values_list("truth", "role").annotate(Sum("items")))


def _labelled_numbers(project: Project) -> list[tuple[int | None, str | None, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_LABELLED, {"project": project.pk})
        return list(cursor.fetchall())


def _with_truth(project: Project) -> QuerySet[Item]:
    return Item.objects.filter(project=project, truth__isnull=False, state=ItemState.OPEN)


def known_labels(project: Project, *, source: str) -> KnownLabels:
    """Items whose label is known: from ground truth, or from what people answered, where they are not tied."""
    entries = _true(project) if source == TRUTH else _agreed(project)
    return KnownLabels(
        rows=np.array([row for row, _, _ in entries], dtype=np.int64),
        labels=np.array([label for _, _, label in entries], dtype=np.int64),
        is_audit=np.array([role == ItemRole.AUDIT for _, role, _ in entries], dtype=np.bool_),
    )


def _true(project: Project) -> list[tuple[int, str, int]]:
    """(row, role, position of the label) of each item with ground truth, by row."""
    return list(_with_truth(project).order_by("row").values_list("row", "role", "truth__position"))


def _agreed(project: Project) -> list[tuple[int, str, int]]:
    """The same of each item that has a label."""
    answers = current_answers(project).filter(item__state=ItemState.OPEN)
    rows = answers.values_list("item__row", "item__role", "label__position")
    decided = decided_items(project.pk).filter(state=ItemState.OPEN).values_list("row", "role", "settled__position")
    labels = settled(
        (((row, role), label) for row, role, label in rows),
        decided={(row, role): label for row, role, label in decided},
    )
    return [(row, role, label) for (row, role), label in sorted(labels.items())]


def split_of(counted: Counts, settings: Settings) -> Split:
    """Truth: a share of all is tested on. Labels: audit items where there are enough, drawn blind to any model."""
    if settings.source == LABELS and counted.audit >= AUDIT_AT_LEAST:
        return Split(counted.items - counted.audit, min(settings.test or MOST_TESTED, counted.audit), from_audit=True)
    test = settings.test or min(MOST_TESTED, max(1, round(TEST_SHARE * counted.items)))
    return Split(counted.items - test, test, from_audit=False)


def tested_mask(items: KnownLabels, settings: Settings) -> NDArray[np.bool_]:
    """bool[K]: the items that are tested on, the same in every run. Needs a split with items on both sides."""
    split = split_of(items.counts, settings)
    eligible = np.flatnonzero(items.is_audit) if split.from_audit else np.arange(len(items))
    drawn = eligible[np.random.default_rng(_TEST_SEED).permutation(len(eligible))[: split.test]]
    mask = np.zeros(len(items), dtype=np.bool_)
    mask[drawn] = True
    return mask


def taking_part(items: KnownLabels, settings: Settings) -> NDArray[np.bool_]:
    """bool[K]: items that are chosen from or tested on; audit items are never chosen where others are tested on."""
    if not split_of(items.counts, settings).from_audit:
        return np.ones(len(items), dtype=np.bool_)
    part: NDArray[np.bool_] = ~items.is_audit | tested_mask(items, settings)
    return part


def frozen(benchmark: Benchmark) -> Frozen:
    """The items as they stood when the benchmark began."""
    stored = BenchmarkItems.objects.get(benchmark=benchmark)
    return Frozen(
        n_rows=stored.n_rows,
        rows=np.frombuffer(stored.rows, dtype="<i4").astype(np.int64),
        labels=np.frombuffer(stored.labels, dtype="<i2").astype(np.int64),
        is_test=np.frombuffer(stored.is_test, dtype=np.bool_),
    )


def offered(project: Project) -> list[Offered]:
    """Both sources, with a sentence on what there is, or why it will not do."""
    return [_offer(project, source) for source in (TRUTH, LABELS)]


def _offer(project: Project, source: str) -> Offered:
    counted = counts(project, source=source)
    if counted.items < ITEMS_AT_LEAST or counted.classes < 2:
        return Offered(source, counted.items, usable=False, detail=_lacking(source, counted))
    description = "items carry ground truth" if source == TRUTH else "items have answers that people gave"
    return Offered(
        source, counted.items, usable=True, detail=f"{counted.items:,} {description}. {_tested(counted, source)}"
    )


def _lacking(source: str, counted: Counts) -> str:
    if source == TRUTH and not counted.items:
        return "No item carries ground truth. Import items with a label column or one folder per class."
    if not counted.items:
        return "Nobody has answered yet."
    if counted.items < ITEMS_AT_LEAST:
        return f"Only {counted.items} items have a known label; a benchmark needs at least {ITEMS_AT_LEAST}."
    return "All known labels are the same; a benchmark needs at least two different ones."


def _tested(counted: Counts, source: str) -> str:
    if source == TRUTH:
        return "A random fifth is kept for testing, 2,000 at most."
    if counted.audit >= AUDIT_AT_LEAST:
        return f"The {counted.audit:,} audit items among them are for testing: they were drawn blind to the model."
    return (
        f"Only {counted.audit} audit items among them are answered, too few to test on; a random fifth of the labelled "
        "items is used instead. A model chose some of those, so read the errors as a comparison, not as accuracy."
    )
