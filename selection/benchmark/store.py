"""Saved runs: what is finished, and where a run goes on that was stopped.

The papers' experiments are saved as JSON lines, one file per configuration, appended as the numbers come:

    {"header": {"experiment": …, "hash": …, "configuration": …}}          the first line
    {"environment": {"cpu": …, "torch": …, "commit": …}}                  once, and again where a run goes on elsewhere
    {"arm": …, "seed": …, "round": …, "found": {…}, "clock": {…}}         one per finished round

`found` is repeatable: the same bytes from the same configuration on the same hardware and versions, whether or not the
run was killed in between. `clock` holds what was measured in seconds, which never comes again. `repeatable` gives the
file without it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from selection.benchmark.data import DataError, existing

SHOWN = 12


@dataclass(frozen=True, order=True)
class Key:
    """Which round of which run."""

    seed: int
    arm: str
    round: int


@dataclass(frozen=True)
class SavedRound:
    """One finished round. numbers: repeatable ones by name, `found` in the file; clock: seconds by name."""

    key: Key
    numbers: Mapping[str, Any]
    clock: Mapping[str, float]

    def line(self) -> str:
        """Its JSON line with the newline; the same bytes for the same numbers. Raises ValueError on NaN or infinity."""
        key = {"arm": self.key.arm, "seed": self.key.seed, "round": self.key.round}
        return _line({**key, "found": dict(self.numbers), "clock": dict(self.clock)})


def hash_of(configuration: Mapping[str, Any]) -> str:
    """SHA-256 of a configuration, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(configuration, sort_keys=True).encode()).hexdigest()


class SavedFile(Protocol):
    """The file of finished rounds, in whatever format. states: the folder of what belongs to it while runs go on."""

    @property
    def path(self) -> Path:
        """Where the rounds lie."""
        ...

    @property
    def states(self) -> Path:
        """Where `Store` keeps the states of runs that go on; it exists only while there are some."""
        ...

    @property
    def keys(self) -> Iterable[Key]:
        """Of the rounds that it holds."""
        ...

    def append(self, saved: SavedRound) -> None:
        """On the disk before it returns."""
        ...


class Store:
    """Finished rounds, and of each unfinished run what its next round needs."""

    def __init__(self, file: SavedFile) -> None:
        """The rounds that are in `file` count as finished."""
        self._file = file
        self._keys = set(file.keys)

    @property
    def path(self) -> Path:
        """Of the file of finished rounds."""
        return self._file.path

    def __contains__(self, key: Key) -> bool:
        return key in self._keys

    def add(self, saved: SavedRound) -> None:
        """Saves a round that is not there yet; on the disk before it returns."""
        self._file.append(saved)
        self._keys.add(saved.key)

    def keep_state(self, blob: bytes, *, arm: str, seed: int) -> None:
        """What the next round of a run needs, atomically. It is saved after the round itself, never before."""
        path = self._state_path(arm, seed)
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)

    def state(self, *, arm: str, seed: int) -> bytes:
        """The bytes last kept; empty where there are none."""
        path = self._state_path(arm, seed)
        return path.read_bytes() if path.exists() else b""

    def drop_state(self, *, arm: str, seed: int) -> None:
        """Forgets where a run stood that is complete now, and the folder with the last of them."""
        self._state_path(arm, seed).unlink(missing_ok=True)
        if self._file.states.exists() and not any(self._file.states.iterdir()):
            self._file.states.rmdir()

    def _state_path(self, arm: str, seed: int) -> Path:
        # A name that is safe as a file's, and still differs where arms differ.
        return self._file.states / f"{hashlib.sha256(arm.encode()).hexdigest()[:SHOWN]}-{seed}.state"


class JsonLines:
    """The JSON lines of one experiment. Appends are flushed to the disk before `append` returns."""

    def __init__(
        self, folder: Path, *, experiment: str, configuration: Mapping[str, Any], environment: Mapping[str, Any]
    ) -> None:
        """Opens the file of this configuration in `folder`, or begins it. Raises DataError where it is not one."""
        digest = hash_of(configuration)
        self.path = folder / f"{experiment}-{digest[:SHOWN]}.jsonl"
        self.states = self.path.with_suffix(".states")
        header = {"experiment": experiment, "hash": digest, "configuration": dict(configuration)}
        folder.mkdir(parents=True, exist_ok=True)
        lines = _mended(self.path)
        if not lines:
            self._append(_line({"header": header}))
        elif lines[0].get("header", {}).get("hash") != digest:
            raise DataError(f"{self.path} belongs to another experiment; name another folder with --out.")
        if _last_environment(lines) != environment:
            self._append(_line({"environment": dict(environment)}))
        self.keys = [saved.key for saved in _records(lines, path=self.path)]

    def append(self, saved: SavedRound) -> None:
        """One line more, on the disk before it returns."""
        self._append(saved.line())

    def _append(self, line: str) -> None:
        with self.path.open("ab") as file:
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, allow_nan=False) + "\n"


def _mended(path: Path) -> list[dict[str, Any]]:
    """The lines of the file; a last line that was torn while it was written is cut off, to be done again."""
    if not path.exists():
        return []
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        with path.open("r+b") as file:
            file.truncate(len(whole))
            os.fsync(file.fileno())
    return _parsed(whole, path=path)


def _parsed(content: bytes, *, path: Path) -> list[dict[str, Any]]:
    try:
        lines = [json.loads(line) for line in content.splitlines()]
    except ValueError as error:
        raise DataError(f"{path} is damaged: a line is no JSON.") from error
    if not all(isinstance(line, dict) for line in lines):
        raise DataError(f"{path} is damaged: a line is no JSON object.")
    return lines


def _last_environment(lines: list[dict[str, Any]]) -> dict[str, Any] | None:
    environments = [line["environment"] for line in lines if "environment" in line]
    return environments[-1] if environments else None


def _records(lines: list[dict[str, Any]], *, path: Path) -> Iterator[SavedRound]:
    for line in lines:
        if "header" in line or "environment" in line:
            continue
        try:
            yield SavedRound(Key(line["seed"], line["arm"], line["round"]), line["found"], line["clock"])
        except KeyError as error:
            raise DataError(f"{path} is damaged: a line lacks {error.args[0]}.") from error


@dataclass(frozen=True)
class Contents:
    """What a file holds: the header, every environment it was written in, the records in the order written."""

    header: Mapping[str, Any]
    environments: tuple[Mapping[str, Any], ...]
    records: tuple[SavedRound, ...]


def read(path: Path) -> Contents:
    """A file of saved runs; a torn last line is ignored, the file left as it is. Raises DataError."""
    content = path.read_bytes()
    lines = _parsed(content[: content.rfind(b"\n") + 1], path=path)
    if not lines or "header" not in lines[0]:
        raise DataError(f"{path} is no file of saved runs.")
    environments = tuple(line["environment"] for line in lines if "environment" in line)
    return Contents(lines[0]["header"], environments, tuple(_records(lines, path=path)))


def runs_in(folder: Path) -> dict[Path, Contents]:
    """Every file of saved runs in `folder`, by name. Raises DataError."""
    return {path: read(path) for path in sorted(existing(folder).glob("*.jsonl"))}


def repeatable(path: Path) -> bytes:
    """The file less environments and clocks: equal for equal configurations, killed in between or not."""
    contents = read(path)
    lines = [_line({"header": dict(contents.header)})]
    lines += [SavedRound(saved.key, saved.numbers, {}).line() for saved in contents.records]
    return "".join(lines).encode()
