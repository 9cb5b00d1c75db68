"""The reference implementations: run by another Python, which has them: python references.py FOLDER.

    python3 -m venv /tmp/references
    /tmp/references/bin/pip install crowd-kit==1.4.1 cleanlab==2.9.0 krippendorff==0.9.0 statsmodels "scikit-learn<1.6"

The product must not depend on any of them. Reads what `python -m measurements.quality` wrote into FOLDER (FILE.npz),
writes references.json beside it: file -> method -> figures; and the versions, under "versions".
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

PACKAGES = ("crowd-kit", "cleanlab", "krippendorff", "statsmodels", "scikit-learn", "numpy")
CONSENSUS = ("MajorityVote", "DawidSkene", "OneCoinDawidSkene", "GLAD", "MACE", "Wawa", "ZeroBasedSkill")
# What takes minutes with many answers is left out there.
SLOW, MANY_ANSWERS = ("GLAD", "MACE"), 50_000
SCORES = ("normalized_margin", "self_confidence", "confidence_weighted_entropy")
REPEATS = 5

Figures = dict[str, dict[str, float]]


def main(folder: Path) -> None:
    found: dict[str, Any] = {"versions": {name: version(name) for name in PACKAGES}}
    for path in sorted(folder.glob("*.npz")):
        print(path.stem, file=sys.stderr, flush=True)
        found[path.stem] = OF[path.stem.partition("-")[0]](np.load(path))
    (folder / "references.json").write_text(json.dumps(found, indent=1))


def crowd(data: Any) -> Figures:
    pandas, kit = import_module("pandas"), import_module("crowdkit.aggregation")
    said = pandas.DataFrame({"task": data["items"], "worker": data["people"], "label": data["labels"]})
    found = dict(_consensus(said, kit, data["truth"]))
    if "model" in data:
        found["CROWDLAB"] = _crowdlab(said, data)
    return found | _agreement(data)


def _consensus(said: Any, kit: Any, truth_N: Any) -> Iterator[tuple[str, dict[str, float]]]:
    for name in CONSENSUS:
        if name in SLOW and len(said) > MANY_ANSWERS:
            continue
        begin = time.perf_counter()
        method = getattr(kit, name)()
        # Its fit_predict wants what its fit does not take.
        labels = method.fit(said).labels_ if name == "OneCoinDawidSkene" else method.fit_predict(said)
        seconds = time.perf_counter() - begin
        wrong = 1 - float(np.mean(labels.reindex(range(len(truth_N))).to_numpy() == truth_N))
        yield name, {"wrong": wrong, "seconds": seconds}


def _crowdlab(said: Any, data: Any) -> dict[str, float]:
    wide = said.pivot(index="task", columns="worker", values="label").astype("Int64")
    begin = time.perf_counter()
    quality = import_module("cleanlab.multiannotator").get_label_quality_multiannotator(
        wide, data["model"], verbose=False
    )["label_quality"]
    seconds = time.perf_counter() - begin
    wrong = 1 - float(np.mean(quality["consensus_label"].to_numpy() == data["truth"]))
    return {"wrong": wrong, "seconds": seconds}


def _agreement(data: Any) -> Figures:
    counts = data["counts"]
    alpha = import_module("krippendorff").alpha
    found = {}
    for level in ("nominal", "ordinal"):
        begin = time.perf_counter()
        value = alpha(value_counts=counts, level_of_measurement=level)
        found[f"krippendorff, {level}"] = {"value": float(value), "seconds": time.perf_counter() - begin}
    if len(set(counts.sum(axis=1))) == 1:
        kappa = import_module("statsmodels.stats.inter_rater").fleiss_kappa(counts)
        found["fleiss"] = {"value": float(kappa), "seconds": 0.0}
    return found


def radar(data: Any) -> Figures:
    rank, find = import_module("cleanlab.rank"), import_module("cleanlab.filter").find_label_issues
    labels, probs = data["labels"], data["probs"]
    found = {}
    for score in SCORES:
        scores = rank.get_label_quality_scores(labels, probs, method=score)
        found[score] = {
            "auroc": float(import_module("sklearn.metrics").roc_auc_score(data["is_wrong"], -scores)),
            "seconds": _least_seconds(partial(rank.get_label_quality_scores, labels, probs, method=score)),
        }
    issues = {"return_indices_ranked_by": "normalized_margin", "filter_by": "confident_learning"}
    for jobs in (1, None):
        name = f"find_label_issues, {'one process' if jobs else 'its default'}"
        found[name] = {"seconds": _least_seconds(partial(find, labels, probs, n_jobs=jobs, **issues))}
    found["suspected"] = {"items": float(len(find(labels, probs, n_jobs=1, **issues)))}
    return found


def _least_seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return min(taken)


OF = {"crowd": crowd, "radar": radar}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
