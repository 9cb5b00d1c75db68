"""How much each measurement does: what is reported, and a small version that only proves that it runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Counts are of what their name says; seconds, settle and followed of wall clock; paced_rate in labels per second.

    settled: labels from which on rounds follow the decks; before, the batch of the settings starts them.
    """

    clients: tuple[int, ...] = (1, 8, 32)
    seconds: float = 8.0
    warm_up: float = 1.5
    repeats: int = 3
    deck: int = 20
    paced_rate: int = 1000
    queue_items: int = 12_000
    texts: int = 100_000
    rows: int = 1_000_000
    most_rows: int = 10_000_000
    annotations: int = 10_000
    pool: int = 10_000
    rounds: int = 5
    # The product's own strategy, and the paper's: the whole pool scored by a larger network.
    strategies: tuple[str, ...] = ("default", "clactive")
    batch: int = 50
    presses: int = 120
    settle: float = 10.0
    followed: float = 120.0
    settled: int = 100
    encoded: int = 5_000


FULL = Sizes()
QUICK = Sizes(
    clients=(1, 4),
    seconds=1.0,
    warm_up=0.2,
    repeats=1,
    deck=5,
    paced_rate=50,
    queue_items=1200,
    texts=500,
    rows=600,
    most_rows=1200,
    annotations=100,
    pool=300,
    rounds=2,
    strategies=("default",),
    batch=20,
    presses=10,
    settle=1.0,
    followed=8.0,
    settled=0,
    encoded=200,
)
