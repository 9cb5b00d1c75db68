"""Which strategy a benchmark speaks for, and how sure that is: one sentence that also says when it is noise."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.selectors.benchmark.results import (
    RANDOM,
    Played,
    common_seeds,
    complete,
    playable,
    seconds_of,
)
from annotator.selectors.benchmark.settings import Settings
from annotator.selectors.strategies import title_of
from selection.benchmark.statistics import SEEDS_TO_DECIDE, Interval, against

CLEAR, LEANING, NOISE, EARLY = "clear", "leaning", "noise", "early"


@dataclass(frozen=True)
class Advice:
    """What the page recommends. strategy: its name, None where nothing speaks for one."""

    strategy: str | None
    certainty: str
    sentence: str


@dataclass(frozen=True)
class _Rival:
    """The best arm's mean error over the budget less this one's, seed by seed: below 0 is better."""

    name: str
    difference: float
    interval: Interval | None

    @property
    def is_beaten(self) -> bool:
        return self.interval is not None and self.interval.high < 0


def advice(settings: Settings, runs: Sequence[Played]) -> Advice:
    """Judged by the mean error over the whole budget (AUBC), on seeds that all strategies have completed.

    A strategy of which every run has failed is left out.

    The best is compared with all others, as `against` does it.
    """
    names = playable(settings, runs)
    seeds = common_seeds(names, runs)
    if len(names) < 2:
        return Advice(None, EARLY, "Only one strategy was played; there is nothing to compare it with.")
    if len(seeds) < SEEDS_TO_DECIDE:
        return Advice(None, EARLY, _too_few(settings, len(seeds)))
    areas = {name: [complete(runs, arm=name)[seed].area for seed in seeds] for name in names}
    best = min(names, key=lambda name: sum(areas[name]))
    rivals = _rivals(best, areas)
    unbeaten = [rival.name for rival in rivals if not rival.is_beaten]
    if not unbeaten:
        return Advice(best, CLEAR, _clear(best, rivals, seeds=len(seeds)))
    if len(unbeaten) == len(rivals) or RANDOM in unbeaten:
        return Advice(None, NOISE, _noise([best, *unbeaten], runs, seeds=seeds))
    cheapest = min([best, *unbeaten], key=lambda name: _seconds(runs, name, seeds))
    return Advice(cheapest, LEANING, _leaning(cheapest, [best, *unbeaten], seeds=len(seeds)))


def _rivals(best: str, areas: dict[str, list[float]]) -> list[_Rival]:
    others = [name for name in areas if name != best]
    differences = {name: [np.subtract(areas[best], areas[name])] for name in others}
    compared = against(differences, comparisons=len(others))
    return [_Rival(name, *compared[name]) for name in others]


def _seconds(runs: Sequence[Played], name: str, seeds: Sequence[int]) -> float:
    done = complete(runs, arm=name)
    return sum(seconds_of(point) for seed in seeds for point in done[seed].points)


def _too_few(settings: Settings, seeds: int) -> str:
    if settings.seeds < SEEDS_TO_DECIDE:
        return (
            f"{_seeds(settings.seeds)} cannot tell a better strategy from luck; play at least {SEEDS_TO_DECIDE} seeds."
        )
    done = "no seed is" if not seeds else "only 1 seed is" if seeds == 1 else f"only {seeds} seeds are"
    return f"Too early to say: {done} complete for all strategies, and {SEEDS_TO_DECIDE} are needed."


def _clear(best: str, rivals: Sequence[_Rival], *, seeds: int) -> str:
    nearest = max(rivals, key=lambda rival: rival.difference)
    points = abs(100 * nearest.difference)
    rival = f"{_said(nearest.name)}{', the next best' if len(rivals) > 1 else ''}"
    return (
        f"Take {_said(best)}: over the whole budget it errs {points:.1f} points less than {rival}, and "
        f"{_seeds(seeds)} show that this is more than chance."
    )


def _leaning(name: str, level: Sequence[str], *, seeds: int) -> str:
    others = [_said(other) for other in level if other != name]
    return (
        f"Take {_said(name)}: {_seeds(seeds)} cannot tell it from {_and(others)}, and it takes the least computing "
        "of these. All of them are clearly better than the rest."
    )


def _noise(level: Sequence[str], runs: Sequence[Played], *, seeds: Sequence[int]) -> str:
    cheapest = min(level, key=lambda name: _seconds(runs, name, seeds))
    return (
        f"No strategy is recommended: over {_seeds(len(seeds))} the differences between "
        f"{_and([_said(name) for name in level])} are within chance. {_capital(_said(cheapest))} takes the least "
        "computing of these; more seeds or more labels may tell."
    )


def _said(name: str) -> str:
    """The strategy's title as the cards show it, made fit for a sentence."""
    return "random order" if name == RANDOM else f"“{title_of(name)}”"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _seeds(count: int) -> str:
    return "1 seed" if count == 1 else f"{count} seeds"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
