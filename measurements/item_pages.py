"""Lists of a million items: a page of every filter and of every order, how many there are, and screens of numbers.

Over HTTP, as a screen or a program asks. A page of a filter may end before it is full, and says where to go on
(selectors/items/pages.py): what is timed is one page, and how full it came is told beside it.
"""

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np

from measurements.client import Client
from measurements.data import CLASSES
from measurements.figures import Figure, Result, figure, percentile
from measurements.scene import NO_FEATURES, populate
from measurements.sizes import Sizes
from measurements.stack import Stack, StackError

TARGET_MS, SCREEN_TARGET_MS = 100.0, 200.0
PEOPLE = [f"person {n}" for n in range(20)]
DOMAINS = [f"domain {n}" for n in range(25)]
WORDS = [f"word{n}" for n in range(2_000)]
# Of so many items one has an answer, and one of those a second one.
ANSWERED, TWICE = 10, 10
COUNT, PAGES = 100, 3
# Each screen is asked for so many times as often as a page.
LOOKS = 10
ORDERS = ("row", "external_id", "answers", "answered", "rank", "probability", "suspected")
SORTS = [sign + name for name in ORDERS for sign in ("", "-")]


def measure(stack: Stack, sizes: Sizes) -> Result:
    scene, rows = populate(stack, people=1), sizes.rows
    path = stack.folder / "items.csv"
    answers = _write(path, rows)
    project = scene.create("items", kind="text", path=None, **NO_FEATURES)
    stored = scene.stack.inside("time_import", project=project, path=str(path), labels_are="answers")
    if (stored["items"], stored["answers"]) != (rows, answers):
        raise StackError(f"{rows} items with {answers} answers went in, {stored} came out")
    said = scene.stack.inside("speak", project=project)
    if not said["told"] or not said["suspected"]:
        raise StackError(f"a model was to speak of the labelled items, and said {said}")
    manager = scene.sign_in()
    chosen = dict(_chosen(manager, project, rows))
    asked = {name: _pages(manager, project, said, sizes.repeats) for name, said in chosen.items()}
    # How many there are is the same in every order.
    counts = {
        name: _timed(manager, f"/api/projects/{project}/items/count?{urlencode(said, doseq=True)}", sizes.repeats)
        for name, said in chosen.items()
        if "sort" not in said
    }
    screens = {name: _timed(manager, path, LOOKS * sizes.repeats) for name, path in _screens(project).items()}
    figures = [*_figures(rows, asked, counts), *_screen_figures(rows, screens)]
    return Result(figures, {"pages": asked, "counts": counts, "screens_ms": screens})


def _screens(project: int) -> dict[str, str]:
    own = f"/api/projects/{project}"
    return {
        "overview": f"{own}/overview",
        "list of projects": "/api/projects",
        "settings": own,
        "people": f"{own}/people",
        "benchmarks": f"{own}/benchmarks",
    }


def _write(path: Path, rows: int) -> int:
    """Texts of twelve words with columns; how many answers are among them. The rows of one item stand together."""
    rng, answers = np.random.default_rng(0), 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "label", "annotator", "domain", "stars"])
        for n in range(rows):
            text = " ".join([WORDS[word] for word in rng.integers(0, len(WORDS), size=12)])
            item = (f"item-{n:07d}", f"{text} {n}.")
            columns = (DOMAINS[n % len(DOMAINS)], n % 5 + 1)
            given = 0 if n % ANSWERED else 2 if n % (ANSWERED * TWICE) == 0 else 1
            for person in rng.choice(len(PEOPLE), size=given, replace=False).tolist():
                writer.writerow([*item, CLASSES[int(rng.integers(2))], PEOPLE[person], *columns])
            if not given:
                writer.writerow([*item, "", "", *columns])
            answers += given
    return answers


def _chosen(manager: Client, project: int, rows: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name -> parameters."""
    people = {each["username"]: each["user"] for each in manager.get(f"/api/projects/{project}/people")}
    yield "person", {"person": people[PEOPLE[0]]}
    yield "person, newest answers first", {"person": people[PEOPLE[0]], "sort": "-answered"}
    yield from ((f"sort {name}", {"sort": name}) for name in SORTS)
    yield "state labelled", {"state": "labelled"}
    yield "state tied", {"state": "tied"}
    yield "state unlabelled", {"state": "unlabelled"}
    yield "state set aside", {"state": "set_aside"}
    yield "label", {"label": CLASSES[0]}
    yield "label, newest answers first", {"label": CLASSES[0], "sort": "-answered"}
    yield "role audit", {"role": "audit"}
    yield "id", {"external_id": f"item-{rows // 2:07d}"}
    yield "no such id", {"external_id": "nobody"}
    yield "a word", {"text": WORDS[7]}
    yield "two words", {"text": f"{WORDS[7]} {WORDS[8]}"}
    yield "a word that is nowhere", {"text": "nowhere"}
    yield "a column equals", {"column": f"domain={DOMAINS[3]}"}
    yield "a column contains", {"column": "domain~in 3"}
    yield "a column between", {"column": "stars>=4"}
    yield "answered twice", {"answers": 2}
    yield "disagreeing", {"disagreeing": "true"}
    yield "a person gave a label", {"given": f"{people[PEOPLE[0]]}={CLASSES[0]}"}
    yield "two people gave labels", {"given": [f"{people[PEOPLE[at]]}={CLASSES[at]}" for at in (0, 1)]}
    yield "suspected errors", {"suspected": "true"}
    yield "suspected errors, most suspected first", {"suspected": "true", "sort": "suspected"}
    yield "not suspected", {"suspected": "false"}
    yield "model against people", {"against_model": "true"}
    yield "a person and the model", {"given": f"{people[PEOPLE[0]]}={CLASSES[0]}", "predicted": CLASSES[1]}
    yield "true label", {"truth": CLASSES[0]}
    yield "audit or gold", {"measures": "true"}
    yield "not set aside", {"set_aside": "false"}
    yield "disagreeing, of a domain", {"disagreeing": "true", "column": f"domain={DOMAINS[0]}"}
    yield "skipped", {"skipped": "true"}
    yield "flagged", {"flagged": "true"}
    yield "commented", {"commented": "true"}
    yield "not commented", {"commented": "false"}
    yield "held now", {"leased": "true"}
    yield "suggested", {"suggested": CLASSES[1]}
    yield "no suggestion of a model", {"not_suggested_by": "none"}
    yield "added since", {"added_from": "2020-01-01T00:00:00Z"}
    yield "unlabelled, a word, of a domain", {"state": "unlabelled", "text": WORDS[9], "column": f"domain={DOMAINS[4]}"}


def _pages(manager: Client, project: int, chosen: dict[str, Any], repeats: int) -> dict[str, Any]:
    """Milliseconds of the first pages, and how many items came on each."""
    took, full = list[float](), list[int]()
    for _ in range(repeats):
        address: str | None = f"/api/projects/{project}/items?{urlencode({**chosen, 'count': COUNT}, doseq=True)}"
        for _ in range(PAGES):
            if address is None:
                break
            started = time.perf_counter()
            page = manager.get(address)
            took.append(1000 * (time.perf_counter() - started))
            full.append(len(page["results"]))
            address = page["next"]
    return {"ms": took, "items": full}


def _timed(manager: Client, path: str, repeats: int) -> list[float]:
    took = []
    for _ in range(repeats):
        started = time.perf_counter()
        manager.get(path)
        took.append(1000 * (time.perf_counter() - started))
    return took


def _screen_figures(rows: int, screens: dict[str, list[float]]) -> list[Figure]:
    return [
        each
        for name, took in screens.items()
        for each in (
            figure(f"{name}, of a project of {rows:,} items", took, "ms", target=SCREEN_TARGET_MS),
            figure(f"· {name}: p95", [percentile(took, 0.95)], "ms", target=SCREEN_TARGET_MS),
        )
    ]


def _figures(rows: int, asked: dict[str, dict[str, Any]], counts: dict[str, list[float]]) -> list[Figure]:
    """p95 of each filter's own pages; low and high are those of the quickest and of the slowest filter."""
    every = [took for pages in asked.values() for took in pages["ms"]]
    tails = {name: percentile(pages["ms"], 0.95) for name, pages in asked.items()}
    slowest = max(tails, key=lambda name: tails[name])
    counted = {name: percentile(took, 0.95) for name, took in counts.items()}
    longest = max(counted, key=lambda name: counted[name])
    common: dict[str, Any] = {"target": TARGET_MS}
    return [
        Figure(
            f"a page of {rows:,} items, {len(asked)} filters and orders: p95",
            percentile(every, 0.95),
            "ms",
            min(tails.values()),
            max(tails.values()),
            **common,
        ),
        figure(f"· the slowest of them, “{slowest}”: p95", [tails[slowest]], "ms", **common),
        figure(f"· their number, the slowest, “{longest}”: p95", [counted[longest]], "ms", **common),
    ]
