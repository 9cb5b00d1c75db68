"""What is compared with what, on which data: experiments are data, `run` plays them.

Arms of a seed are paired: pool, twist, initial set and evaluation seed depend on the seed only.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from selection.benchmark.data import DataError
from selection.presets import evaluation_strategy, strategy_for
from selection.strategy import IMAGE, Strategy, with_overrides

MEASURES = ("error", "per_class", "proxy_error", "proxy_per_class", "agreement", "kappa", "estimates")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How many labels are asked for: at the start, then in each round.

    in_percent: of the pool, as the papers have it; otherwise items.
    """

    initial: float
    queries: tuple[float, ...]
    in_percent: bool = False

    def counts(self, n_pool: int) -> tuple[int, ...]:
        """Items per round, the initial ones first. Raises DataError where they are 0, or more than the pool."""
        share = n_pool / 100 if self.in_percent else 1.0
        counts = tuple(round(number * share) for number in (self.initial, *self.queries))
        if min(counts) < 1 or sum(counts) > n_pool:
            raise DataError(f"The schedule asks for {', '.join(map(str, counts))} labels of a pool of {n_pool} items.")
        return counts


@dataclass(frozen=True, kw_only=True)
class Twist:
    """What is done to the pool, the same for every arm of a seed.

    duplicates: each item of the pool so many times; the pool's size stays.
    imbalance: how many times as frequent the first class is as the last, classes in between geometrically.
    label_noise: share of the pool's labels that are wrong. noise_towards: "even", any other class; "next", the class
        after it; "rising", any other, and the share rises from 0 for the first class to `label_noise` for the last.
    locked_classes: so many classes, drawn by seed, may not be asked for before `unlock_at` of the pool is labelled.
    oracle_noise: share of the answers that are wrong, beside wrong labels.
    """

    duplicates: int = 1
    imbalance: float = 1.0
    label_noise: float = 0.0
    noise_towards: str = "even"
    locked_classes: int = 0
    unlock_at: float = 0.0
    oracle_noise: float = 0.0

    def __post_init__(self) -> None:
        shares = (self.label_noise, self.oracle_noise, self.unlock_at)
        if (
            self.duplicates < 1
            or self.imbalance < 1
            or self.locked_classes < 0
            or not 0 <= min(shares) <= max(shares) <= 1
        ):
            raise DataError("A twist needs duplicates and imbalance of at least 1, and shares between 0 and 1.")
        if self.noise_towards not in ("even", "next", "rising"):
            raise DataError(f"Label noise goes even, next or rising; not {self.noise_towards!r}.")


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One strategy in an experiment: a preset and the fields that differ from it."""

    name: str
    preset: str
    overrides: Mapping[str, Any] = field(default_factory=dict)

    def strategy(self, *, kind: str, common: Mapping[str, Any]) -> Strategy:
        """The preset with `common` over it, and the arm's own fields over both. Raises StrategyError."""
        return strategy_for(self.preset, kind=kind, overrides={**common, **self.overrides})


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is recorded of a round: one of MEASURES. rounds, arms: only in these; empty: in all.

    error, per_class: of a fresh evaluation model on all labels so far. proxy_error, proxy_per_class: of the proxy as
    it asked, which has not learned from the query yet. agreement: of the proxy's scores with those of a target trained
    on the labels the proxy had. kappa: of the proxy's classes with those of the proxy before it, on 2,000 open items.
    estimates: of the proxy's error as it asked, on the open items, without bias; recorded always, listed or not.
    """

    name: str
    rounds: tuple[int, ...] = ()
    arms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.name not in MEASURES:
            raise DataError(f"Unknown measure {self.name!r}; there are {', '.join(MEASURES)}.")

    def is_due(self, *, arm: str, round_: int) -> bool:
        """Whether it is recorded of this arm's round `round_`, counted from 0."""
        return (not self.rounds or round_ in self.rounds) and (not self.arms or arm in self.arms)


ERROR = (Measure(name="error"),)


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """Arms against each other over rounds. pool, test: items, 0 is all; seeds: how many unless told otherwise.

    common: fields of all arms' strategies. evaluation: fields of the evaluation model's; target: of the model that
    `agreement` compares with. data_options: what the data set's loader is told. network_side: pixels to which images
    are scaled for networks, after encoders have seen them as they are; 0 leaves them. from_scratch: whether a
    model from scratch is among several judges.
    """

    name: str
    dataset: str
    arms: tuple[Arm, ...]
    schedule: Schedule
    kind: str = IMAGE
    seeds: int = 5
    pool: int = 0
    test: int = 0
    data_options: Mapping[str, Any] = field(default_factory=dict)
    network_side: int = 0
    from_scratch: bool = True
    common: Mapping[str, Any] = field(default_factory=dict)
    evaluation: Mapping[str, Any] = field(default_factory=dict)
    target: Mapping[str, Any] = field(default_factory=dict)
    twist: Twist = field(default_factory=Twist)
    measures: tuple[Measure, ...] = ERROR

    @property
    def arm_names(self) -> tuple[str, ...]:
        """In the order played."""
        return tuple(arm.name for arm in self.arms)

    @property
    def rounds(self) -> int:
        """Rounds in all, the cold start among them."""
        return 1 + len(self.schedule.queries)

    def strategies(self) -> dict[str, Strategy]:
        """Arm -> strategy, in the order played. Raises StrategyError."""
        return {arm.name: arm.strategy(kind=self.kind, common=self.common) for arm in self.arms}

    def evaluation_strategy(self) -> Strategy:
        """How the model that judges each round is trained: from scratch. Raises StrategyError."""
        return evaluation_strategy(kind=self.kind, overrides={"update": "scratch", **self.evaluation})

    def target_strategy(self) -> Strategy:
        """How the model that `agreement` compares with is trained: the judge but for `target`. Raises StrategyError."""
        return with_overrides(self.evaluation_strategy(), dict(self.target))

    def configuration(self) -> dict[str, Any]:
        """All that the numbers depend on beside the data; more seeds and another name change nothing."""
        # Nothing depends on what is as it always was, and runs were saved before there were such fields.
        usual = {"network_side": 0, "from_scratch": True}
        beside = {"name", "seeds", *(name for name, value in usual.items() if getattr(self, name) == value)}
        fixed = {name: value for name, value in asdict(self).items() if name not in beside}
        fixed["strategies"] = {name: asdict(strategy) for name, strategy in self.strategies().items()}
        fixed["evaluation"] = asdict(self.evaluation_strategy())
        return fixed | {"target": asdict(self.target_strategy())}


@dataclass(frozen=True, kw_only=True)
class TrainingExperiment:
    """Samplers against each other on labelled data: one training each, no rounds.

    arms: their fields `sampler`, `minibatch` and so on, over `common`. Difficulties are the cross-entropies of a model
    trained beforehand on the same items with even minibatches (the doodle paper, §V), paid for by all arms alike.
    top: the reported error counts an item as right when its class is among so many.
    """

    name: str
    dataset: str
    arms: tuple[Arm, ...]
    kind: str = IMAGE
    seeds: int = 5
    pool: int = 0
    test: int = 0
    top: int = 1
    data_options: Mapping[str, Any] = field(default_factory=dict)
    common: Mapping[str, Any] = field(default_factory=dict)
    twist: Twist = field(default_factory=Twist)

    @property
    def arm_names(self) -> tuple[str, ...]:
        """In the order played."""
        return tuple(arm.name for arm in self.arms)

    @property
    def rounds(self) -> int:
        """A training counts as one round."""
        return 1

    def strategies(self) -> dict[str, Strategy]:
        """Arm -> strategy of its one training, from scratch. Raises StrategyError."""
        common = {"update": "scratch", **self.common}
        return {arm.name: arm.strategy(kind=self.kind, common=common) for arm in self.arms}

    def configuration(self) -> dict[str, Any]:
        """As `Experiment.configuration`."""
        fixed = {name: value for name, value in asdict(self).items() if name not in ("name", "seeds")}
        return fixed | {"strategies": {name: asdict(strategy) for name, strategy in self.strategies().items()}}


@dataclass(frozen=True, kw_only=True)
class EstimateExperiment:
    """Estimates of one model's error from few points, by the way in which these are drawn: `estimates.PROPOSALS`.

    arms: names among those. labels: on which the model is trained; points: M drawn of what is left, `repeats` times.
    """

    name: str
    dataset: str
    arms: tuple[str, ...]
    labels: int
    points: int
    repeats: int
    kind: str = IMAGE
    seeds: int = 5
    pool: int = 0
    test: int = 0
    data_options: Mapping[str, Any] = field(default_factory=dict)
    model: Mapping[str, Any] = field(default_factory=dict)

    @property
    def arm_names(self) -> tuple[str, ...]:
        """The names of the proposals."""
        return self.arms

    @property
    def rounds(self) -> int:
        """The model is trained, and its error estimated, once."""
        return 1

    def strategy(self) -> Strategy:
        """How the model whose error is estimated is trained: from scratch. Raises StrategyError."""
        return evaluation_strategy(kind=self.kind, overrides={"update": "scratch", **self.model})

    def configuration(self) -> dict[str, Any]:
        """As `Experiment.configuration`."""
        fixed = {name: value for name, value in asdict(self).items() if name not in ("name", "seeds")}
        return fixed | {"strategy": asdict(self.strategy())}


@dataclass(frozen=True, kw_only=True)
class TimingExperiment:
    """Seconds of k-centers over pools of random points; needs no data. sizes: points in the pool, one arm each.

    repeats: searches of the same points, of which the fastest counts: what else a machine does only ever slows it down.
    """

    name: str
    sizes: tuple[int, ...]
    centres: int
    picks: int
    width: int
    repeats: int = 5
    seeds: int = 3
    dataset: str = ""

    @property
    def arms(self) -> tuple[str, ...]:
        """One per size, named after it."""
        return tuple(f"{size} points" for size in self.sizes)

    @property
    def arm_names(self) -> tuple[str, ...]:
        """In the order played."""
        return self.arms

    @property
    def rounds(self) -> int:
        """Each size is timed once per seed."""
        return 1

    def configuration(self) -> dict[str, Any]:
        """As `Experiment.configuration`."""
        return {name: value for name, value in asdict(self).items() if name not in ("name", "seeds")}


AnyExperiment = Experiment | TrainingExperiment | EstimateExperiment | TimingExperiment
