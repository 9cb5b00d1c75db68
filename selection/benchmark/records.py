"""results.json: written after every record, taken up again by the next run with the same settings."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from selection.benchmark.data import DataError, Dataset
from selection.benchmark.environment import environment
from selection.benchmark.settings import Settings
from selection.strategy import Strategy

Record = dict[str, Any]
# What may differ between the runs that fill one file: more strategies, seeds or rounds only add records.
_MAY_GROW = frozenset({"strategies", "seeds", "seed_start", "rounds", "out", "features_cache"})


class Results:
    """The records of one benchmark. A record's key is (strategy, seed, round)."""

    def __init__(self, path: Path, *, config: dict[str, Any]) -> None:
        """Reads `path` where it exists. Raises DataError where it belongs to other settings."""
        self._path = path
        self._config = config
        self._records: dict[tuple[str, int, int], Record] = {}
        if path.exists():
            self._resume()

    def __contains__(self, key: tuple[str, int, int]) -> bool:
        return key in self._records

    def add(self, record: Record) -> None:
        """Stores the record and writes the file, at once and whole."""
        self._records[record["strategy"], record["seed"], record["round"]] = record
        self.save()

    def save(self) -> None:
        content = {
            "records": list(self._records.values()),
            "environment": environment(),
            "config": self._config,
        }
        unfinished = self._path.with_name(self._path.name + ".part")
        unfinished.write_text(json.dumps(content, indent=1), encoding="utf-8")
        os.replace(unfinished, self._path)

    def _resume(self) -> None:
        try:
            old = json.loads(self._path.read_text(encoding="utf-8"))
            records, config = old["records"], old["config"]
            self._records = {(r["strategy"], r["seed"], r["round"]): r for r in records}
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{self._path} exists and is not the result of a benchmark.") from error
        if config.get("hash") != self._config["hash"]:
            raise DataError(f"{self._path} was made with other settings; name another file with --out.")
        for name, strategy in config["strategies"].items():
            if self._config["strategies"].setdefault(name, strategy) != strategy:
                raise DataError(f"{self._path} was made with another version of the strategy {name}.")


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
