"""What a project's strategy may ask of this machine. The engine alone, with its benchmarks, has no such limits.

Rounds share one worker: what one project asks for, all others wait for. A round's time and memory are bounded as well
(settings.ROUND_MINUTES, ROUND_MEMORY_MB); here is refused, where a strategy is chosen, what could only run into these.
"""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

import selection
from annotator.models import Kind

# The largest value of each field that costs time or memory; docs/strategies.md has the same table.
MOST: Mapping[str, float] = {
    "initial": 100_000,
    "query": 100_000,
    "passes": 256,
    "ensemble": 10,
    "hidden": 4_096,
    "refresh_norm": 50_000,
    "replay_ratio": 1_000,
    "replay_floor": 1_000_000,
    "epochs": 1_000,
    "min_steps": 100_000,
    "minibatch": 1_024,
    "sampler_buckets": 1_000,
    "bandit_arms": 1_000,
    "text_dim": 300,
    "text_bucket": 2_000_000,
    "text_word_ngrams": 5,
    "text_max_chars": 10,
    "text_budget": 1_000,
    "whole_below": 100,
}
MOST_CHARS = 500
# fastText's table of float32, its file, and the file compressed.
COPIES, BYTES_PER_NUMBER = 3, 4


def check(strategy: selection.Strategy) -> None:
    """Raises selection.StrategyError naming the field, the limit and what was asked for."""
    for name, most in MOST.items():
        _check_most(name, getattr(strategy, name), most)
    _check_most("the epochs of segments, added up,", strategy.epochs_in_all, MOST["epochs"])
    for name in ("name", "segments", "features"):
        if len(getattr(strategy, name)) > MOST_CHARS:
            raise selection.StrategyError(f"{name} can have at most {MOST_CHARS} characters.")
    _check_threads(strategy)
    _check_memory(strategy)
    # A view is no model that a name would fetch: the pool brings it or not.
    if strategy.features and not strategy.by_view:
        _check_features(strategy)


def _check_most(name: str, value: float, most: float) -> None:
    if value > most:
        raise selection.StrategyError(f"{name} can be at most {most:,} here; got {value:,.9g}.")


def _check_threads(strategy: selection.Strategy) -> None:
    most = settings.PROXY_THREADS
    # 0 would leave the number to libraries, which take all cores.
    if not 1 <= strategy.threads <= most:
        raise selection.StrategyError(f"threads can be from 1 to {most} on this machine; got {strategy.threads:,}.")


def _check_memory(strategy: selection.Strategy) -> None:
    needed = COPIES * BYTES_PER_NUMBER * strategy.text_bucket * strategy.text_dim // 2**20
    if strategy.proxy == "fasttext" and needed > settings.ROUND_MEMORY_MB:
        raise selection.StrategyError(
            f"text_bucket times text_dim would take {needed:,} MB, and a round may take "
            f"{settings.ROUND_MEMORY_MB:,} MB here: lower one of them."
        )


def _check_features(strategy: selection.Strategy) -> None:
    """Models are read, and fetched, only by names and from folders that whoever runs this server has named."""
    names = [entry for entry in settings.PROXY_FEATURES if not entry.startswith("/")]
    if strategy.features in names or _is_in_a_folder(_file_of(strategy)):
        return
    raise selection.StrategyError(
        f"features {strategy.features!r} are not allowed here. Models by name: {', '.join(names) or 'none'}. "
        "Whoever runs this server can allow names and folders (PROXY_FEATURES)."
    )


def _file_of(strategy: selection.Strategy) -> str:
    """The path in `features`: of images what follows the network's name, of texts all of it."""
    return strategy.features.partition(":")[2] if strategy.kind == Kind.IMAGE else strategy.features


def _is_in_a_folder(file: str) -> bool:
    folders = [Path(entry).resolve() for entry in settings.PROXY_FEATURES if entry.startswith("/")]
    return file.startswith("/") and any(Path(file).resolve().is_relative_to(folder) for folder in folders)
