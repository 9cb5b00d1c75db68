"""Views of a data set: the features of every encoder of its kind, computed once and kept beside the results."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tqdm import tqdm

from selection.arrays import Ints
from selection.benchmark.data import Dataset, LabelledItems
from selection.features.cache import FeatureCache, StoredFeatures
from selection.features.combined import with_combinations
from selection.features.encoders.filling import ToFill, fill
from selection.features.encoders.process import fit_encoder
from selection.features.encoders.protocol import Content
from selection.features.encoders.registry import ENCODERS, MOST_LEARNED, Encoder
from selection.sources import View

SAMPLE_SEED = 20_251_128


def with_views(data: Dataset, *, folder: Path, pools: Iterable[LabelledItems] | None = None) -> Dataset:
    """The data with a view by each encoder of their kind, and their combinations; what `folder` holds is not computed.

    pools: what will be played; None is all. Ready are its rows and those of the test items, and what was computed
    before. Images are seen at the size at which they were read.
    Raises StrategyError where an encoder's weights are missing.
    """
    played = (data.train,) if pools is None else pools
    rows = np.unique(np.concatenate([data.test.origin, *(pool.origin for pool in played)]))
    encoders = [encoder for encoder in ENCODERS.values() if encoder.kind == data.kind]
    views = {encoder.name: _view(encoder, data, rows=rows, folder=folder) for encoder in encoders}
    return data.viewed_by(with_combinations(views))


def _view(encoder: Encoder, data: Dataset, *, rows: Ints, folder: Path) -> View:
    name = hashlib.sha256(f"{encoder.identity} {data.digest}".encode()).hexdigest()[:16]
    path = folder / f"{encoder.name}-{name}.npy"
    cache = FeatureCache(path, identity=f"{encoder.identity} {data.digest}")
    contents = _contents(data)
    n_rows = max(contents) + 1
    missing = rows[~cache.filled(n_rows)[rows]]
    if len(missing):
        folder.mkdir(parents=True, exist_ok=True)
        fitted = _fitted(encoder, data, path=path.with_suffix(".fitted")) if encoder.is_fitted else None
        wanted = [contents[row] for row in missing.tolist()]
        with tqdm(total=len(missing), unit="item", desc=encoder.name, file=sys.stderr, leave=False) as progress:
            for part in fill(ToFill(cache, missing), encoder.name, wanted, fitted=fitted):
                progress.update(part.n_done - progress.n)
    return View(StoredFeatures(cache, n_rows), cache.filled(n_rows))


def _contents(data: Dataset) -> dict[int, Content]:
    """By the rows that `LabelledItems.origin` names."""
    return {
        row: item
        for part in (data.train, data.test)
        for row, item in zip(part.origin.tolist(), part.items, strict=True)
    }


def _fitted(encoder: Encoder, data: Dataset, *, path: Path) -> Path:
    """The file of what was learned from the items to choose from; the test items take no part."""
    if not path.exists():
        order = np.random.default_rng(SAMPLE_SEED).permutation(len(data.train))[:MOST_LEARNED]
        fit_encoder(encoder.name, [data.train.items[row] for row in order], path)
    return path
