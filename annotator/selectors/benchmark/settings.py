"""What a benchmark is asked to do, as it is stored with it."""

from dataclasses import asdict, dataclass, field
from typing import Any

FRESH, OWN = "fresh", "own"
JUDGES = (FRESH, OWN)
MOST_TESTED = 2_000
TEST_SHARE = 0.2


@dataclass(frozen=True, kw_only=True)
class Annotators:
    """People as the oracle plays them.

    noise: probability of a wrong label, any other one alike; confusion[t][a]: probability of the label at position a
    where t is true, in place of noise. seconds_per_label: about so many; absence: share of decks walked away from.
    """

    count: int = 1
    noise: float = 0.0
    confusion: tuple[tuple[float, ...], ...] | None = None
    seconds_per_label: float = 3.0
    absence: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Settings:
    """strategies x seeds runs of `initial` labels and then `rounds` times `query`. pool 0: all; test 0: a fifth."""

    title: str = ""
    source: str = "truth"
    strategies: tuple[str, ...]
    seeds: int
    initial: int
    query: int
    rounds: int
    pool: int = 0
    test: int = 0
    judge: str = FRESH
    target_error: float | None = None
    annotators: Annotators = field(default_factory=Annotators)

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Settings":
        """From what `as_json` wrote, or the API took."""
        people = dict(stored["annotators"])
        if people.get("confusion") is not None:
            people["confusion"] = tuple(tuple(row) for row in people["confusion"])
        rest = {**stored, "strategies": tuple(stored["strategies"]), "annotators": Annotators(**people)}
        return cls(**rest)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Labels asked for per round, the initial ones first."""
        return (self.initial, *[self.query] * self.rounds)

    @property
    def labels(self) -> int:
        """Labels of one run."""
        return sum(self.sizes)

    @property
    def runs(self) -> int:
        return len(self.strategies) * self.seeds

    @property
    def total(self) -> int:
        """Rounds over all runs, the initial ones among them."""
        return self.runs * (self.rounds + 1)
