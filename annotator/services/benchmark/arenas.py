"""Arenas: hidden projects in which runs of a benchmark play, with rows as in the project they copy.

An arena holds no texts and no media; the engine reads those from the project itself (annotator/sources/items.py).
"""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import connection, models, transaction

from annotator.models import (
    Annotation,
    AnswerTally,
    BenchmarkRun,
    CostEntry,
    Item,
    ItemTally,
    Label,
    Lease,
    Membership,
    Project,
    ProjectStatus,
    QueueEntry,
    Round,
    Submission,
)
from annotator.selectors.benchmark.items import Frozen
from annotator.selectors.benchmark.settings import Settings
from annotator.services.projects.cleanup import remove_files

_COPY = """
INSERT INTO annotator_item (
    project_id, row, role, state, text, media, width, height, metadata, content_hash, external_id, truth_id, draw,
    created_at, answers, open_slots)
SELECT %(arena)s, item.row, 'pool', CASE WHEN pool.row IS NULL THEN 'set_aside' ELSE 'open' END, '', '', 0, 0, '{}',
    item.row::text, '', label.id, item.draw, now(), 0, 1
FROM annotator_item item
LEFT JOIN unnest(%(rows)s::int[], %(positions)s::int[]) AS pool (row, position) ON pool.row = item.row
LEFT JOIN annotator_label label ON label.project_id = %(arena)s AND label.position = pool.position
WHERE item.project_id = %(source)s AND item.row < %(n_rows)s
"""
# What refers to others first. All at once: the ORM would load every item to see what depends on it.
_TABLES: tuple[type[models.Model], ...] = (
    *(QueueEntry, ItemTally, AnswerTally),
    *(Annotation, CostEntry, Submission, Lease, Item, Round, Label, Membership),
)


def overrides_of(settings: Settings) -> dict[str, Any]:
    """What a benchmark sets of every strategy."""
    return {"initial": settings.initial, "query": settings.query}


def create(run: BenchmarkRun, *, settings: Settings, frozen: Frozen) -> Project:
    """The arena of a run: the seed's pool is open, all other rows are set aside."""
    source = run.benchmark.project
    with transaction.atomic():
        arena = Project.all_with_arenas.create(
            # Names are unique among all projects; nobody sees this one.
            name=f"benchmark run {run.pk} {uuid4().hex}",
            kind=source.kind,
            benchmark=run.benchmark,
            status=ProjectStatus.ACTIVE,
            seed=run.seed,
            overlap=1,
            audit_share=0.0,
            start_fraction=1.0,
            lease_minutes=source.lease_minutes,
            deck_size=source.deck_size,
            budget_labels=settings.labels,
            price_per_label=source.price_per_label,
            compute_price_per_hour=source.compute_price_per_hour,
            currency=source.currency,
            strategy=run.arm,
            batch_size=settings.query,
            advanced={"initial": settings.initial},
            next_row=frozen.n_rows,
        )
        labels = source.labels.values("name", "key", "color", "position")
        Label.objects.bulk_create(Label(project=arena, **label) for label in labels)
        _copy_items(source, arena, settings=settings, frozen=frozen)
        BenchmarkRun.objects.filter(pk=run.pk).update(arena=arena)
    return arena


def _copy_items(source: Project, arena: Project, *, settings: Settings, frozen: Frozen) -> None:
    rows, truth = frozen.pool_rows(size=settings.pool, seed=arena.seed).tolist(), frozen.truth()
    with connection.cursor() as cursor:
        cursor.execute(
            _COPY,
            {
                "arena": arena.pk,
                "source": source.pk,
                "n_rows": frozen.n_rows,
                "rows": rows,
                "positions": [truth[row] for row in rows],
            },
        )


def clear(arenas: Iterable[Project]) -> None:
    """Delete arenas with all that happened in them; their files after the commit. Needs a transaction."""
    for arena in list(arenas):
        assert arena.is_arena, "people's projects are deleted by services/across/delete_project.py"
        pk = arena.pk
        BenchmarkRun.objects.filter(arena=pk).update(arena=None)
        with connection.cursor() as cursor:
            for table in _TABLES:
                cursor.execute(f"DELETE FROM {table._meta.db_table} WHERE project_id = %s", [pk])  # noqa: S608 - our tables
            cursor.execute("DELETE FROM annotator_project WHERE id = %s", [pk])
        transaction.on_commit(partial(remove_files, pk))
