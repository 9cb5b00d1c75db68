"""From key press to the next item on screen in Chromium: at rest, with a slow network, and during rounds."""

import random
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from measurements.browser import ITEM, as_script, chromium, frame_ms, signed_in, wait_for_item
from measurements.client import Client
from measurements.figures import Figure, Result, figure, percentile
from measurements.scene import NO_ROUNDS, Scene, compute_features, populate, rounds, start
from measurements.sizes import Sizes
from measurements.stack import Stack, StackError

LABEL_STUDIO = {"Label Studio": 183.0}
TARGET_MS = 16.0
ADDED_LATENCY_MS = 200
# A quick annotator: one answer in 0.35 to 0.65 seconds.
PACE_S = (0.35, 0.65)
SCRIPT = (Path(__file__).parent / "keypress.js").read_text()
# A round is always due or running: the paper's network over the whole pool, after every few labels.
BUSY = {"strategy": "clactive", "batch_size": 5, "start_fraction": 0.5}


def measure(stack: Stack, sizes: Sizes) -> Result:
    with chromium() as browser:
        scene = populate(stack, people=2)
        manager, annotator = scene.sign_in(0), scene.sign_in(1)
        quiet = scene.digits("quiet", count=sizes.pool, **NO_ROUNDS)
        texts = scene.texts("texts", count=sizes.pool, **NO_ROUNDS)
        busy = scene.digits("busy", count=sizes.pool, **BUSY)
        compute_features(manager, quiet, kind="image")
        compute_features(manager, texts, kind="text")
        pressed = {
            "images": _presses(browser, scene, annotator, quiet, sizes),
            "texts": _presses(browser, scene, annotator, texts, sizes),
            f"images, {ADDED_LATENCY_MS} ms added latency": _presses(
                browser, scene, annotator, quiet, sizes, latency_ms=ADDED_LATENCY_MS
            ),
        }
        start(manager, busy)
        during = _presses(browser, scene, annotator, busy, sizes)
        pressed["images, during rounds"] = _within_rounds(during, rounds(manager, busy))
    figures = [figure for name, run in pressed.items() for figure in _figures(name, run)]
    return Result(figures, pressed)


def _presses(
    browser: Browser, scene: Scene, annotator: Client, project: int, sizes: Sizes, *, latency_ms: int = 0
) -> dict[str, Any]:
    """Press the keys of random labels at a human pace; what the page saw of each press."""
    context = signed_in(browser, scene.stack, annotator)
    page = context.new_page()
    page.add_init_script(as_script(SCRIPT, item=ITEM))
    page.goto(f"{scene.stack.url}/projects/{project}/label")
    wait_for_item(page)
    time.sleep(2)
    resting = frame_ms(page)
    if latency_ms:
        conditions = {"offline": False, "latency": latency_ms, "downloadThroughput": -1, "uploadThroughput": -1}
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", conditions)
    presses = _press(page, sizes.presses)
    context.close()
    return {"frame_ms": resting, "presses": presses, "missed": sum(press["painted"] is None for press in presses)}


def _press(page: Page, count: int) -> list[dict[str, Any]]:
    rng = random.Random(0)
    for _ in range(count):
        page.keyboard.press(rng.choice("12"))
        page.wait_for_timeout(1000 * rng.uniform(*PACE_S))
    presses: list[dict[str, Any]] = page.evaluate("window.__presses")
    return presses


def _within_rounds(run: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Keep the presses during which a round ran; how many there were in all is kept too."""
    spans = [(_ms(row["started_at"]), _ms(row["finished_at"])) for row in rows]
    inside = [press for press in run["presses"] if any(begin <= press["at"] <= end for begin, end in spans)]
    if not inside:
        raise StackError("no key was pressed during a round")
    return {**run, "presses": inside, "pressed_in_all": len(run["presses"]), "rounds": len(rows)}


def _ms(moment: str | None) -> float:
    return float("inf") if moment is None else 1000 * datetime.fromisoformat(moment).timestamp()


def _figures(name: str, run: dict[str, Any]) -> Iterator[Figure]:
    presses = [press for press in run["presses"] if press["painted"] is not None]
    # Both come after the paint; where one was held up, the other is the truer.
    painted = [min(float(press["painted"]), float(press["second_frame"] or "inf")) for press in presses]
    low, high = min(painted), max(painted)
    common: dict[str, Any] = {"unit": "ms", "low": low, "high": high, "target": TARGET_MS, "peers": LABEL_STUDIO}
    yield Figure(f"key to next item, {name}: p50", value=percentile(painted, 0.5), **common)
    yield Figure("· p95", value=percentile(painted, 0.95), **common)
    first = 100 * sum(press["frames"] == 1 for press in presses) / len(run["presses"])
    yield figure("· on screen in the very next frame", [first], "%", target=100, higher_is_better=True)
