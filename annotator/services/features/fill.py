"""One encoder's features of one project, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Case, Value, When
from django.utils import timezone

import selection
from annotator.fields import names_read
from annotator.models import FeatureSet, Item, Kind, Project
from annotator.services.jobs.progress import Progress
from annotator.sources.features import Contents, Rows, cache_of, contents_of, fitted_path, siblings_of
from annotator.sources.pixels import file_of
from annotator.sources.texts import TextRows

# What learns from the items learns anew once there are so many times as many as there were.
ANEW_FROM = 4
READ_AT_A_TIME = 500


@dataclass
class Fill:
    """The features of a project's items by one encoder, brought up to date with what the items show now.

    n_rows: rows that have what they can have; a broken image, which the next round sets aside, can have nothing.
    """

    project: Project
    encoder: selection.Encoder
    progress: Progress
    contents: Contents
    cache: selection.FeatureCache
    n_rows: int

    @classmethod
    def begun(cls, project: Project, encoder: selection.Encoder, *, progress: Progress) -> "Fill":
        """Raises selection.StrategyError where the encoder has something to learn and cannot; JobCancelled."""
        if encoder.is_fitted:
            _learn(project, encoder, progress=progress)
        contents, cache = contents_of(project), cache_of(project.pk, encoder)
        fill = cls(project, encoder, progress, contents, cache, n_rows=len(contents) - len(cache.lacking(contents)))
        note(project.pk, encoder, rows=fill.n_rows, error="")
        return fill

    def parts(self) -> Iterator[int]:
        """Copies what other projects have of the same content, then computes the rest: rows done, part by part.

        Raises selection.StrategyError where weights are missing or damaged, JobCancelled.
        """
        for sibling in siblings_of(self.project, self.encoder):
            yield self._done(self.cache.copy_from(sibling.cache, contents_N=self.contents, n_other=sibling.n_rows))
        rows, before = self.wanted(), 0
        for filled in selection.fill(
            selection.ToFill(self.cache, rows, self.contents[rows]),
            self.encoder.name,
            contents(self.project, rows),
            fitted=fitted_path(self.project.pk, self.encoder) if self.encoder.is_fitted else None,
            should_stop=stop_of(self.progress),
        ):
            yield self._done(filled.n_done - before)
            before = filled.n_done

    def wanted(self) -> Rows:
        """Answered items first, the model learns and is measured on them; then by draw, as random fills take them."""
        missing = np.zeros(len(self.contents), dtype=np.bool_)
        missing[self.cache.lacking(self.contents)] = True
        answered_first = Case(When(answers__gt=0, then=Value(0)), default=Value(1))
        items = Item.objects.filter(project=self.project, row__lt=len(missing))
        ordered = items.order_by(answered_first, "draw").values_list("row", flat=True)
        rows = np.fromiter(ordered.iterator(chunk_size=50_000), dtype=np.int64)
        return rows[missing[rows]]

    def _done(self, n_rows: int) -> int:
        self.n_rows += n_rows
        note(self.project.pk, self.encoder, rows=self.n_rows, error="")
        return n_rows


def note(project_id: int, encoder: selection.Encoder, **said: Any) -> None:
    """Write down how far this encoder's features are, or what is wrong with them."""
    said["changed_at"] = timezone.now()
    FeatureSet.objects.update_or_create(project_id=project_id, encoder=encoder.name, defaults=said)


def _learn(project: Project, encoder: selection.Encoder, *, progress: Progress) -> None:
    """Anew where there are many more items than when it learned; then all its features are computed anew."""
    path, most = fitted_path(project.pk, encoder), selection.MOST_LEARNED
    known = FeatureSet.objects.filter(project=project, encoder=encoder.name).first()
    learned = known.learned_rows if known and path.exists() else 0
    if learned >= most or learned * ANEW_FROM > project.next_row:
        return
    drawn = Item.objects.filter(project=project).order_by("draw").values_list("row", flat=True)[:most]
    rows = np.fromiter(drawn, dtype=np.int64)
    progress.log(f"{encoder.name}: learning from {len(rows):,} items")
    path.parent.mkdir(parents=True, exist_ok=True)
    selection.fit_encoder(encoder.name, list(contents(project, rows)), path, should_stop=stop_of(progress))
    note(project.pk, encoder, learned_rows=project.next_row, rows=0)


def stop_of(progress: Progress) -> selection.Stop:
    """The engine's question whether to stop, which never says so: it raises JobCancelled."""

    def should_stop() -> bool:
        progress.check()
        return False

    return should_stop


def contents(project: Project, rows: Rows) -> Iterator[str | bytes]:
    """Texts, or the bytes of image files, in the order of `rows`; empty where there is none any more."""
    texts = TextRows(project.pk, project.next_row, read=names_read(project.fields))
    for start in range(0, len(rows), READ_AT_A_TIME):
        part = rows[start : start + READ_AT_A_TIME]
        if project.kind == Kind.TEXT:
            yield from texts.take(part)
        else:
            media = dict(Item.objects.filter(project=project, row__in=part.tolist()).values_list("row", "media"))
            yield from (file_of(media.get(row, "")) for row in part.tolist())
