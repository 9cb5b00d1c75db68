"""Frozen features of a project's items: a file for each encoder, by row, on this host.

VAR/features/<project>/<encoder>.f16 holds the values, beside it of which content each row's are. They are a cache:
the job that computes them (services/features) fills what is missing, and copies what another project has of the same
content.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from numpy.typing import NDArray

import selection
from annotator.fields import names_read, text_read
from annotator.models import FeatureSet, Item, Project

Rows = NDArray[np.int64]
Contents = NDArray[np.uint64]

CHUNK = 50_000
# Of a digest in hexadecimal: 8 bytes.
DIGITS = 16


@dataclass(frozen=True)
class Sibling:
    """Another project's features, and how many rows it has."""

    cache: selection.FeatureCache
    n_rows: int


def encoders_of(kind: str) -> list[selection.Encoder]:
    """The encoders that look at items of this kind, the quickest first."""
    return sorted((each for each in selection.ENCODERS.values() if each.kind == kind), key=lambda each: each.seconds)


def cache_of(project_id: int, encoder: selection.Encoder) -> selection.FeatureCache:
    """The features of this project by this encoder, whether there are any yet or not."""
    identity = encoder.identity
    if encoder.is_fitted:
        fitted = fitted_path(project_id, encoder)
        identity += f" {fitted.stat().st_mtime_ns}" if fitted.exists() else " nothing learned"
    return selection.FeatureCache(_folder(project_id) / f"{encoder.name}.f16", identity=identity)


def fitted_path(project_id: int, encoder: selection.Encoder) -> Path:
    """What an encoder has learned of the project's own items."""
    return _folder(project_id) / f"{encoder.name}.fitted"


def views_of(project: Project) -> dict[str, selection.View]:
    """What a round may look at beside the items: the representations of which there are any rows on this host.

    Those of an arena lie with the project that it copies, and count once they are complete: any row may be tested on.
    """
    home, least = (project.pk, 1) if project.benchmark is None else (project.benchmark.project_id, project.next_row)
    begun = set(FeatureSet.objects.filter(project=home, rows__gte=least).values_list("encoder", flat=True))
    encoders = [encoder for encoder in encoders_of(project.kind) if encoder.name in begun]
    views = {encoder.name: _view(cache_of(home, encoder), project.next_row) for encoder in encoders}
    return selection.with_combinations(views)


def views_for(project: Project, strategy: selection.Strategy) -> dict[str, selection.View]:
    """The representations of the project, for a strategy that looks at any."""
    return views_of(project) if strategy.by_view else {}


def _view(cache: selection.FeatureCache, n_rows: int) -> selection.View:
    return selection.View(selection.StoredFeatures(cache, n_rows), cache.filled(n_rows))


def contents_of(project: Project) -> Contents:
    """uint64[next_row]: what each row shows now, as a number; 0 where there is no row."""
    contents = np.zeros(project.next_row, dtype=np.uint64)
    items = Item.objects.filter(project=project, row__lt=project.next_row)
    for row, digest in _digests(items, read=names_read(project.fields)):
        contents[row] = int(digest[:DIGITS], 16)
    return contents


def _digests(items: QuerySet[Item], *, read: Sequence[str]) -> Iterator[tuple[int, str]]:
    """read: fields that the model reads; with them it is their text and the item's that counts."""
    if not read:
        yield from items.values_list("row", "content_hash").iterator(chunk_size=CHUNK)
        return
    for row, text, metadata in items.values_list("row", "text", "metadata").iterator(chunk_size=CHUNK):
        yield row, blake2b(text_read(text, metadata, read).encode(errors="replace"), digest_size=16).hexdigest()


def siblings_of(project: Project, encoder: selection.Encoder) -> Iterator[Sibling]:
    """Features by the same encoder in other projects; none of an encoder that learns of each project's own items."""
    if encoder.is_fitted:
        return
    others = FeatureSet.objects.filter(encoder=encoder.name, rows__gt=0).exclude(project=project)
    for each in others.select_related("project"):
        yield Sibling(cache_of(each.project_id, encoder), each.project.next_row)


def forget(project: Project, rows: Sequence[int]) -> None:
    """Rows whose item was removed have no features any more on this host."""
    for encoder in encoders_of(project.kind):
        cache_of(project.pk, encoder).forget(np.array(rows, dtype=np.int64))


def remove(project_id: int) -> None:
    """Forget the project's features on this host."""
    shutil.rmtree(_folder(project_id), ignore_errors=True)


def _folder(project_id: int) -> Path:
    return Path(settings.VAR) / "features" / str(project_id)
