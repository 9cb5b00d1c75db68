"""Seconds of each part of a round, carried out by the stack's own worker while an oracle answers."""

from collections.abc import Iterator
from typing import Any

from measurements.client import Client
from measurements.figures import Figure, Result, figure
from measurements.scene import Scene, populate, start, wait_for_rounds
from measurements.sizes import Sizes
from measurements.stack import Stack

PARTS = ("update_s", "score_s", "query_s", "other_s")
KINDS = ("image", "text")


def measure(stack: Stack, sizes: Sizes) -> Result:
    runs = [(kind, strategy) for kind in KINDS for strategy in sizes.strategies]
    scene = populate(stack, people=1)
    manager = scene.sign_in()
    by_run = {(kind, strategy): _rounds(scene, manager, kind, strategy, sizes) for kind, strategy in runs}
    figures = [figure for (kind, strategy), rows in by_run.items() for figure in _figures(kind, strategy, rows)]
    return Result(figures, {f"{kind}, {strategy}": rows for (kind, strategy), rows in by_run.items()})


def _rounds(scene: Scene, manager: Client, kind: str, strategy: str, sizes: Sizes) -> list[dict[str, Any]]:
    """Synchronous rounds: the oracle waits for each ranking, as in the papers' loop."""
    make = scene.digits if kind == "image" else scene.texts
    settings = {"strategy": strategy, "batch_size": sizes.batch, "start_fraction": 1.0}
    project = make(f"rounds {kind} {strategy}", count=sizes.pool, **settings)
    start(manager, project)
    scene.stack.inside("label", project=project, labels=sizes.batch * sizes.rounds * 5 // 4, annotators=1)
    return wait_for_rounds(manager, project, at_least=2)


def _figures(kind: str, strategy: str, rows: list[dict[str, Any]]) -> Iterator[Figure]:
    """The first round has nothing to learn from; it is in the raw numbers only."""
    learned = [row for row in rows if row["labels_total"]]
    totals = [sum(float(row[part]) for part in PARTS) for row in learned]
    yield figure(f"round, {kind}s, strategy {strategy}: in all", totals, "s")
    for part in PARTS:
        yield figure(f"· {part.removesuffix('_s')}", [float(row[part]) for row in learned], "s")
