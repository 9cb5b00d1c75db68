"""Which representation a project's proxy sees, and what its own labels said of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Judged(NamedTuple):
    """A representation, the share of labels that its proxy gets right without having learned them, its standard error.

    Shares of different representations are of the same labels: their difference is surer than each of the two.
    """

    name: str
    accuracy: float
    standard_error: float


@dataclass(frozen=True)
class Choice:
    """name: the representation in use; "" before the first round. judged: at the last judgement, with `n_labels`."""

    name: str = ""
    judged: tuple[Judged, ...] = ()
    n_labels: int = 0

    def as_json(self) -> dict[str, Any]:
        """Plain numbers and texts."""
        return {"name": self.name, "n_labels": self.n_labels, "judged": [list(judged) for judged in self.judged]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Choice":
        """The inverse of `as_json`; of an empty one, no choice. Raises KeyError, TypeError or ValueError."""
        if not stored:
            return cls()
        judged = tuple(Judged(str(name), float(share), float(error)) for name, share, error in stored["judged"])
        return cls(str(stored["name"]), judged, int(stored["n_labels"]))
