"""Submissions with several clients: one answer per POST, and with the deck protocol, at most and at a fixed rate."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from measurements.client import Client
from measurements.environment import ROOT
from measurements.figures import Figure, Result, figure, percentile
from measurements.load import Load
from measurements.scene import NO_ROUNDS, Scene, compute_features, populate, start
from measurements.sizes import Sizes
from measurements.stack import Stack, StackError

LABEL_STUDIO = {1: 12.9, 8: 21.1, 32: 16.7}
LABEL_STUDIO_P95_MS = {32: 2200.0}
TARGET_SINGLE = {32: 170.0}
TARGET_DECKS = {32: 1000.0}
TARGET_P95_MS = 50.0


@dataclass(frozen=True)
class Phase:
    """One way to load the server. with_rounds: default settings, so the worker trains while people label."""

    name: str
    clients: int
    deck: int
    rate: float | None = None
    with_rounds: bool = False


def phases(sizes: Sizes) -> Iterator[Phase]:
    most = max(sizes.clients)
    for clients in sizes.clients:
        yield Phase(f"one answer per POST, {_people(clients)}", clients, deck=1)
    yield Phase(f"one answer per POST, {_people(most)}, during rounds", most, deck=1, with_rounds=True)
    for clients in sizes.clients:
        yield Phase(f"decks of {sizes.deck}, {_people(clients)}", clients, deck=sizes.deck)
    paced = f"decks of {sizes.deck}, {_people(most)}, {sizes.paced_rate:,} labels/s"
    yield Phase(paced, most, deck=sizes.deck, rate=sizes.paced_rate)
    yield Phase(f"{paced}, during rounds", most, deck=sizes.deck, rate=sizes.paced_rate, with_rounds=True)


def _people(clients: int) -> str:
    return "1 client" if clients == 1 else f"{clients} clients"


def measure(stack: Stack, sizes: Sizes) -> Result:
    scene = populate(stack, people=max(sizes.clients) + 1)
    clients = [scene.sign_in(number) for number in range(len(scene.people))]
    compute_features(clients[0], scene.texts("features of posts", count=sizes.queue_items, **NO_ROUNDS), kind="text")
    runs = {phase: _runs(scene, clients, phase, sizes) for phase in phases(sizes)}
    figures = [figure for phase, phase_runs in runs.items() for figure in _figures(phase, phase_runs)]
    beyond = sum(run["counted"]["beyond_overlap"] for phase_runs in runs.values() for run in phase_runs)
    figures.append(Figure("items labelled beyond their overlap", beyond, "items", beyond, beyond, target=0))
    return Result(figures, {"phases": [{**asdict(phase), "runs": phase_runs} for phase, phase_runs in runs.items()]})


def _runs(scene: Scene, clients: list[Client], phase: Phase, sizes: Sizes) -> list[dict[str, Any]]:
    """A fresh project for each repetition, so that each begins with the same queue."""
    results = []
    for repeat in range(sizes.repeats):
        settings = {} if phase.with_rounds else NO_ROUNDS
        project = scene.texts(f"{phase.name} {repeat}", count=sizes.queue_items, **settings)
        start(clients[0], project)
        results.append(_run(scene, clients[1:], phase, sizes, project))
        clients[0].post(f"/api/projects/{project}/pause", {})
    return results


def _run(scene: Scene, clients: list[Client], phase: Phase, sizes: Sizes, project: int) -> dict[str, Any]:
    load = Load(
        port=scene.stack.port,
        project=project,
        cookies=[client.cookies for client in clients[: phase.clients]],
        deck=phase.deck,
        seconds=sizes.seconds,
        warm_up=sizes.warm_up,
        rate=phase.rate,
    )
    taken = generate(load)
    summary, counted = _summary(taken), scene.stack.inside("count_labels", project=project)
    if counted["labels"] != taken["accepted_in_all"] or counted["wrong_counters"]:
        raise StackError(f"{phase.name}: {taken['accepted_in_all']} labels were accepted, stored are {counted}")
    rounded = {name: [round(value, 4) for value in taken.pop(name)] for name in ("post_s", "late_s")}
    return {**summary, **taken, **rounded, "counted": counted}


def generate(load: Load) -> dict[str, Any]:
    """Run the load generator in its own process."""
    command = [sys.executable, "-m", "measurements.load"]
    settings = json.dumps(asdict(load))
    done = subprocess.run(command, cwd=ROOT, input=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackError(f"load generator: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout))


def _summary(taken: dict[str, Any]) -> dict[str, float]:
    """generator_cores: cores that the load generator kept busy, in the mean."""
    return {
        "labels_per_s": taken["accepted"] / taken["seconds"],
        "p50_ms": 1000 * percentile(taken["post_s"], 0.5),
        "p95_ms": 1000 * percentile(taken["post_s"], 0.95),
        "generator_cores": taken["cpu_s"] / taken["seconds"],
    }


def _figures(phase: Phase, runs: list[dict[str, Any]]) -> Iterator[Figure]:
    yield figure(
        phase.name,
        [run["labels_per_s"] for run in runs],
        "labels/s",
        target=_target(phase),
        peers=_peer(LABEL_STUDIO, phase) if phase.rate is None else {},
        higher_is_better=True,
    )
    yield figure("· p50 of the POST", [run["p50_ms"] for run in runs], "ms")
    target = TARGET_P95_MS if phase.rate else None
    peers = _peer(LABEL_STUDIO_P95_MS, phase)
    yield figure("· p95 of the POST", [run["p95_ms"] for run in runs], "ms", target=target, peers=peers)


def _target(phase: Phase) -> float | None:
    return (TARGET_SINGLE if phase.deck == 1 else TARGET_DECKS).get(phase.clients)


def _peer(figures: dict[int, float], phase: Phase) -> dict[str, float]:
    """Label Studio submits one answer at a time; decks are our answer to the same work."""
    return {"Label Studio": figures[phase.clients]} if phase.clients in figures else {}
