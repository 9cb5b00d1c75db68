"""What one round leaves to the next. Arrays and opaque proxy bytes; nothing here knows a model."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selection.arrays import Bools, Floats, Floats32, Ints, Rounds
from selection.blobs import pack, unpack
from selection.choice import Choice
from selection.errors import BadInput, BadState
from selection.sources import LabelledBatch
from selection.strategy import Strategy

NEVER = -1


@dataclass(frozen=True)
class Ledger:
    """What is known of each row's score, over all N rows of the project.

    value float32[N]: last acquisition score, NaN where never scored.
    round int32[N]: round of that score, -1 where never.
    probability float32[N]: probability with which the row was then a candidate, 0 where never.
    """

    value: Floats32
    round: Rounds
    probability: Floats32

    @classmethod
    def fresh(cls, n_rows: int) -> "Ledger":
        """Of `n_rows` rows, none of which was ever scored."""
        return cls(
            value=np.full(n_rows, np.nan, dtype=np.float32),
            round=np.full(n_rows, NEVER, dtype=np.int32),
            probability=np.zeros(n_rows, dtype=np.float32),
        )

    @property
    def scored(self) -> Bools:
        """bool[N]: rows that have been scored at least once."""
        mask: Bools = self.round != NEVER
        return mask

    def resized(self, n_rows: int) -> "Ledger":
        """A copy with more rows at the end, never scored."""
        grown = Ledger.fresh(n_rows)
        n_old = len(self.value)
        grown.value[:n_old], grown.round[:n_old] = self.value, self.round
        grown.probability[:n_old] = self.probability
        return grown

    def written(self, rows_R: Ints, *, scores_R: Floats, probabilities_R: Floats, round_: int) -> "Ledger":
        """A copy in which each of `rows_R` carries its own new score; `scores_R` is in the same order.

        Raises BadInput where the three differ in length.
        """
        if not len(rows_R) == len(scores_R) == len(probabilities_R):
            raise BadInput("Every scored row needs one score and one probability.")
        value, last, probability = self.value.copy(), self.round.copy(), self.probability.copy()
        value[rows_R], last[rows_R], probability[rows_R] = scores_R, round_, probabilities_R
        return Ledger(value=value, round=last, probability=probability)


def _no_ints() -> Ints:
    return np.zeros(0, dtype=np.int64)


def _no_bools() -> Bools:
    return np.zeros(0, dtype=np.bool_)


@dataclass(frozen=True)
class State:
    """All that a project's next round needs.

    round: rounds done. proxy: bytes of the proxy called `proxy_name`; empty where nothing was learned yet.
    memory_rows, memory_labels int64[M]: every label consumed so far, each row once, oldest first; corrected ones
        stand before those that came with the last batch for the first time.
    memory_held bool[M]: the labels that replay memory holds. full_classes bool[C]: `replay.memory.LabelStream.full`.
    scored_by: the acquisition function behind `ledger.value`; values of another one do not compare.
    choice: the representation that the proxy learned on, and why it was chosen.
    """

    n_rows: int
    n_classes: int
    ledger: Ledger
    round: int = 0
    proxy_name: str = ""
    proxy: bytes = b""
    scored_by: str = ""
    memory_rows: Ints = field(default_factory=_no_ints)
    memory_labels: Ints = field(default_factory=_no_ints)
    memory_held: Bools = field(default_factory=_no_bools)
    full_classes: Bools = field(default_factory=_no_bools)
    choice: Choice = field(default_factory=Choice)

    @classmethod
    def fresh(cls, *, n_rows: int, n_classes: int, strategy: Strategy) -> "State":
        """The state before the first round. Raises BadInput on a negative size."""
        if n_rows < 0 or n_classes < 1:
            raise BadInput("A state needs at least one class and no negative number of rows.")
        return cls(
            n_rows=n_rows,
            n_classes=n_classes,
            ledger=Ledger.fresh(n_rows),
            proxy_name=strategy.proxy,
            scored_by=strategy.acquisition,
            full_classes=np.zeros(n_classes, dtype=np.bool_),
        )

    def resized(self, *, n_rows: int, n_classes: int) -> "State":
        """With rows or classes added at the end; the proxy learns of new classes in its next update.

        Raises BadInput on fewer rows or classes: rows are fixed positions and labels are indices.
        """
        if n_rows < self.n_rows or n_classes < self.n_classes:
            raise BadInput("Rows and classes can be added to a state, never taken away.")
        full = np.concatenate([self.full_classes, np.zeros(n_classes - self.n_classes, dtype=np.bool_)])
        ledger = self.ledger if n_rows == self.n_rows else self.ledger.resized(n_rows)
        return replace(self, n_rows=n_rows, n_classes=n_classes, ledger=ledger, full_classes=full)

    def remembering(self, batch: LabelledBatch) -> "State":
        """With the batch's labels known, and its forgotten rows gone; `selection.replay.memory` decides what is held.

        A row that was there before gets its new label and a later place, and stays held or not.
        """
        rows = batch.rows_B
        gone = np.isin(self.memory_rows, np.concatenate([rows, batch.forgotten_rows]))
        known = np.isin(rows, self.memory_rows)
        # Corrections first, so that what came for the first time is the end of the stream.
        order = np.argsort(~known, kind="stable")
        return replace(
            self,
            memory_rows=np.concatenate([self.memory_rows[~gone], rows[order]]),
            memory_labels=np.concatenate([self.memory_labels[~gone], batch.labels_B[order]]),
            memory_held=np.concatenate(
                [self.memory_held[~gone], np.isin(rows[order], self.memory_rows[self.memory_held])]
            ),
        )

    def choosing(self, choice: Choice) -> "State":
        """With this choice; a proxy that learned on another representation is dropped. The ledger stays."""
        moved = bool(self.choice.name) and self.choice.name != choice.name
        return replace(self, choice=choice, proxy=b"" if moved else self.proxy)

    def for_strategy(self, strategy: Strategy) -> "State":
        """Drops what another proxy or acquisition function left behind. The memory stays."""
        state = self
        if state.proxy_name != strategy.proxy:
            state = replace(state, proxy_name=strategy.proxy, proxy=b"")
        if state.scored_by != strategy.acquisition:
            state = replace(state, scored_by=strategy.acquisition, ledger=Ledger.fresh(state.n_rows))
        return state

    def to_bytes(self) -> bytes:
        """The state as one self-checking blob, without pickle."""
        meta = {
            "n_rows": self.n_rows,
            "n_classes": self.n_classes,
            "round": self.round,
            "proxy_name": self.proxy_name,
            "scored_by": self.scored_by,
            "choice": self.choice.as_json(),
        }
        arrays: dict[str, NDArray[Any]] = {
            "memory_rows": self.memory_rows,
            "memory_labels": self.memory_labels,
            "value": self.ledger.value,
            "last_round": self.ledger.round,
            "probability": self.ledger.probability,
            "memory_held": self.memory_held,
            "full_classes": self.full_classes,
            "proxy": np.frombuffer(self.proxy, dtype=np.uint8),
        }
        return pack(meta, arrays)

    @classmethod
    def from_bytes(cls, blob: bytes) -> "State":
        """The inverse of `to_bytes`; its arrays are read-only. Raises BadState on damaged, foreign or newer bytes."""
        meta, arrays = unpack(blob, as_views=True)
        try:
            # Version 1 knew the whole memory only: all of it was held, and no class was full.
            all_held = np.ones(len(arrays["memory_rows"]), dtype=np.bool_)
            none_full = np.zeros(int(meta["n_classes"]), dtype=np.bool_)
            state = cls(
                n_rows=int(meta["n_rows"]),
                n_classes=int(meta["n_classes"]),
                round=int(meta["round"]),
                proxy_name=str(meta["proxy_name"]),
                scored_by=str(meta["scored_by"]),
                memory_rows=arrays["memory_rows"],
                memory_labels=arrays["memory_labels"],
                memory_held=arrays.get("memory_held", all_held),
                full_classes=arrays.get("full_classes", none_full),
                ledger=Ledger(arrays["value"], arrays["last_round"], arrays["probability"]),
                proxy=arrays["proxy"].tobytes(),
                choice=Choice.from_json(meta.get("choice", {})),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BadState("The stored state lacks a part.") from error
        _check_lengths(state)
        return state


def _check_lengths(state: State) -> None:
    per_row = (state.ledger.value, state.ledger.round, state.ledger.probability)
    if any(len(array) != state.n_rows for array in per_row):
        raise BadState("The stored state has a ledger of the wrong length.")
    if not len(state.memory_rows) == len(state.memory_labels) == len(state.memory_held):
        raise BadState("The stored state has memory rows without labels.")
    if len(state.full_classes) != state.n_classes:
        raise BadState("The stored state has a memory for another number of classes.")
