"""The beginning of a benchmark: what it plays on is written down once, so that every run meets the same items."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from annotator.errors import Conflict
from annotator.models import Benchmark, BenchmarkItems, Item, JobState, Project
from annotator.selectors.benchmark.items import (
    Frozen,
    KnownLabels,
    frozen,
    known_labels,
    split_of,
    taking_part,
    tested_mask,
)
from annotator.selectors.benchmark.settings import Settings
from annotator.selectors.strategies import judge_of, strategy_with
from annotator.services.benchmark import arenas
from annotator.services.projects.items import set_aside_broken
from annotator.sources.features import views_of


def begin(benchmark: Benchmark, settings: Settings) -> Frozen:
    """The benchmark's items, written down by whoever comes first. Needs the benchmark's advisory lock.

    Images are decoded before, so that broken ones take no part. Raises Conflict where too little is left.
    """
    if not BenchmarkItems.objects.filter(benchmark=benchmark).exists():
        set_aside_broken(benchmark.project)
        _write_down(benchmark, settings)
    return frozen(benchmark)


def _write_down(benchmark: Benchmark, settings: Settings) -> None:
    project = Project.objects.get(pk=benchmark.project_id)
    items = known_labels(project, source=settings.source)
    split = split_of(items.counts, settings)
    if settings.labels > min(settings.pool or split.train, split.train):
        raise Conflict("too_few_items", f"Only {split.train:,} items are left to choose from.")
    mask, part = tested_mask(items, settings), taking_part(items, settings)
    with transaction.atomic():
        BenchmarkItems.objects.create(
            benchmark=benchmark,
            n_rows=project.next_row,
            rows=items.rows[part].astype("<i4").tobytes(),
            labels=items.labels[part].astype("<i2").tobytes(),
            is_test=mask[part].tobytes(),
        )
        benchmark.frozen = _description(project, settings, items=items, n_test=int(mask.sum()))
        benchmark.frozen["pool_items"] = min(settings.pool or split.train, split.train)
        benchmark.started_at, benchmark.state = timezone.now(), JobState.RUNNING
        benchmark.save(update_fields=["frozen", "started_at", "state"])


def _description(project: Project, settings: Settings, *, items: KnownLabels, n_test: int) -> dict[str, Any]:
    """What a reader of the numbers must know: how it was made, where, and on what."""
    # Only a worker may load what these need.
    from selection.benchmark.environment import commit, environment

    strategies = {name: _strategy(project, settings, name) for name in settings.strategies}
    machine = environment()
    made_of = {"strategies": strategies, "evaluation": asdict(judge_of(project))}
    return {
        **made_of,
        # The judge is the same for all rounds: what is ready later takes no part.
        "representations": [name for name, view in views_of(project).items() if view.ready.all()],
        "test_items": n_test,
        "environment": {**machine, "commit": commit()},
        "hardware": _hardware(machine),
        "digest": _digest(project, {**settings.as_json(), "title": "", **made_of}, items),
    }


def _strategy(project: Project, settings: Settings, name: str) -> dict[str, Any]:
    return asdict(strategy_with(name, kind=project.kind, overrides=arenas.overrides_of(settings)))


def _hardware(machine: dict[str, Any]) -> str:
    return f"{machine['cpu']}, {machine['cores']} cores, {machine['gpu'] or 'no GPU'}"


def _digest(project: Project, settings: dict[str, Any], items: KnownLabels) -> str:
    """SHA-256 of settings, known labels and the content of all items."""
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for array in (items.rows, items.labels, items.is_audit.astype(np.uint8)):
        digest.update(array.tobytes())
    hashes = Item.objects.filter(project=project, row__lt=project.next_row).order_by("row")
    for content in hashes.values_list("content_hash", flat=True).iterator():
        digest.update(content.encode())
    return digest.hexdigest()
