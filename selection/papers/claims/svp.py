"""Selection via Proxy (SVP, Coleman et al. 2020), claims S1 to S4, and the grid of arms that CLActive's share.

Small: Fashion-MNIST, a pool of 5,000, 2 → 10 → … → 50 %. Target and judge are the product's small network, the proxy is
the same at half the widths, a quarter of the multiply-adds. Rates and minibatches were chosen on random labels (500
and 2,000 of them, other seeds), before any of these experiments ran.
"""

import math

import numpy as np

from selection.paper_presets import SVP_50_EPOCHS
from selection.papers.claims.registry import PAPER, SMALL, Claim, on
from selection.papers.experiment import Arm, Experiment, Measure, Schedule, TimingExperiment
from selection.papers.verdicts import ABOVE, BELOW, Part, Records, Verdict, gap, relative_gain, verdict

NAME = "Selection via Proxy"
PERCENTS = Schedule(initial=2, queries=(8, 10, 10, 10, 10), in_percent=True)
AT_10, AT_30, AT_50 = 1, 3, 5

# As in the pilots: no augmentation, a low peak rate. Test error of 2,000 random labels after 12 epochs, 2 seeds, in %:
# small_cnn 13.8 and 15.4, tiny_cnn 16.1 and 16.2; tiny_cnn after 3 epochs 22.1 and 21.2.
SMALL_NETS = {
    "minibatch": 32,
    "peak_lr": 0.05,
    "augment": "none",
    "min_steps": 0,
    "replay_floor": 0,
    "threads": 1,
}
SMALL_JUDGE = {"proxy": "small_cnn", "epochs": 12.0, "min_steps": 0, "augment": "none", "minibatch": 32}
_ANEW = {"update": "scratch", "replay": "all"}
_KEPT = {"update": "keep", "replay": "ratio", "replay_ratio": 1.0}

GRID_SMALL = Experiment(
    name="grid-small",
    dataset="fashion_mnist",
    pool=5000,
    test=5000,
    seeds=5,
    schedule=PERCENTS,
    common=SMALL_NETS,
    evaluation=SMALL_JUDGE,
    arms=(
        Arm(name="random", preset="random"),
        Arm(name="target", preset="svp", overrides={**_ANEW, "proxy": "small_cnn", "epochs": 12.0}),
        Arm(name="proxy", preset="svp", overrides={**_ANEW, "proxy": "tiny_cnn", "epochs": 12.0}),
        Arm(name="short proxy", preset="svp", overrides={**_ANEW, "proxy": "tiny_cnn", "epochs": 3.0}),
        Arm(name="clactive", preset="clactive", overrides={**_KEPT, "proxy": "tiny_cnn", "epochs": 3.0}),
    ),
    measures=(
        Measure(name="error"),
        Measure(name="proxy_error"),
        Measure(name="agreement", rounds=(AT_30 + 1,), arms=("proxy", "short proxy", "clactive")),
    ),
)
# The papers' judge of images.
RESNET164 = {
    "proxy": "preact_resnet164",
    "schedule": "segments",
    "segments": "1@0.01 90@0.1 45@0.01 45@0.001",
    "minibatch": 128,
    "min_steps": 0,
    "augment": "crop_flip",
}
GRID_PAPER = Experiment(
    name="grid-paper",
    dataset="cifar10",
    seeds=3,
    schedule=PERCENTS,
    evaluation=RESNET164,
    arms=(
        Arm(name="random", preset="random"),
        Arm(name="target", preset="full-paper"),
        Arm(name="proxy", preset="svp-paper"),
        Arm(name="short proxy", preset="svp-paper", overrides=SVP_50_EPOCHS),
        Arm(name="clactive", preset="clactive-paper"),
    ),
    measures=GRID_SMALL.measures,
)
GRID = {SMALL: GRID_SMALL, PAPER: GRID_PAPER}
GRID_ELSEWHERE = (on("cifar10", GRID_SMALL, seeds=3),)
GRID_MINUTES = {SMALL: 45.0, PAPER: 3000.0}


def s1(records: Records) -> Verdict:
    """From 20 % labelled: the proxy's arm against the target's, and both against random."""
    parts = [
        Part(
            compared=f"proxy less target at {records.percent(r)}",
            values=gap(records, "proxy", "target", r),
            side=BELOW,
            threshold=0.3,
        )
        for r in records.rounds_from(20)
    ]
    for arm in ("proxy", "target"):
        parts += [
            Part(
                compared=f"{arm} better than random at {records.percent(r)}",
                values=relative_gain(records, arm, "random", r),
                side=ABOVE,
                threshold=15,
                unit="% of its error",
            )
            for r in records.rounds_from(20)
        ]
    return verdict(parts)


def s2(records: Records) -> Verdict:
    """Where the proxy knows 30 % of the labels: in the round that brings 40 %."""
    asking = AT_30 + 1
    chance = records.at("overlap_by_chance", "proxy", asking)
    overlap = records.at("overlap", "proxy", asking) / chance
    return verdict(
        [
            Part(
                compared="rank correlation of proxy and target",
                values=records.at("spearman", "proxy", asking),
                side=ABOVE,
                threshold=0.6,
                unit="",
            ),
            Part(compared="overlap of the queries", values=overlap, side=ABOVE, threshold=2, unit="times chance"),
        ]
    )


def s3(records: Records) -> Verdict:
    """The proxy of few epochs against random, at 10 % and from 30 % on."""
    early = Part(
        compared="short proxy less random at 10 %",
        values=gap(records, "short proxy", "random", AT_10),
        side=ABOVE,
        threshold=0,
    )
    later = [
        Part(
            compared=f"random less short proxy at {records.percent(r)}",
            values=gap(records, "random", "short proxy", r),
            side=ABOVE,
            threshold=0,
        )
        for r in records.rounds_from(30)
    ]
    return verdict([early, *later])


def _search(width: int, centres: int, picks: int, name: str) -> TimingExperiment:
    return TimingExperiment(
        name=name, sizes=(5000, 10_000, 20_000, 45_000), centres=centres, picks=picks, width=width, seeds=5
    )


def s4(records: Records) -> Verdict:
    """Slope of log seconds over log points, seed by seed."""
    logs_n = np.log([records.at("points", arm, 0)[0] for arm in records.arms])
    seconds = np.stack([records.at("search_s", arm, 0) for arm in records.arms], axis=1)
    slopes = np.array([np.polyfit(logs_n, np.log(row), 1)[0] for row in seconds])
    compared = "growth exponent of k-centers' seconds in the pool's size"
    return verdict(
        [
            Part(compared=compared, values=slopes, side=ABOVE, threshold=0.9, unit=""),
            Part(compared=compared, values=slopes, side=BELOW, threshold=1.1, unit=""),
        ]
    )


CLAIMS = (
    Claim(
        id="S1",
        title="A small proxy chooses as well as the target",
        paper=NAME,
        experiments=GRID,
        elsewhere=GRID_ELSEWHERE,
        check=s1,
        threshold="From 20 % labelled: proxy's error at most 0.3 pp above the target's, and both at least 15 % below "
        "random's.",
        minutes=GRID_MINUTES,
    ),
    Claim(
        id="S2",
        title="Proxy and target rank the pool alike",
        paper=NAME,
        experiments=GRID,
        elsewhere=GRID_ELSEWHERE,
        check=s2,
        threshold="With 30 % labelled: Spearman at least 0.6, and the queries overlap at least twice as much as by "
        "chance.",
        minutes=GRID_MINUTES,
    ),
    Claim(
        id="S3",
        title="A proxy of few epochs loses to random at first and beats it later",
        paper=NAME,
        experiments=GRID,
        elsewhere=GRID_ELSEWHERE,
        check=s3,
        threshold="Short proxy worse than random at 10 %, better from 30 %.",
        minutes=GRID_MINUTES,
    ),
    Claim(
        id="S4",
        title="k-centers grows in proportion to the pool",
        paper=NAME,
        experiments={
            SMALL: _search(64, 500, 500, "k-centers-small"),
            PAPER: _search(256, 5000, 5000, "k-centers-paper"),
        },
        check=s4,
        threshold="Seconds grow with the pool's size to the power of 0.9 to 1.1.",
        minutes={SMALL: 1.0, PAPER: math.ceil(5 * 4)},
    ),
)
