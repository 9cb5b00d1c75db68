"""How the minibatches of an update are drawn. ("Data sampling algorithms": the doodle paper, §IV-VII.)

A sampler is a state machine on arrays: it sees positions, labels, difficulties and what it asks of the model after
each step, never an item. All draw full minibatches, so that few items neither starve batch norm nor shorten a step.
The difficulty of an item is its cross-entropy under a model trained beforehand (§V).
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from selection.arrays import Bools, Floats, Ints
from selection.errors import BadInput
from selection.strategy import Strategy
from selection.training.schedules import n_steps

# Share of each class's rows on which worst_class counts mistakes; they are then not trained on.
HELD_OUT = 0.1
NEEDS_DIFFICULTY = frozenset({"simple_curriculum", "bucketed_curriculum", "active_bandit"})


@dataclass(frozen=True)
class Feedback:
    """What a sampler may ask after a step. Each question costs forward passes, counted in sample steps.

    gain(): mean loss on the minibatch just learned, before the step less after it, on the very same views.
    wrong(positions int64[V]): bool[V], whether the model now errs on those items, unaugmented.
    """

    gain: Callable[[], float]
    wrong: Callable[[Ints], Bools]


@dataclass(frozen=True, kw_only=True)
class SamplerInput:
    """What a sampler is told at the start: N training items, `steps` minibatches to come.

    labels_N int64[N] in any range; difficulty_N float64[N], higher = harder, None where nobody measured it.
    """

    labels_N: Ints
    steps: int
    strategy: Strategy
    rng: np.random.Generator
    difficulty_N: Floats | None = None

    @property
    def by_difficulty(self) -> Ints:
        """Positions, easiest first, equals in random order. Raises BadInput without difficulties."""
        if self.difficulty_N is None or len(self.difficulty_N) != len(self.labels_N):
            raise BadInput(f"The sampler {self.strategy.sampler} needs one difficulty per training item.")
        shuffled = self.rng.permutation(len(self.labels_N))
        order: Ints = shuffled[np.argsort(self.difficulty_N[shuffled], kind="stable")]
        return order


class Sampler(Protocol):
    """`draw`, train on it, `learn`; as often as there are steps."""

    def draw(self) -> Ints:
        """Positions int64[minibatch] of the next minibatch, in [0, N)."""
        ...

    def learn(self, feedback: Feedback) -> None:
        """Called after the step on the minibatch last drawn."""
        ...


class Passes:
    """One shuffled pass over `positions` after the other, without end."""

    def __init__(self, positions: Ints, *, rng: np.random.Generator) -> None:
        """positions: int64[P], P ≥ 1."""
        self._positions, self._rng = positions, rng
        self._left = positions[:0]

    def take(self, count: int) -> Ints:
        """int64[count]: the next ones; a new pass begins within it where the last one ends."""
        n_passes = -(-(count - len(self._left)) // len(self._positions))
        fresh = [self._rng.permutation(self._positions) for _ in range(n_passes)]
        self._left = np.concatenate([self._left, *fresh])
        taken, self._left = self._left[:count], self._left[count:]
        return taken


class Uniform:
    """One shuffled pass after the other."""

    def __init__(self, inputs: SamplerInput) -> None:
        """Labels and difficulties play no part."""
        self._size = inputs.strategy.minibatch
        self._passes = Passes(np.arange(len(inputs.labels_N)), rng=inputs.rng)

    def draw(self) -> Ints:
        """The next positions of the pass."""
        return self._passes.take(self._size)

    def learn(self, feedback: Feedback) -> None:
        """Nothing to learn."""


class WorstClass:
    """Classes by how often the model now errs on them. (§IV)

    1. A tenth of each class's rows, at least one of two or more, is held out; without any, this is `Uniform`.
    2. After every step the mistakes on a validation minibatch with equally many rows of each class give p_k.
       Where a class has fewer rows, its share of mistakes counts; a class without any counts as the mean of the others.
    3. The next minibatch draws classes by p, rows of a class in shuffled passes.
    Before the first count, and where nothing is wrong, p are the classes' shares of the rows.
    Classes that cannot be learned draw all minibatches to themselves (as in the paper); `sampler_floor` is our guard:
    that share of p stays with the classes' shares of the rows.
    """

    def __init__(self, inputs: SamplerInput) -> None:
        """Draws at once which rows are held out."""
        self._size, self._rng, self._floor = inputs.strategy.minibatch, inputs.rng, inputs.strategy.sampler_floor
        classes, counts = np.unique(inputs.labels_N, return_counts=True)
        split = [_held_out(np.flatnonzero(inputs.labels_N == label), rng=inputs.rng) for label in classes]
        self._validation = [Passes(held, rng=inputs.rng) if len(held) else None for held, _ in split]
        self._n_held = np.array([len(held) for held, _ in split])
        self._training = [Passes(kept, rng=inputs.rng) for _, kept in split]
        self._shares: Floats = counts / counts.sum()
        self.probabilities: Floats = self._shares

    def draw(self) -> Ints:
        """Classes by `probabilities`, their training rows in passes, all of them shuffled."""
        counts = self._rng.multinomial(self._size, self.probabilities)
        drawn = [passes.take(count) for passes, count in zip(self._training, counts, strict=True)]
        return self._rng.permutation(np.concatenate(drawn))

    def learn(self, feedback: Feedback) -> None:
        """Step 2 of the class: costs a forward pass of a minibatch of held-out rows; none where nothing is held out."""
        if not self._n_held.any():
            return
        per_class = np.minimum(self._n_held, max(1, self._size // len(self._n_held)))
        drawn = [
            passes.take(count) for passes, count in zip(self._validation, per_class, strict=True) if passes is not None
        ]
        wrong = np.split(feedback.wrong(np.concatenate(drawn)), np.cumsum([len(part) for part in drawn])[:-1])
        mistakes = np.zeros(len(per_class))
        mistakes[self._n_held > 0] = [float(part.mean()) for part in wrong]
        mistakes[self._n_held == 0] = mistakes[self._n_held > 0].mean()
        self._reweight(mistakes)

    def _reweight(self, mistakes_C: Floats) -> None:
        total = mistakes_C.sum()
        by_mistakes = mistakes_C / total if total > 0 else self._shares
        self.probabilities = (1 - self._floor) * by_mistakes + self._floor * self._shares


def _held_out(positions: Ints, *, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Positions of one class: those held out, and those to train on (at least one)."""
    shuffled = rng.permutation(positions)
    n_held = min(len(positions) - 1, max(1, round(HELD_OUT * len(positions))))
    return shuffled[:n_held], shuffled[n_held:]


class SimpleCurriculum:
    """One pass in increasing difficulty; where there are more steps than that, the next pass starts anew. (§V)"""

    def __init__(self, inputs: SamplerInput) -> None:
        """Raises BadInput without difficulties."""
        self._size, self._order, self._next = inputs.strategy.minibatch, inputs.by_difficulty, 0

    def draw(self) -> Ints:
        """The next positions in rising difficulty."""
        positions = np.arange(self._next, self._next + self._size) % len(self._order)
        self._next += self._size
        return self._order[positions]

    def learn(self, feedback: Feedback) -> None:
        """Nothing to learn."""


class BucketedCurriculum:
    """k buckets of equal size by difficulty, k equal periods; period t passes over buckets 1 to t, shuffled. (§VI)

    The paper's buckets are half-open, which drops the hardest item; here the last bucket has it.
    """

    def __init__(self, inputs: SamplerInput) -> None:
        """Raises BadInput without difficulties."""
        self._size, self._steps, self._rng = inputs.strategy.minibatch, inputs.steps, inputs.rng
        self._buckets = np.array_split(inputs.by_difficulty, inputs.strategy.sampler_buckets)
        self._step, self._period = 0, -1

    def draw(self) -> Ints:
        """The next positions of the pass over the buckets that are open in this step's period."""
        n_periods = len(self._buckets)
        period = min(n_periods - 1, self._step * n_periods // self._steps)
        if period != self._period:
            self._period = period
            self._passes = Passes(np.concatenate(self._buckets[: period + 1]), rng=self._rng)
        self._step += 1
        return self._passes.take(self._size)

    def learn(self, feedback: Feedback) -> None:
        """Nothing to learn."""


class ActiveBandit:
    """A bandit whose arms are slices of difficulty, alike in every class. (§VII)

    1. Arm j has the j-th tenth of each class by difficulty (`bandit_arms`); arms without rows are left out.
    2. A minibatch comes from one arm: p(j) = E softmax(w)_j + (1 - E) / arms, w = 0 at first.
    3. Its gain is the loss before the step less that after it, on the same minibatch: one more forward pass.
    4. r = rank of the gain among all t gains so far (1 = lowest, equals count);
       after H steps of warm-up w_j += eta (2 r - t) / t.
    E = `bandit_exploit`; 0 is the paper's full exploration. Its "exponential decay" is not specified; here
    1 - E falls by exp(-`bandit_decay`) with each step.
    """

    def __init__(self, inputs: SamplerInput) -> None:
        """Raises BadInput without difficulties."""
        strategy = inputs.strategy
        self._strategy, self._rng = strategy, inputs.rng
        arms = _arms(inputs.labels_N, by_difficulty=inputs.by_difficulty, n_arms=strategy.bandit_arms)
        self._arms = [Passes(positions, rng=inputs.rng) for positions in arms if len(positions)]
        self._gains: list[float] = []
        self._arm = 0
        self.weights: Floats = np.zeros(len(self._arms))
        self.pulls: Ints = np.zeros(len(self._arms), dtype=np.int64)

    @property
    def probabilities(self) -> Floats:
        """float64[arms]: the chance of each arm at the next draw."""
        explore = (1 - self._strategy.bandit_exploit) * np.exp(-self._strategy.bandit_decay * len(self._gains))
        softmax = np.exp(self.weights - self.weights.max())
        mixed: Floats = (1 - explore) * softmax / softmax.sum() + explore / len(self.weights)
        return mixed

    def draw(self) -> Ints:
        """Pulls one arm by `probabilities`, and gives the next positions of the pass over it."""
        self._arm = int(self._rng.choice(len(self._arms), p=self.probabilities))
        self.pulls[self._arm] += 1
        return self._arms[self._arm].take(self._strategy.minibatch)

    def learn(self, feedback: Feedback) -> None:
        """Steps 3 and 4 of the class: asks the gain, one forward pass, and moves the weight of the arm pulled."""
        gain = feedback.gain()
        rank = bisect_right(self._gains, gain) + 1
        self._gains.insert(rank - 1, gain)
        t = len(self._gains)
        if t > self._strategy.bandit_warm_up:
            self.weights[self._arm] += self._strategy.bandit_eta * (2 * rank - t) / t


def _arms(labels_N: Ints, *, by_difficulty: Ints, n_arms: int) -> Sequence[Ints]:
    """Positions of each arm: within a class of m rows, the one of rank r (from 0) is in arm r * n_arms // m."""
    arm_N = np.zeros(len(labels_N), dtype=np.int64)
    for label in np.unique(labels_N):
        ranked = by_difficulty[labels_N[by_difficulty] == label]
        arm_N[ranked] = np.arange(len(ranked)) * n_arms // len(ranked)
    return [np.flatnonzero(arm_N == arm) for arm in range(n_arms)]


SAMPLERS: dict[str, Callable[[SamplerInput], Sampler]] = {
    "uniform": Uniform,
    "worst_class": WorstClass,
    "simple_curriculum": SimpleCurriculum,
    "bucketed_curriculum": BucketedCurriculum,
    "active_bandit": ActiveBandit,
}


def sampler_for(
    labels_N: Ints, *, strategy: Strategy, rng: np.random.Generator, difficulty_N: Floats | None = None
) -> Sampler:
    """The strategy's sampler for one update on N ≥ 1 items. Raises BadInput where it lacks difficulties."""
    steps = n_steps(len(labels_N), strategy=strategy)
    inputs = SamplerInput(labels_N=labels_N, steps=steps, strategy=strategy, rng=rng, difficulty_N=difficulty_N)
    return SAMPLERS[strategy.sampler](inputs)
