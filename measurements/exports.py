"""Export of annotations: the service alone, and over HTTP from the request to the last byte of the download."""

import time
from pathlib import Path
from typing import Any

from measurements.client import Client
from measurements.figures import Figure, Result, figure
from measurements.scene import NO_ROUNDS, Scene, populate, start
from measurements.sizes import Sizes
from measurements.stack import Stack, StackError

PEERS = {"Label Studio": 14.6, "doccano": 2.0}
TARGET_S = 0.3
FORMATS = ("csv", "jsonl")
ORACLES = 4


def measure(stack: Stack, sizes: Sizes) -> Result:
    scene = populate(stack, people=1)
    manager = scene.sign_in()
    project = _labelled(scene, manager, sizes.annotations)
    raw = {format_: _runs(scene, manager, project, format_, sizes) for format_ in FORMATS}
    figures = [figure for format_, runs in raw.items() for figure in _figures(format_, runs, sizes.annotations)]
    return Result(figures, {"annotations": sizes.annotations, **raw})


def _labelled(scene: Scene, manager: Client, annotations: int) -> int:
    project = scene.texts("export", count=annotations * 5 // 4, deck_size=100, **NO_ROUNDS)
    start(manager, project)
    given = scene.stack.inside("label", project=project, labels=annotations, annotators=ORACLES)
    if given != annotations:
        raise StackError(f"{annotations} labels were wanted, the oracles gave {given}")
    return project


def _runs(scene: Scene, manager: Client, project: int, format_: str, sizes: Sizes) -> dict[str, Any]:
    path = scene.stack.folder / f"export.{format_}"
    service = scene.stack.inside("time_export", project=project, path=str(path), repeats=sizes.repeats)
    _check(path, sizes.annotations, format_)
    http = [_over_http(scene, manager, project, format_, sizes.annotations) for _ in range(sizes.repeats)]
    return {"service_s": service, "http_s": http, "bytes": path.stat().st_size}


def _over_http(scene: Scene, manager: Client, project: int, format_: str, annotations: int) -> float:
    started = time.perf_counter()
    job = manager.finish(manager.post(f"/api/projects/{project}/exports", {"format": format_}))
    data = manager.download(job["download_url"])
    seconds = time.perf_counter() - started
    path = scene.stack.folder / f"download.{format_}"
    path.write_bytes(data)
    _check(path, annotations, format_)
    return seconds


def _check(path: Path, annotations: int, format_: str) -> None:
    """The texts of this measurement have no line ends, so lines are rows."""
    lines = len(path.read_bytes().splitlines()) - (1 if format_ == "csv" else 0)
    if lines != annotations:
        raise StackError(f"{annotations} annotations went in, {path.name} has {lines} rows")


def _figures(format_: str, runs: dict[str, Any], annotations: int) -> list[Figure]:
    title = f"export of {annotations:,} annotations as {format_.upper()}"
    common: dict[str, Any] = {"unit": "s", "target": TARGET_S, "peers": PEERS}
    return [
        figure(f"{title}, the service", runs["service_s"], **common),
        figure(f"{title}, over HTTP", runs["http_s"], **common),
    ]
