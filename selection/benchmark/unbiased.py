"""How wrong a round's proxy is on what it could ask for, from points that were drawn for no other reason."""

from collections.abc import Callable

import numpy as np

from selection import acquisition
from selection.arrays import Floats, Ints
from selection.benchmark.data import LabelledItems
from selection.benchmark.play import RunState
from selection.benchmark.streams import Stream
from selection.estimates.error import Estimate, error_estimates
from selection.judging import own_model
from selection.proxies import Proxy
from selection.representation import proxy_strategy
from selection.strategy import Strategy

POINTS = 100
Classes = Callable[[Ints], Ints]
"""Rows int64[R] → the classes that a proxy gives them, int64[R]."""


def asking_proxy(played: RunState, *, strategy: Strategy) -> Proxy | None:
    """The proxy as it asked in the round last played; None where none was asked."""
    return None if strategy.acquisition == acquisition.RANDOM else own_model(played.state, strategy=strategy)


def asking_strategy(played: RunState, *, strategy: Strategy) -> Strategy:
    """How that proxy was built: the strategy, on the representation that the round chose."""
    return proxy_strategy(strategy, played.state.choice)


def classes_by(proxy: Proxy, *, strategy: Strategy, items: LabelledItems) -> Classes:
    """What a trained proxy of `strategy` says of rows of `items`: rows int64[R] → classes int64[R]."""
    source = items.source(strategy)
    return lambda rows: proxy.logits(source.take(rows)).argmax(axis=1)


def estimates_of(
    played: RunState, *, classes_of: Classes, answers_N: Ints, open_rows: Ints, seed: int
) -> dict[str, float | int | None]:
    """audit_error, audit_low, audit_high, audit_points, and the same of lure, of the proxy as it asked.

    Errors are shares of `open_rows`, those that the round could ask for; right is, as in the product, what the oracle
    answers. The points come from a stream of their own: no other number depends on them.
    """

    def wrong(rows: Ints) -> Floats:
        is_wrong: Floats = (classes_of(rows) != answers_N[rows]).astype(np.float64)
        return is_wrong

    rng = np.random.default_rng([seed, played.state.round, Stream.ESTIMATES])
    estimates = error_estimates(open_rows, ledger=played.state.ledger, loss_of=wrong, points=POINTS, rng=rng)
    return {**_named("audit", estimates.audit), **_named("lure", estimates.lure)}


def _named(name: str, estimate: Estimate) -> dict[str, float | int | None]:
    parts = {"error": estimate.value, "low": estimate.low, "high": estimate.high, "points": estimate.n}
    return {f"{name}_{part}": value for part, value in parts.items()}
