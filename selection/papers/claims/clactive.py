"""CLActive, claims C1 to C6: a proxy that is kept from round to round, and its replay memory."""

from dataclasses import replace

import numpy as np

from selection.arrays import Floats
from selection.benchmark.statistics import speed_ups
from selection.papers.claims.registry import PAPER, SMALL, Claim, on
from selection.papers.claims.svp import AT_50, GRID, GRID_ELSEWHERE, GRID_MINUTES, GRID_PAPER, GRID_SMALL, PERCENTS
from selection.papers.experiment import Arm, Experiment, Measure, Schedule, Twist
from selection.papers.verdicts import ABOVE, BELOW, Part, Records, Verdict, gap, verdict
from selection.strategy import TEXT

NAME = "CLActive"
LAST_THREE = slice(-3, None)


def c1(records: Records) -> Verdict:
    """Against the target from 20 % labelled, against random at 50 %."""
    late = records.rounds_from(30)
    parts = [
        Part(
            compared=f"CLActive less target at {records.percent(r)}",
            values=gap(records, "clactive", "target", r),
            side=BELOW,
            threshold=0.3,
        )
        for r in late
    ]
    early = [r for r in records.rounds_from(20) if r not in late]
    parts += [
        Part(
            compared="CLActive less target at 20 %",
            values=gap(records, "clactive", "target", r),
            side=BELOW,
            threshold=0.7,
        )
        for r in early
    ]
    over_random = gap(records, "random", "clactive", AT_50)
    return verdict(
        [*parts, Part(compared="random less CLActive at 50 %", values=over_random, side=ABOVE, threshold=0.8)]
    )


def _slopes(records: Records, name: str, arm: str) -> Floats:
    """float64[seeds]: growth per label learned over the last three rounds."""
    learned = records.table("learned", arm)[:, LAST_THREE]
    spent = records.table(name, arm)[:, LAST_THREE]
    return np.array([np.polyfit(x, y, 1)[0] for x, y in zip(learned, spent, strict=True)])


def c2(records: Records) -> Verdict:
    """Sample steps and seconds: the one is exact, the other is what people wait for."""
    parts = []
    for name, quantity in (("sample_steps", "sample steps"), ("update_s", "seconds of training")):
        share = 100 * _slopes(records, name, "clactive") / _slopes(records, name, "proxy")
        parts.append(
            Part(
                compared=f"growth of {quantity} per label",
                values=share,
                side=BELOW,
                threshold=5,
                unit="% of retraining's",
            )
        )
    return verdict(parts)


def _law(records: Records) -> Floats:
    """float64[seeds]: epochs times labels of all rounds, retraining over CLActive. (§4.2; see test_speed_up_law.)"""
    learned = records.table("learned", "proxy")
    before = np.concatenate([np.zeros((len(learned), 1)), learned[:, :-1]], axis=1)
    seen = (learned - before) + np.minimum(before, learned - before)
    retrained = (records.table("epochs", "proxy") * learned).sum(axis=1)
    kept = (records.table("epochs", "clactive") * seen).sum(axis=1)
    return np.asarray(retrained / kept, dtype=np.float64)


def c3(records: Records) -> Verdict:
    """Sample steps of the same network: the proxy anew on all labels over CLActive, all rounds together."""
    spent = [records.table("sample_steps", arm)[:, 1:] for arm in ("proxy", "clactive")]
    measured = np.array([speed_ups(base, kept)[-1] for base, kept in zip(*spent, strict=True)])
    ratio = measured / _law(records)
    compared = f"measured speed-up ({measured.mean():.1f} times) over the law's"
    return verdict(
        [
            Part(compared=compared, values=ratio, side=ABOVE, threshold=0.75, unit=""),
            Part(compared=compared, values=ratio, side=BELOW, threshold=1.25, unit=""),
        ]
    )


def c4(records: Records) -> Verdict:
    """At 50 % labelled, against the proxy of the long schedule."""
    values = gap(records, "clactive", "proxy", AT_50)
    return verdict([Part(compared="CLActive less the long schedule at 50 %", values=values, side=BELOW, threshold=0.3)])


def _old_class_error(records: Records, arm: str) -> Floats:
    """float64[seeds]: percent, the proxy's, after the first batch with new classes; mean over the old classes."""
    locked = records.lists("locked", arm, -1)
    errors = records.lists("proxy_per_class", arm, -1)
    return np.array(
        [
            100 * np.mean([error for c, error in enumerate(row) if c not in new and error is not None])
            for row, new in zip(errors, locked, strict=True)
        ]
    )


def c5(records: Records) -> Verdict:
    """The proxy's error on old classes after the first batch with new ones; then the judge's at the last budget."""
    without, with_memory = (_old_class_error(records, arm) for arm in ("memory off", "memory on"))
    return verdict(
        [
            Part(compared="error on old classes without memory", values=without, side=ABOVE, threshold=80, unit="%"),
            Part(compared="error on old classes with memory", values=with_memory, side=BELOW, threshold=25, unit="%"),
            Part(
                compared="memory off less on",
                values=gap(records, "memory off", "memory on", -1),
                side=ABOVE,
                threshold=0.5,
            ),
            Part(
                compared="memory off less random",
                values=gap(records, "memory off", "random", -1),
                side=ABOVE,
                threshold=0,
            ),
        ]
    )


def c5b(records: Records) -> Verdict:
    """Random against replay of R = 1, by the judge's error at the last budget."""
    values = gap(records, "random", "memory on", -1)
    return verdict([Part(compared="random less CLActive with R = 1", values=values, side=ABOVE, threshold=0)])


def _newest_only(records: Records) -> Verdict:
    values = gap(records, "newest only", "all labels", -1)
    return verdict([Part(compared="newest only less all labels", values=values, side=BELOW, threshold=1)])


def c6b(records: Records) -> Verdict:
    """The control: where classes come one after the other, the newest batch must not do."""
    values = _old_class_error(records, "newest only") - _old_class_error(records, "all labels")
    return verdict(
        [Part(compared="old-class error of newest only less all labels", values=values, side=ABOVE, threshold=1)]
    )


_SHORT = dict(GRID_SMALL.arms[-1].overrides)
_INCREMENTAL = Twist(locked_classes=5, unlock_at=0.3)
_OLD_CLASSES = (Measure(name="error"), Measure(name="proxy_per_class"))
# The judge is the dearest part: it is asked where the claim looks.
_AFTER_UNLOCK = (Measure(name="error", rounds=(4, 5)), Measure(name="proxy_per_class"))


def _memories(preset: str, overrides: dict[str, object], retrain: Arm) -> tuple[Arm, ...]:
    return (
        Arm(name="random", preset="random"),
        Arm(name="memory off", preset=preset, overrides={**overrides, "replay": "off"}),
        Arm(name="memory on", preset=preset, overrides=overrides),
        retrain,
    )


INCREMENTAL_SMALL = replace(
    GRID_SMALL,
    name="incremental-small",
    arms=_memories("clactive", _SHORT, replace(GRID_SMALL.arms[2], name="retrain")),
    twist=_INCREMENTAL,
    measures=_AFTER_UNLOCK,
)
INCREMENTAL_PAPER = replace(
    GRID_PAPER,
    name="incremental-paper",
    arms=_memories("clactive-paper", {}, replace(GRID_PAPER.arms[2], name="retrain")),
    twist=_INCREMENTAL,
    measures=_OLD_CLASSES,
)
_FEW = {
    "schedule": Schedule(initial=1, queries=(1, 2, 2, 2, 2), in_percent=True),
    "twist": Twist(locked_classes=5, unlock_at=0.06),
}
FEW_SMALL = replace(INCREMENTAL_SMALL, name="incremental-few-small", **_FEW)  # type: ignore[arg-type]
FEW_PAPER = replace(INCREMENTAL_PAPER, name="incremental-few-paper", **_FEW)  # type: ignore[arg-type]

_REVIEWS = (
    Arm(name="random", preset="random"),
    Arm(name="newest only", preset="clactive"),
    Arm(name="all labels", preset="full"),
)
TEXTS_SMALL = Experiment(
    name="texts-small",
    dataset="imdb",
    kind=TEXT,
    pool=8000,
    test=4000,
    seeds=5,
    schedule=PERCENTS,
    arms=_REVIEWS,
    measures=(Measure(name="error"), Measure(name="proxy_error")),
)
TEXTS_PAPER = replace(
    TEXTS_SMALL,
    name="texts-paper",
    dataset="amazon_polarity",
    pool=0,
    test=0,
    seeds=3,
    arms=(
        Arm(name="random", preset="random"),
        Arm(name="newest only", preset="clactive-paper"),
        Arm(name="all labels", preset="svp-paper"),
    ),
)
# Four classes: of the two of a review, one would be left. Small: which kind of product a review is about.
_ORDERED = Twist(locked_classes=2, unlock_at=0.3)
ORDERED_SMALL = replace(
    TEXTS_SMALL,
    name="texts-ordered-small",
    dataset="amazon_multidomain",
    data_options={"label": "domain"},
    pool=5000,
    test=1500,
    twist=_ORDERED,
    measures=_OLD_CLASSES,
)
_MANY_LOCKED = replace(_ORDERED, locked_classes=30)
ORDERED_PAPER = replace(
    TEXTS_PAPER, name="texts-ordered-paper", dataset="ag_news", twist=_ORDERED, measures=_OLD_CLASSES
)

CLAIMS = (
    Claim(
        id="C1",
        title="CLActive chooses as well as full retraining, and better than random",
        paper=NAME,
        experiments=GRID,
        elsewhere=GRID_ELSEWHERE,
        check=c1,
        threshold="CLActive less target at most 0.3 pp from 30 %, at most 0.7 pp at 20 %; random less CLActive at "
        "least 0.8 pp at 50 %.",
        minutes=GRID_MINUTES,
    ),
    Claim(
        id="C2",
        title="A round costs the same, however many labels there are",
        paper=NAME,
        experiments=GRID,
        elsewhere=GRID_ELSEWHERE,
        check=c2,
        threshold="Over the last three rounds, cost grows per label by at most 5 % of what retraining's does.",
        minutes=GRID_MINUTES,
    ),
    Claim(
        id="C3",
        title="The speed-up is that of the arithmetic",
        paper=NAME,
        experiments=GRID,
        elsewhere=GRID_ELSEWHERE,
        check=c3,
        threshold="Measured speed-up in sample steps within 25 % of the law's.",
        minutes=GRID_MINUTES,
    ),
    Claim(
        id="C4",
        title="A few epochs by OneCycle do as well as a long schedule",
        paper=NAME,
        experiments=GRID,
        elsewhere=GRID_ELSEWHERE,
        check=c4,
        threshold="At 50 %: CLActive at most 0.3 pp above the proxy of the long schedule.",
        minutes=GRID_MINUTES,
    ),
    Claim(
        id="C5",
        title="Replay prevents forgetting when classes are new",
        paper=NAME,
        experiments={SMALL: INCREMENTAL_SMALL, PAPER: INCREMENTAL_PAPER},
        elsewhere=(on("quickdraw15", INCREMENTAL_SMALL),),
        check=c5,
        threshold="Old-class error at least 80 % without memory, at most 25 % with it; with it at least 0.5 pp better "
        "at 50 %; without it not better than random.",
        minutes={SMALL: 15.0, PAPER: 2400.0},
    ),
    Claim(
        id="C5b",
        title="As many old labels as new ones suffice at human-sized budgets",
        paper=NAME,
        experiments={SMALL: FEW_SMALL, PAPER: FEW_PAPER},
        elsewhere=(on("quickdraw15", FEW_SMALL),),
        check=c5b,
        threshold="From 1 to 10 %, with new classes from 6 %: CLActive with R = 1 not worse than random at 10 %.",
        minutes={SMALL: 5.0, PAPER: 500.0},
        expected="not reproduced",
    ),
    Claim(
        id="C6",
        title="For texts, the newest batch alone is enough",
        paper=NAME,
        experiments={SMALL: TEXTS_SMALL, PAPER: TEXTS_PAPER},
        elsewhere=(on("amazon_multidomain", TEXTS_SMALL, pool=6000, test=1500),),
        check=_newest_only,
        threshold="At 50 %: error at most 1 pp above that of training on all labels.",
        minutes={SMALL: 20.0, PAPER: 3000.0},
    ),
    Claim(
        id="C6b",
        title="Control of C6: not where classes come one after the other",
        paper=NAME,
        experiments={SMALL: ORDERED_SMALL, PAPER: ORDERED_PAPER},
        elsewhere=(on("banking77", ORDERED_SMALL, data_options={}, pool=8000, test=3000, twist=_MANY_LOCKED),),
        check=c6b,
        threshold="Some classes locked to 30 % (2 of 4, 30 of 77): on the others, the proxy of the newest batch errs "
        "at least 1 pp more.",
        minutes={SMALL: 7.0, PAPER: 300.0},
    ),
)
