"""python -m measurements.quality --data FOLDER --references PYTHON: agreement, consensus and suspected errors beside
the reference implementations, kept in measurements/results/quality.json; `make results` makes the tables of them.

PYTHON is another one, which has the references (references.py says how to make it).
"""

import argparse
import json
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from annotator.statistics.agreement import agreement
from annotator.statistics.consensus import BELIEFS, likeliest
from annotator.statistics.crowdlab import crowdlab
from annotator.statistics.label_radar import SCORES, radar
from measurements.environment import environment
from measurements.kept import RESULTS
from measurements.quality import references
from measurements.quality.sets import Crowd, Labelled, crowds, labelled
from measurements.quality.tables import QUALITY

REPEATS = 5

Figures = dict[str, dict[str, float]]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m measurements.quality", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--references", required=True, help="a Python that has crowd-kit, cleanlab and so on")
    parser.add_argument("--out", type=Path, default=RESULTS / QUALITY)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        ours = _measured(options.data, Path(folder))
        subprocess.run([options.references, references.__file__, folder], check=True)
        theirs = json.loads((Path(folder) / "references.json").read_text())
    kept = {
        "environment": environment(),
        "versions": theirs.pop("versions"),
        "sets": {name: {**about, "theirs": theirs[name]} for name, about in ours.items()},
    }
    options.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"kept in {options.out}")


def _measured(root: Path, folder: Path) -> dict[str, Any]:
    """File name -> what it holds and our figures; the data of each is written for the references."""
    found = {}
    for at, crowd in enumerate(crowds(root)):
        name = f"crowd-{at}"
        _save(crowd, folder / name)
        found[name] = {**_about(crowd), "ours": of_crowd(crowd)}
    for at, given in enumerate(labelled(root)):
        name = f"radar-{at:02}"
        np.savez(folder / name, labels=given.labels_N, probs=given.probs_NK, is_wrong=given.is_wrong_N)
        about = {"name": given.name, "items": len(given.labels_N), "wrong": int(given.is_wrong_N.sum())}
        found[name] = {**about, "ours": of_labels(given)}
    return found


def _save(crowd: Crowd, path: Path) -> None:
    answers = crowd.answers
    columns: dict[str, Any] = {"items": answers.items_A, "people": answers.people_A, "labels": answers.labels_A}
    if crowd.model_NK is not None:
        columns["model"] = crowd.model_NK
    np.savez(path, truth=crowd.truth_N, counts=answers.counts_NK, **columns)


def _about(crowd: Crowd) -> dict[str, Any]:
    answers = crowd.answers
    return {
        "name": crowd.name,
        "items": answers.n_items,
        "people": answers.n_people,
        "labels": answers.n_labels,
        "answers": len(answers.items_A),
    }


def of_crowd(crowd: Crowd) -> Figures:
    """The share of items whose label is not the true one, ties among them; and agreement."""
    found = {}
    for name, belief in BELIEFS.items():
        probs_NK, seconds = _timed(partial(belief, crowd.answers), repeats=1)
        labels_N = likeliest(probs_NK)
        found[name] = {"wrong": float(np.mean(labels_N != crowd.truth_N)), "tied": float(np.mean(labels_N < 0))}
        found[name]["seconds"] = seconds
    model_NK = crowd.model_NK
    if model_NK is not None:
        weighed, seconds = _timed(lambda: crowdlab(crowd.answers, model_NK), repeats=1)
        wrong = np.mean(likeliest(weighed.probs_NK) != crowd.truth_N)
        alone = np.mean(model_NK.argmax(axis=1) != crowd.truth_N)
        found["crowdlab"] = {"wrong": float(wrong), "model_wrong": float(alone), "seconds": seconds}
    figures, seconds = _timed(lambda: agreement(crowd.answers, rng=np.random.default_rng(0)), repeats=1)
    for name, estimate in figures.items():
        assert estimate is not None
        found[name] = {"value": estimate.value, "low": estimate.low, "high": estimate.high, "seconds": seconds}
    return found


def of_labels(given: Labelled) -> Figures:
    """AUROC of each score, how many are suspected, and the seconds for both."""
    found = {}
    for score in SCORES:
        seen, seconds = _timed(partial(radar, given.labels_N, given.probs_NK, score=score), repeats=REPEATS)
        right = seen.is_suspected_N & given.is_wrong_N
        found[score] = {
            "auroc": auroc(seen.scores_N, given.is_wrong_N),
            "seconds": seconds,
            "suspected": float(seen.is_suspected_N.sum()),
            "suspected_right": float(right.sum()),
        }
    return found


def auroc(scores_N: Any, is_wrong_N: Any) -> float:
    """How often a wrong label has a higher score than a right one; half where both have the same."""
    _, ranks, counts = np.unique(scores_N, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    wrong = int(is_wrong_N.sum())
    above = middle[ranks][is_wrong_N].sum() - wrong * (wrong + 1) / 2
    return float(above / (wrong * (len(scores_N) - wrong)))


def _timed(work: Callable[[], Any], *, repeats: int) -> tuple[Any, float]:
    taken = []
    for _ in range(repeats):
        begin = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - begin)
    return result, min(taken)


if __name__ == "__main__":
    main()
