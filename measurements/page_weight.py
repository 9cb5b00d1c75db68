"""Compressed bytes and requests of the labelling page on a cold load, until nothing more comes."""

import time
from typing import Any

from playwright.sync_api import Browser

from measurements.browser import Traffic, bytes_of, chromium, signed_in, wait_for_item
from measurements.client import Client
from measurements.figures import Result, figure
from measurements.scene import NO_ROUNDS, Scene, populate, start
from measurements.sizes import Sizes
from measurements.stack import Stack

LABEL_STUDIO_KB, LABEL_STUDIO_REQUESTS = {"Label Studio": 7800.0}, {"Label Studio": 34.0}
TARGET_KB = 350.0
# Parts that are fetched while the first item is being read belong to the page too.
SETTLED_S = 5.0
KB = 1000


def measure(stack: Stack, sizes: Sizes) -> Result:
    with chromium() as browser:
        scene = populate(stack, people=1)
        manager = scene.sign_in()
        project = scene.digits("page", count=min(200, sizes.pool), **NO_ROUNDS)
        start(manager, project)
        loads = [_load(browser, scene, manager, project) for _ in range(sizes.repeats)]
    figures = [
        figure(
            "labelling page, cold, without media",
            [bytes_of(load["page"]) / KB for load in loads],
            "kB",
            target=TARGET_KB,
            peers=LABEL_STUDIO_KB,
        ),
        figure("· requests", [len(load["page"]) for load in loads], "requests", peers=LABEL_STUDIO_REQUESTS),
        figure("· until the first item was visible", [load["first_item_bytes"] / KB for load in loads], "kB"),
        figure(
            "· with the media of a whole deck", [bytes_of(load["page"] + load["media"]) / KB for load in loads], "kB"
        ),
        figure("· first item visible after", [load["first_item_s"] for load in loads], "s"),
    ]
    return Result(figures, {"loads": loads})


def _load(browser: Browser, scene: Scene, manager: Client, project: int) -> dict[str, Any]:
    context = signed_in(browser, scene.stack, manager)
    page, traffic = context.new_page(), Traffic()
    traffic.watch(context.new_cdp_session(page))
    started = time.perf_counter()
    page.goto(f"{scene.stack.url}/projects/{project}/label", wait_until="commit")
    wait_for_item(page)
    first_item_s, first_item_bytes = time.perf_counter() - started, bytes_of(traffic.page())
    page.wait_for_timeout(1000 * SETTLED_S)
    context.close()
    return {
        "page": traffic.page(),
        "media": traffic.media(),
        "first_item_s": first_item_s,
        "first_item_bytes": first_item_bytes,
    }
