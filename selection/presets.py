"""The strategies by name, as literal configurations that work from a few dozen labels on.

Numbers that are no paper's have evidence noted. The papers' own sizes are in `paper_presets`, for benchmarks.
"""

from collections.abc import Mapping
from typing import Any

from selection.errors import StrategyError
from selection.paper_presets import PAPER_IMAGE_PRESETS, PAPER_TEXT_PRESETS
from selection.strategy import AUTO, IMAGE, TEXT, Strategy, with_overrides

# The product's image proxy, for a few dozen labels: 22.6 % error beside 25.9 from scratch (docs/decisions/021). One
# thread: two wait for each other beside a busy server (015). `replay_floor`: beside 25 new labels, R = 1 replays 25.
_FEW_IMAGES: dict[str, Any] = {
    "update": "shrink_perturb",
    "shrink": 0.4,
    "perturb": 0.1,
    "replay_floor": 512,
    "epochs": 20.0,
    "min_steps": 100,
    "minibatch": 64,
    "peak_lr": 0.05,
    "augment": "crop",
    "threads": 1,
}

# The product's own search: it errs 0.7 points less on images and 2.0 on texts than the one before (docs/decisions/022).
_DEFAULT: dict[str, Any] = {
    "name": "default",
    "candidates": "history",
    "candidate_fraction": 0.1,
    "uniform_floor": 0.1,
    "acquisition": "margin",
    "pick": "badge",
    "cold_start": "typical",
}

_ALL_LABELS_ANEW: dict[str, Any] = {
    "acquisition": "least_confidence",
    "update": "scratch",
    "replay": "all",
    "min_steps": 100,
    "initial": 1000,
    "query": 5000,
}

# A head on whichever representation this project's labels speak for. `whole_below`: a second on one core. Beyond,
# 100,000 candidates are a quarter of one.
_AUTO: dict[str, Any] = {
    "name": AUTO,
    "proxy": "logistic_head",
    "features": AUTO,
    "replay": "all",
    "candidates": "history",
    "candidate_count": 100_000,
    "uniform_floor": 0.1,
    "whole_below": 15.0,
    "acquisition": "margin",
    "pick": "herding",
    "cold_start": "typical",
    "threads": 1,
}

IMAGE_PRESETS: dict[str, Strategy] = {
    AUTO: Strategy(**_AUTO),
    "default": Strategy(**_DEFAULT, **_FEW_IMAGES),
    "random": Strategy(name="random", acquisition="random", **_FEW_IMAGES),
    # CLActive §3-4: whole pool, least confidence, top-k, R = 1, OneCycle 0.01 → 0.2 → 0.001, 20 epochs.
    # `min_steps` is ours: it changes nothing from 640 images on, and lets smaller rounds learn.
    "clactive": Strategy(
        name="clactive",
        proxy="preact_resnet20",
        acquisition="least_confidence",
        min_steps=100,
        initial=1000,
        query=5000,
    ),
    # Selection via Proxy §2: the same small network from scratch on all labels, whole pool, least confidence, top-k.
    # CLActive's schedule and steps instead of 181 epochs, which are too few steps at first and too long a wait later.
    "svp": Strategy(name="svp", proxy="preact_resnet20", **_ALL_LABELS_ANEW),
    # What both proxy papers save: the target itself does the choosing. A deeper network of the same family, three
    # times as dear as the proxy (125.7 beside 40.8 M multiply-adds per image); the papers' own has 164 layers.
    "full": Strategy(name="full", proxy="preact_resnet56", **_ALL_LABELS_ANEW),
    # Compute-Efficient AL §3: whole pool in the first round, then a softmax over raw entropies ** 1.2 (its code's
    # exponent). The network and its training are the default's, anew on all labels, with three times the
    # steps (docs/decisions/021). One plain pass: 64 would cost 64 times as much.
    "ceal": Strategy(
        name="ceal",
        acquisition="entropy",
        candidates="history",
        candidate_fraction=0.2,
        history_weights="raw",
        history_power=1.2,
        full_first_scan=True,
        **{**_FEW_IMAGES, "update": "scratch", "replay": "all", "replay_floor": 0, "min_steps": 300},
    ),
}

_FASTTEXT: dict[str, Any] = {"kind": TEXT, "proxy": "fasttext", "update": "scratch"}
# fastText's own 5 epochs at 0.05 learn nothing from a few hundred texts; characters too bring 67.4 % error with 400
# labels to 54.8, and a proxy that is not trained to the end undoes what the query gains (docs/decisions/023).
_FEW_TEXTS: dict[str, Any] = {
    **_FASTTEXT,
    "epochs": 50.0,
    "min_steps": 20_000,
    "text_budget": 30,
    "peak_lr": 2.0,
    "text_min_chars": 3,
    "text_max_chars": 5,
}
_PAPER_TEXTS: dict[str, Any] = {
    **_FASTTEXT,
    "acquisition": "least_confidence",
    "epochs": 5.0,
    "min_steps": 20_000,
    "peak_lr": 1.0,
    "initial": 1000,
    "query": 5000,
}

TEXT_PRESETS: dict[str, Strategy] = {
    AUTO: Strategy(kind=TEXT, **_AUTO),
    "default": Strategy(replay_floor=5000, **_DEFAULT, **_FEW_TEXTS),
    "random": Strategy(name="random", acquisition="random", replay_floor=5000, epochs=25.0, peak_lr=0.5, **_FASTTEXT),
    # CLActive §4.3: a new fastText each round, on the newest labelled batch only; words and bigrams.
    # SVP's 5 epochs at 0.05 suit a hundred thousand reviews; `min_steps` and the rate let fewer be learned from.
    "clactive-text": Strategy(name="clactive-text", replay="off", **_PAPER_TEXTS),
    "full": Strategy(name="full", replay="all", **_PAPER_TEXTS),
}
TEXT_PRESETS["clactive"] = TEXT_PRESETS["clactive-text"]

_ALL: dict[str, dict[str, Strategy]] = {
    IMAGE: {**IMAGE_PRESETS, **PAPER_IMAGE_PRESETS},
    TEXT: {**TEXT_PRESETS, **PAPER_TEXT_PRESETS},
}

PRESETS: dict[str, Strategy] = {**_ALL[TEXT], **_ALL[IMAGE]}
"""Every preset once: the image version where there are two. `strategy_for` gives the one for a kind."""


# How a benchmark's evaluation model is trained; nobody labels by it, so it stands beside the presets.
EVALUATION = "evaluation"
_EVALUATIONS: dict[str, Strategy] = {
    IMAGE: Strategy(
        name=EVALUATION,
        update="scratch",
        epochs=60.0,
        min_steps=300,
        minibatch=64,
        peak_lr=0.05,
        augment="crop",
        threads=1,
    ),
    TEXT: Strategy(name=EVALUATION, **_FEW_TEXTS),
}


def evaluation_strategy(*, kind: str, overrides: Mapping[str, Any]) -> Strategy:
    """Training from scratch on all labels, longer than a proxy's. Raises StrategyError."""
    return with_overrides(_EVALUATIONS[kind], overrides)


def strategy_for(name: str, *, kind: str = IMAGE, overrides: Mapping[str, Any] | None = None) -> Strategy:
    """The preset `name` for `kind` items, the papers' among them, with some fields replaced. Raises StrategyError."""
    presets = _ALL.get(kind)
    if presets is None:
        raise StrategyError(f"kind must be image or text; got {kind!r}.")
    if name not in presets:
        raise StrategyError(f"Unknown strategy {name!r} for {kind} items; there are {', '.join(sorted(presets))}.")
    return with_overrides(presets[name], overrides or {})
