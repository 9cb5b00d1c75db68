"""The data sets of the papers, each read in its original format: `load_named("cifar10", root)`.

Nothing is fetched: several sets ask for an account or a licence. A sentence says what to fetch and where to put it.
"""

import inspect
import sys
from pathlib import Path

from tqdm import tqdm

from selection.benchmark.data import DataError, Dataset
from selection.papers.adapters.catalogue import ADAPTERS, ANY, Adapter
from selection.papers.adapters.places import Absent

__all__ = ["ADAPTERS", "Adapter", "load_named"]


def load_named(name: str, root: Path, **options: object) -> Dataset:
    """The data set `name`, from `root` or its own folder within; options are those of its loader.

    The papers' train and test split, classes and items in the original order; the same in every run.
    Raises DataError with one sentence: an unknown name or option, what to fetch and where to put it, or which file
    and row is damaged. A set with fewer items than the papers' is loaded, and that is said on stderr.
    """
    adapter = _adapter(name)
    _check_options(name, adapter, options)
    try:
        data = adapter.load(root, **options)
    except Absent as error:
        place = root if root.is_file() else root / adapter.folder
        raise DataError(f"{error}: fetch {adapter.files} from {adapter.source} into {place}.") from error
    _check_classes(name, adapter, data, options=options)
    _say_what_is_missing(name, adapter, data, options=options)
    return data


def _adapter(name: str) -> Adapter:
    if name not in ADAPTERS:
        raise DataError(f"There is no data set {name!r}; there are {', '.join(ADAPTERS)}.")
    return ADAPTERS[name]


def _check_options(name: str, adapter: Adapter, options: dict[str, object]) -> None:
    known = list(inspect.signature(adapter.load).parameters)[1:]
    for option in options:
        if option not in known:
            raise DataError(f"{name} has no option {option!r}; it has {', '.join(known) or 'none'}.")


def _check_classes(name: str, adapter: Adapter, data: Dataset, *, options: dict[str, object]) -> None:
    # An option may ask for other classes: the coarse ones of CIFAR-100.
    if adapter.n_classes != ANY and "labels" not in options and len(data.classes) != adapter.n_classes:
        raise DataError(f"{name} has {adapter.n_classes} classes; the data has {len(data.classes)}.")


def _say_what_is_missing(name: str, adapter: Adapter, data: Dataset, *, options: dict[str, object]) -> None:
    for part, items, n_complete in (("train", data.train, adapter.n_train), ("test", data.test, adapter.n_test)):
        if n_complete not in (ANY, len(items)) and f"{part}_limit" not in options:
            tqdm.write(f"{name} has {len(items):,} {part} items here; the papers' has {n_complete:,}.", file=sys.stderr)
