"""The strategies by name, as literal configurations that work from a few dozen labels on.

Numbers that are no paper's have evidence noted. The papers' own sizes are in `paper_presets`, for benchmarks.
"""

from collections.abc import Mapping
from typing import Any

from selection.errors import StrategyError
from selection.paper_presets import PAPER_IMAGE_PRESETS, PAPER_TEXT_PRESETS
from selection.strategy import IMAGE, TEXT, Strategy, with_overrides

# The product's image proxy at human-sized budgets. Fashion-MNIST, 50 random labels + 8 x 25, proxy's error in %,
# mean of the last four rounds, 2 paired seeds, 100 optimiser steps a round:
#   scratch 25.9 · keep 23.6 · shrink_perturb (0.6, 0.01) 23.0 · shrink_perturb (0.4, 0.1) 22.6
#   keep with half the steps 24.7 · scratch with three times the steps 23.1
# One thread: such nets gain little from a second (2,200 → 3,450 images/s on an idle machine of 2 cores), and beside
# a busy web server the threads wait for each other: 2.5 to 4.7 s a round became 6.4 to 14.2 s.
# `replay_floor`: beside 25 new labels, R = 1 alone would replay 25.
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

# The product's own search, for images and texts alike. How it picks and begins, by contests (`benchmark/contests.py`;
# runs and report: measurements/results/contests): each variation less batches by power with a random start, in points
# of test error, over five or six kinds of pools, 5 seeds; intervals allow for the number of variations.
# Images (Fashion-MNIST):
#   top-k -0.2 [-1.0, 0.7] · BADGE -0.5 [-1.5, 0.5] · typical start -0.3 [-1.2, 0.5] · both -0.7 [-1.2, -0.2]
#   keep 0.0 [-0.6, 0.5] · scratch 0.1 [-0.2, 0.5], its proxy itself errs 3.3 [2.4, 4.3] more
# Texts (Banking77, IMDB):
#   BADGE -0.3 [-1.1, 0.6] · typical start -1.1 [-2.0, -0.1] · both -2.0 [-2.9, -1.1] · whole pool, top-k 4.8 [3.7, 5.8]
#   both gain 1.3 to 4.6 points in each pool of Banking77's 77 classes, most from a cold start, and none with IMDB's two
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

IMAGE_PRESETS: dict[str, Strategy] = {
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
    # exponent). The network and its training are the default's, anew on all labels; the three hundred
    # steps are those of "scratch with three times the steps" above. One plain pass: 64 would cost 64 times as much.
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
# fastText's own recipe (5 epochs at 0.05) learns nothing from a few hundred texts. Test error in %, 2 seeds,
# random rows, on Banking77 with 100 / 400 / 1,500 labels and IMDB with 50:
#   words and bigrams, 25 epochs at 0.5:                         97.7  79.8  33.0
#   words and bigrams, 30,000 steps at 1.0:                      87.8  67.4  33.9   45.4
#   the same and characters 3 to 5:                              78.4  54.8  30.0   39.9
#   the same, 100,000 steps:                                     78.5  54.4  27.9
# More dimensions (30) gain 1 to 3 points and cost twice the time and three times the state.
# Long texts need the higher rate within their budget of characters: IMDB, 1,000 labels of which 800 chosen by
# margin, 30 M characters: 27.6 and 25.1 (2 seeds) at 1.0, 18.2 and 19.8 at 2.0, 18.9 and 20.1 at 5.0; and as many
# random labels: 21.4 and 20.4 at 2.0. A proxy that is not trained to the end undoes what the query gains.
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
