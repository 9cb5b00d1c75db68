"""One encoder's features of one project, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.core.files.storage import default_storage
from django.db.models import Case, Value, When
from django.utils import timezone

import selection
from annotator.models import FeatureSet, Item, Kind, Project
from annotator.services.jobs.progress import Progress
from annotator.sources.features import Contents, Rows, cache_of, contents_of, fitted_path, siblings_of

# What learns from the items learns from so many at most, and anew once there are four times as many as there were.
SAMPLE, ANEW_FROM = 20_000, 4
READ_AT_A_TIME = 500


@dataclass
class Fill:
    """The features of a project's items by one encoder, brought up to date with what the items show now."""

    project: Project
    encoder: selection.Encoder
    progress: Progress
    contents: Contents
    cache: selection.FeatureCache
    # Broken images, which the next round sets aside.
    n_unreadable: int = 0

    @classmethod
    def begun(cls, project: Project, encoder: selection.Encoder, *, progress: Progress) -> "Fill":
        """Raises selection.StrategyError where the encoder has something to learn and cannot; JobCancelled."""
        if encoder.is_fitted:
            _learn(project, encoder, progress=progress)
        return cls(project, encoder, progress, contents_of(project), cache_of(project.pk, encoder))

    def parts(self) -> Iterator[int]:
        """Copies what other projects have of the same content, then computes the rest: rows done, part by part.

        Raises selection.StrategyError where weights are missing or damaged, JobCancelled.
        """
        for sibling in siblings_of(self.project, self.encoder):
            yield self.cache.copy_from(sibling.cache, contents_N=self.contents, n_other=sibling.n_rows)
            self.note()
        rows, before = self.wanted(), 0
        for filled in selection.fill(
            selection.ToFill(self.cache, rows, self.contents[rows]),
            self.encoder.name,
            contents(self.project, rows),
            fitted=self._fitted,
            should_stop=self._is_cancelled,
        ):
            self.n_unreadable += len(filled.unreadable_rows)
            self.note()
            yield filled.n_done - before
            before = filled.n_done

    @property
    def _fitted(self) -> Path | None:
        return fitted_path(self.project.pk, self.encoder) if self.encoder.is_fitted else None

    def wanted(self) -> Rows:
        """Answered items first, the model learns and is measured on them; then by draw, as random fills take them."""
        missing = np.zeros(len(self.contents), dtype=np.bool_)
        missing[self.cache.lacking(self.contents)] = True
        answered_first = Case(When(answers__gt=0, then=Value(0)), default=Value(1))
        items = Item.objects.filter(project=self.project, row__lt=len(missing))
        ordered = items.order_by(answered_first, "draw").values_list("row", flat=True)
        rows = np.fromiter(ordered.iterator(chunk_size=50_000), dtype=np.int64)
        return rows[missing[rows]]

    def _is_cancelled(self) -> bool:
        """Never: it raises JobCancelled."""
        self.progress.check()
        return False

    def note(self) -> int:
        """How many rows have what they can have, written down."""
        n_ready = len(self.contents) - len(self.cache.lacking(self.contents)) + self.n_unreadable
        said = {"rows": n_ready, "error": "", "changed_at": timezone.now()}
        FeatureSet.objects.update_or_create(project=self.project, encoder=self.encoder.name, defaults=said)
        return n_ready


def _learn(project: Project, encoder: selection.Encoder, *, progress: Progress) -> None:
    """Anew where there are many more items than when it learned; then all its features are computed anew."""
    path = fitted_path(project.pk, encoder)
    known = FeatureSet.objects.filter(project=project, encoder=encoder.name).first()
    learned = known.learned_rows if known and path.exists() else 0
    if learned >= SAMPLE or learned * ANEW_FROM > project.next_row:
        return
    drawn = Item.objects.filter(project=project).order_by("draw").values_list("row", flat=True)[:SAMPLE]
    rows = np.fromiter(drawn, dtype=np.int64)
    progress.log(f"{encoder.name}: learning from {len(rows):,} items")
    path.parent.mkdir(parents=True, exist_ok=True)

    def should_stop() -> bool:
        progress.check()
        return False

    selection.fit_encoder(encoder.name, list(contents(project, rows)), path, should_stop=should_stop)
    said = {"learned_rows": project.next_row, "rows": 0, "changed_at": timezone.now()}
    FeatureSet.objects.update_or_create(project=project, encoder=encoder.name, defaults=said)


def contents(project: Project, rows: Rows) -> Iterator[str | bytes]:
    """Texts, or the bytes of image files, in the order of `rows`; empty where there is none any more."""
    column = "text" if project.kind == Kind.TEXT else "media"
    for start in range(0, len(rows), READ_AT_A_TIME):
        part = rows[start : start + READ_AT_A_TIME].tolist()
        found = dict(Item.objects.filter(project=project, row__in=part).values_list("row", column))
        for row in part:
            yield found.get(row, "") if project.kind == Kind.TEXT else _file(found.get(row, ""))


def _file(media: str) -> bytes:
    """Empty where the file is gone: the encoder calls it unreadable, as every other broken image."""
    if not media:
        return b""
    try:
        with default_storage.open(media) as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        return b""
