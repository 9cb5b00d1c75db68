"""What is recorded of a round beside its report. Literal dictionary MEASURED: name -> function of its facts."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from selection import acquisition
from selection.arrays import Floats, Floats32, Ints
from selection.benchmark.data import Dataset
from selection.benchmark.judges import fresh_classes
from selection.benchmark.play import RunState
from selection.benchmark.streams import Stream
from selection.benchmark.unbiased import asking_proxy, asking_strategy, classes_by, estimates_of
from selection.estimates.rank_agreement import rank_agreement
from selection.judging import fresh_model
from selection.papers.experiment import Experiment
from selection.papers.twists import TwistedPool
from selection.proxies import Proxy
from selection.strategy import Strategy

STOP_ROWS = 2000


@dataclass(frozen=True, kw_only=True)
class RoundFacts:
    """One round of one arm: before it and after it."""

    experiment: Experiment
    strategy: Strategy
    data: Dataset
    twisted: TwistedPool
    before: RunState
    after: RunState
    seed: int
    round_: int

    @property
    def n_classes(self) -> int:
        """Of the data set, whichever of them have labels."""
        return len(self.data.classes)

    @cached_property
    def proxy(self) -> Proxy | None:
        """The proxy as it asked; None where none was asked."""
        return asking_proxy(self.after, strategy=self.strategy)

    @property
    def asking(self) -> Strategy:
        """How that proxy was built."""
        return asking_strategy(self.after, strategy=self.strategy)

    @cached_property
    def earlier_proxy(self) -> Proxy | None:
        """The proxy as it asked in the round before; None where none was asked."""
        return asking_proxy(self.before, strategy=self.strategy)

    def rng(self, stream: Stream) -> np.random.Generator:
        """A generator of this seed and round, the same for every arm."""
        return np.random.default_rng([self.seed, self.round_, stream])

    def trained(self, strategy: Strategy, rows: Ints, *, stream: Stream) -> Proxy:
        """A model of `strategy` trained from scratch on the answers to `rows`. Raises as `Proxy.update`."""
        items = self.twisted.items.take(rows).all(strategy)
        answers = self.twisted.answers[rows]
        return fresh_model(strategy, items, answers, n_classes=self.n_classes, rng=self.rng(stream))

    @cached_property
    def evaluated(self) -> Ints:
        """int64[test]: classes that a fresh evaluation model gives the test items."""
        rows = self.after.rows
        return fresh_classes(
            self.experiment.evaluation_strategy(),
            replace(self.twisted.items.take(rows), labels=self.twisted.answers[rows]),
            test=self.data.test,
            n_classes=self.n_classes,
            seed=[self.seed, self.round_, Stream.EVALUATION],
            from_scratch=self.experiment.from_scratch,
        )

    @cached_property
    def proxied(self) -> Ints | None:
        """int64[test]: classes that the proxy gives the test items."""
        return self.proxy.logits(self.data.test.all(self.asking)).argmax(axis=1) if self.proxy else None

    def open_rows(self) -> Ints:
        """int64: rows that the round could ask for, ascending."""
        taken = np.union1d(self.before.rows, self.twisted.locked_now(len(self.before.rows)))
        return np.setdiff1d(np.arange(len(self.twisted.items)), taken)

    def logits(self, model: Proxy, strategy: Strategy, rows: Ints) -> Floats32:
        """float32[R, C]: what a trained model of `strategy` gives `rows` of the pool."""
        return model.logits(self.twisted.items.take(rows).all(strategy))


Numbers = dict[str, Any]


def _error_rate(predicted: Ints, truth: Ints) -> float:
    return float(np.mean(predicted != truth))


def _per_class(predicted: Ints, truth: Ints, *, n_classes: int) -> list[float | None]:
    """Error on the test items of each class; None for one without any."""
    wrong = predicted != truth
    return [float(wrong[truth == c].mean()) if (truth == c).any() else None for c in range(n_classes)]


def _error(facts: RoundFacts) -> Numbers:
    return {"error": _error_rate(facts.evaluated, facts.data.test.labels)}


def _class_errors(facts: RoundFacts) -> Numbers:
    return {"per_class": _per_class(facts.evaluated, facts.data.test.labels, n_classes=facts.n_classes)}


def _proxy_error(facts: RoundFacts) -> Numbers:
    if facts.proxied is None:
        return {}
    return {"proxy_error": _error_rate(facts.proxied, facts.data.test.labels)}


def _proxy_class_errors(facts: RoundFacts) -> Numbers:
    if facts.proxied is None:
        return {}
    errors = _per_class(facts.proxied, facts.data.test.labels, n_classes=facts.n_classes)
    return {"proxy_per_class": errors, "locked": list(facts.twisted.locked)}


def _agreement(facts: RoundFacts) -> Numbers:
    """Scores of all that could be asked, by the proxy and by a target trained on the labels that the proxy knew."""
    if facts.proxy is None:
        return {}
    rows, target = facts.open_rows(), facts.experiment.target_strategy()
    model = facts.trained(target, facts.before.rows, stream=Stream.TARGET)
    scores = [
        _scores(facts, facts.logits(scorer, strategy, rows))
        for scorer, strategy in ((facts.proxy, facts.asking), (model, target))
    ]
    k = len(facts.after.query_rows)
    agreement = rank_agreement(scores[0], scores[1], k=k, rng=facts.rng(Stream.TARGET_TIES))
    return {
        "spearman": agreement.spearman,
        "pearson": agreement.pearson,
        "overlap": agreement.overlap.share,
        "overlap_by_chance": agreement.overlap.by_chance,
    }


def _scores(facts: RoundFacts, logits: Floats32) -> Floats:
    return acquisition.score_with_probabilities(facts.strategy.acquisition, logits)[0]


def _kappa(facts: RoundFacts) -> Numbers:
    if facts.proxy is None or facts.earlier_proxy is None:
        return {}
    # The same items in all rounds, whoever has been labelled since: stopping compares models, not items.
    rng = np.random.default_rng([facts.seed, Stream.KAPPA])
    rows = np.sort(rng.permutation(len(facts.twisted.items))[:STOP_ROWS])
    before = asking_strategy(facts.before, strategy=facts.strategy)
    current, earlier = (
        facts.logits(proxy, strategy, rows).argmax(axis=1)
        for proxy, strategy in ((facts.proxy, facts.asking), (facts.earlier_proxy, before))
    )
    return {"kappa": cohens_kappa(current, earlier, n_classes=facts.n_classes)}


def cohens_kappa(left_N: Ints, right_N: Ints, *, n_classes: int) -> float:
    """Agreement of two classifications beyond chance, at most 1; 1 where both give one and the same class."""
    shares = [np.bincount(classes, minlength=n_classes) / len(classes) for classes in (left_N, right_N)]
    by_chance = float(shares[0] @ shares[1])
    agreed = float(np.mean(left_N == right_N))
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def _estimates(facts: RoundFacts) -> Numbers:
    if facts.proxy is None:
        return {}
    return estimates_of(
        facts.after,
        classes_of=classes_by(facts.proxy, strategy=facts.asking, items=facts.twisted.items),
        answers_N=facts.twisted.answers,
        open_rows=facts.open_rows(),
        seed=facts.seed,
    )


MEASURED: dict[str, Callable[[RoundFacts], Numbers]] = {
    "error": _error,
    "per_class": _class_errors,
    "proxy_error": _proxy_error,
    "proxy_per_class": _proxy_class_errors,
    "agreement": _agreement,
    "kappa": _kappa,
    "estimates": _estimates,
}
# Of every round of every run, whatever the experiment lists: no part of its configuration, so that runs saved before
# there were estimates stay what they are.
ALWAYS = ("estimates",)


def measured(facts: RoundFacts, *, arm: str) -> tuple[Numbers, float]:
    """All that the experiment wants recorded of this round and what always is, and the seconds that measuring took."""
    started, numbers = time.perf_counter(), {}
    due = [measure.name for measure in facts.experiment.measures if measure.is_due(arm=arm, round_=facts.round_)]
    for name in dict.fromkeys((*due, *ALWAYS)):
        numbers.update(MEASURED[name](facts))
    return numbers, time.perf_counter() - started
