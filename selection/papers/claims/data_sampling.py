"""Data sampling algorithms (the doodle paper), claims D1 to D5: samplers trained directly on labelled data.

Small: one pass over 44,000 doodles of 15 classes at 512 and at 32 per minibatch, top-1 error (top-3 of 15 classes would
leave too little to tell apart). The bandit warms up for a tenth of the steps at 512, as in the paper (100 of 977). The
rate was chosen for even minibatches, never for another sampler: at 512, 36.7 and 33.2 % error at 0.0125, 30.3 and 28.3
at 0.025, 25.7 and 24.1 at 0.05 (2 seeds); at 32, 13.3 and 13.4 % at 0.025, 12.6 and 12.4 at 0.05.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from selection.arrays import Floats
from selection.papers.claims.registry import PAPER, SMALL, Claim, on
from selection.papers.experiment import Arm, TrainingExperiment, Twist
from selection.papers.verdicts import ABOVE, Part, Records, Verdict, gap, verdict

NAME = "Data sampling algorithms"
SAMPLERS: dict[str, dict[str, Any]] = {
    "uniform": {"sampler": "uniform"},
    "worst class": {"sampler": "worst_class"},
    "simple curriculum": {"sampler": "simple_curriculum"},
    "bucketed curriculum": {"sampler": "bucketed_curriculum"},
    "bandit": {"sampler": "active_bandit"},
    "exploration": {"sampler": "active_bandit", "bandit_exploit": 0.0},
}


def _arms(size: int, names: tuple[str, ...], peak_lr: float) -> tuple[Arm, ...]:
    return tuple(
        Arm(name=f"{name} {size}", preset="random", overrides={**SAMPLERS[name], "minibatch": size, "peak_lr": peak_lr})
        for name in names
    )


_ALL = tuple(SAMPLERS)
_COMMON = {"epochs": 1.0, "min_steps": 0, "augment": "none", "threads": 1}
SAMPLERS_SMALL = TrainingExperiment(
    name="samplers-small",
    dataset="quickdraw15",
    pool=44_000,
    seeds=5,
    arms=(*_arms(512, _ALL, 0.05), *_arms(32, ("uniform", "bandit", "exploration"), 0.05)),
    common={**_COMMON, "proxy": "tiny_cnn", "bandit_warm_up": 9},
)
SAMPLERS_PAPER = replace(
    SAMPLERS_SMALL,
    name="samplers-paper",
    dataset="quickdraw",
    pool=0,
    seeds=3,
    top=3,
    common={**_COMMON, "proxy": "mobilenet", "bandit_warm_up": 100},
)
SAMPLING = {SMALL: SAMPLERS_SMALL, PAPER: SAMPLERS_PAPER}
SAMPLING_ELSEWHERE = (on("fashion_mnist", SAMPLERS_SMALL),)
SAMPLING_MINUTES = {SMALL: 20.0, PAPER: 120.0}


def _noisy(experiment: TrainingExperiment, name: str) -> TrainingExperiment:
    arms = tuple(arm for arm in experiment.arms if arm.name.endswith(" 512"))
    return replace(experiment, name=name, arms=arms, twist=Twist(label_noise=0.45, noise_towards="rising"))


NOISY_SMALL = _noisy(SAMPLERS_SMALL, "samplers-noise-small")


def _worse(records: Records, worse: str, better: str) -> Part:
    return Part(compared=f"{worse} less {better}", values=gap(records, worse, better, 0), side=ABOVE, threshold=0)


def d1(records: Records) -> Verdict:
    """At 512: every sampler against even minibatches, and the curricula against each other and the rest."""
    others = [f"{name} 512" for name in SAMPLERS if name != "uniform"]
    parts = [_worse(records, other, "uniform 512") for other in others]
    parts.append(_worse(records, "simple curriculum 512", "bucketed curriculum 512"))
    parts += [_worse(records, "bucketed curriculum 512", f"{name} 512") for name in ("worst class", "bandit")]
    return verdict(parts)


def d2(records: Records) -> Verdict:
    """Even minibatches against the bandit, at 32."""
    values = gap(records, "uniform 32", "bandit 32", 0)
    return verdict([Part(compared="uniform less bandit at 32", values=values, side=ABOVE, threshold=2)])


def d3(records: Records) -> Verdict:
    """What minibatches of one difficulty lose to even ones, at 512 and at 32."""
    large, small = (gap(records, f"exploration {size}", f"uniform {size}", 0) for size in (512, 32))
    return verdict(
        [
            Part(compared="deficit of pure arms at 512 less that at 32", values=large - small, side=ABOVE, threshold=0),
            Part(compared="deficit of pure arms at 32", values=small, side=ABOVE, threshold=0),
        ]
    )


def d4(records: Records) -> Verdict:
    """The middle four of the ten arms against an even share of the minibatches."""
    values = 100 * np.array([_middle_share(pulls) for pulls in records.lists("pulls", "bandit 32", 0)])
    return verdict(
        [Part(compared="minibatches of middle difficulty", values=values, side=ABOVE, threshold=40, unit="%")]
    )


def _middle_share(pulls: list[int]) -> float:
    middle = slice(round(0.3 * len(pulls)), round(0.7 * len(pulls)))
    return sum(pulls[middle]) / sum(pulls)


def d5(records: Records) -> Verdict:
    """Against the sampler that fares well without noise: the bandit loses far more."""
    values: Floats = gap(records, "bandit 512", "uniform 512", 0)
    worst = gap(records, "worst class 512", "uniform 512", 0)
    return verdict(
        [
            Part(compared="bandit less uniform under noise", values=values, side=ABOVE, threshold=5),
            Part(compared="worst class less uniform under noise", values=worst, side=ABOVE, threshold=0),
        ]
    )


CLAIMS = (
    Claim(
        id="D1",
        title="At 512 per minibatch even sampling is best and curricula are worst",
        paper=NAME,
        experiments=SAMPLING,
        elsewhere=SAMPLING_ELSEWHERE,
        check=d1,
        threshold="No sampler below uniform; simple curriculum above bucketed, bucketed above worst class and bandit.",
        minutes=SAMPLING_MINUTES,
    ),
    Claim(
        id="D2",
        title="At 32 per minibatch the bandit gains 2 pp",
        paper=NAME,
        experiments=SAMPLING,
        elsewhere=SAMPLING_ELSEWHERE,
        check=d2,
        threshold="Uniform's error at least 2 pp above the bandit's.",
        minutes=SAMPLING_MINUTES,
        expected="not reproduced",
    ),
    Claim(
        id="D3",
        title="Minibatches of one difficulty hurt, less so when they are small",
        paper=NAME,
        experiments=SAMPLING,
        elsewhere=SAMPLING_ELSEWHERE,
        check=d3,
        threshold="Deficit of full exploration at 512 above that at 32, which is not below 0.",
        minutes=SAMPLING_MINUTES,
    ),
    Claim(
        id="D4",
        title="The bandit prefers middle difficulty",
        paper=NAME,
        experiments=SAMPLING,
        elsewhere=SAMPLING_ELSEWHERE,
        check=d4,
        threshold="More than 40 % of its minibatches at 32 come from the middle four of ten slices.",
        minutes=SAMPLING_MINUTES,
        expected="not reproduced",
    ),
    Claim(
        id="D5",
        title="What cannot be learned misleads samplers that go by mistakes",
        paper=NAME,
        experiments={
            SMALL: NOISY_SMALL,
            PAPER: _noisy(SAMPLERS_PAPER, "samplers-noise-paper"),
        },
        elsewhere=(on("fashion_mnist", NOISY_SMALL),),
        check=d5,
        threshold="Labels wrong by 0 to 45 % by class: bandit at least 5 pp above uniform, worst class above it.",
        minutes={SMALL: 12.0, PAPER: 60.0},
    ),
)
