"""results.json: written after every round, taken up again by the next run with the same settings."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from selection.benchmark.data import DataError, Dataset
from selection.benchmark.environment import environment
from selection.benchmark.settings import Settings
from selection.benchmark.store import SHOWN, Key, SavedRound
from selection.strategy import Strategy

Record = dict[str, Any]
# What may differ between the runs that fill one file: more strategies, seeds or rounds only add records.
_MAY_GROW = frozenset({"strategies", "seeds", "seed_start", "rounds", "out", "features_cache"})


class ResultsFile:
    """The rounds of one benchmark, all of them in one JSON document that is written anew, whole, with each of them."""

    def __init__(self, path: Path, *, config: dict[str, Any]) -> None:
        """Reads `path` where it exists, and writes it. Raises DataError where it belongs to other settings."""
        self.path = path
        self.states = path.with_name(f"{path.stem}-{config['hash'][:SHOWN]}.states")
        self._config = config
        self._records: dict[Key, Record] = {}
        if path.exists():
            self._resume()
        self._save()

    @property
    def keys(self) -> list[Key]:
        """Of the rounds saved, in the order in which they came."""
        return list(self._records)

    def __getitem__(self, key: Key) -> Record:
        return self._records[key]

    def append(self, saved: SavedRound) -> None:
        """Adds a round and replaces the file as a whole: a kill leaves the old one or the new one."""
        key = {"strategy": saved.key.arm, "seed": saved.key.seed, "round": saved.key.round}
        self._records[saved.key] = {**key, **saved.numbers, **saved.clock}
        self._save()

    def _save(self) -> None:
        content = {
            "records": list(self._records.values()),
            "environment": environment(),
            "config": self._config,
        }
        unfinished = self.path.with_name(self.path.name + ".part")
        unfinished.write_text(json.dumps(content, indent=1), encoding="utf-8")
        os.replace(unfinished, self.path)

    def _resume(self) -> None:
        try:
            old = json.loads(self.path.read_text(encoding="utf-8"))
            records, config = old["records"], old["config"]
            self._records = {Key(r["seed"], r["strategy"], r["round"]): r for r in records}
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{self.path} exists and is not the result of a benchmark.") from error
        if config.get("hash") != self._config["hash"]:
            raise DataError(f"{self.path} was made with other settings; name another file with --out.")
        for name, strategy in config["strategies"].items():
            if self._config["strategies"].setdefault(name, strategy) != strategy:
                raise DataError(f"{self.path} was made with another version of the strategy {name}.")


def config_of(
    settings: Settings, *, data: Dataset, strategies: dict[str, Strategy], evaluation: Strategy
) -> dict[str, Any]:
    """All that the numbers depend on, and a hash of the part that must not change within a file."""
    flags = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(settings).items()}
    fixed = {name: value for name, value in flags.items() if name not in _MAY_GROW}
    fixed |= {"evaluation": asdict(evaluation), "data_hash": data.digest}
    return {
        **flags,
        "kind": data.kind,
        "classes": list(data.classes),
        "n_train": len(data.train),
        "n_test": len(data.test),
        "evaluation": asdict(evaluation),
        "strategies": {name: asdict(strategy) for name, strategy in strategies.items()},
        "hash": hashlib.sha256(json.dumps(fixed, sort_keys=True).encode()).hexdigest(),
    }
