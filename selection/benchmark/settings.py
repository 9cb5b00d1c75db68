"""What one benchmark is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selection.benchmark.data import DataError, Dataset, existing
from selection.errors import StrategyError
from selection.presets import evaluation_strategy, strategy_for
from selection.strategy import AUTO, Strategy, strategy_fields


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The command line, parsed. Counts are items; `pool` 0 is all, `test_size` 0 is all."""

    data: Path
    strategies: tuple[str, ...]
    initial: int
    query: int
    rounds: int
    seeds: int
    out: Path
    seed_start: int = 0
    pool: int = 0
    test_size: int = 0
    test: Path | None = None
    text_column: str = "text"
    label_column: str = "label"
    image_size: int = 32
    threads: int = 0
    eval_model: str = ""
    eval_epochs: float = 0.0
    eval_steps: int = 0
    eval_augment: str = ""
    eval_features: str = ""
    features_cache: Path | None = None


def load(settings: Settings) -> Dataset:
    """The data that the settings name. Raises DataError with one sentence."""
    path = existing(settings.data)
    suffixes = {suffix.lower() for suffix in path.suffixes}
    if path.is_dir():
        from selection.benchmark.images import load_folder

        data = load_folder(path, side=settings.image_size)
    elif ".npz" in suffixes:
        from selection.benchmark.images import load_npz

        data = load_npz(path)
    elif suffixes & {".csv", ".tsv", ".jsonl"}:
        from selection.benchmark.texts import load_texts

        data = load_texts(
            path, test=settings.test, text_column=settings.text_column, label_column=settings.label_column
        )
    else:
        raise DataError(f"{path} is no folder of images, .npz, .csv or .jsonl (.gz accepted).")
    return data.with_test_of(settings.test_size).with_features_in(features_folder(settings))


def features_folder(settings: Settings) -> Path:
    """Where features are kept from run to run."""
    return settings.features_cache or settings.out.with_suffix(".features")


def strategies_of(settings: Settings, *, kind: str) -> dict[str, Strategy]:
    """Each `--strategy NAME` or `NAME:field=value,field=value` by its own text. Raises StrategyError."""
    flags = {"initial": settings.initial, "query": settings.query, **_threads(settings)}
    return {
        text: strategy_for(_name(text), kind=kind, overrides={**_written_overrides(text), **flags})
        for text in settings.strategies
    }


def evaluation_of(settings: Settings, *, strategies: Mapping[str, Strategy], kind: str) -> Strategy:
    """How the evaluation model is trained: from scratch, on all labels, longer than any proxy. Raises StrategyError.

    Where a strategy looks at representations and no judge is named, the best of them judges. Features need a head, and
    without a name that is logistic regression.
    """
    overrides: dict[str, Any] = {"update": "scratch", **_threads(settings)}
    features = settings.eval_features
    if not (settings.eval_model or features) and any(strategy.by_view for strategy in strategies.values()):
        features = AUTO
    given: Mapping[str, Any] = {
        "proxy": settings.eval_model or ("logistic_head" if features else ""),
        "epochs": settings.eval_epochs,
        "min_steps": settings.eval_steps,
        "augment": settings.eval_augment,
        "features": features,
    }
    overrides |= {name: value for name, value in given.items() if value}
    return evaluation_strategy(kind=kind, overrides=overrides)


def _threads(settings: Settings) -> dict[str, int]:
    return {"threads": settings.threads} if settings.threads else {}


def _name(text: str) -> str:
    return text.partition(":")[0]


def _written_overrides(text: str) -> dict[str, Any]:
    _, _, written = text.partition(":")
    kinds = {field["name"]: field["type"] for field in strategy_fields()}
    overrides: dict[str, Any] = {}
    for part in filter(None, written.split(",")):
        name, _, value = part.partition("=")
        overrides[name] = _value(value, kind=kinds.get(name, "str"), name=name)
    return overrides


def _value(value: str, *, kind: str, name: str) -> Any:
    read: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "bool": _switch, "str": str}
    try:
        return read[kind](value)
    except ValueError as error:
        raise StrategyError(f"{name} cannot be {value!r}.") from error


def _switch(value: str) -> bool:
    if value not in ("true", "false"):
        raise ValueError(value)
    return value == "true"
