"""Every table of results in docs/, made from measurements/results alone: the same results, the same bytes."""

import json
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from measurements.glance import at_a_glance, beyond_target
from measurements.kept import all_figures, read_product
from measurements.quality import tables as quality
from measurements.table import markdown
from selection.benchmark.curves import read, table
from selection.benchmark.store import runs_in
from selection.papers.contest_report import played_contests, shown_in, signed
from selection.papers.contest_results import OPEN, OverallResult, overall_results
from selection.papers.contests import BY_HEADS, OF_REPRESENTATIONS, WORLDS
from selection.papers.report import PlayedClaim, played_claims
from selection.papers.representation_results import table_of
from selection.papers.verdicts import short
from selection.strategy import IMAGE, TEXT

NOT_PLAYED = "–"


def product(results: Path) -> str:
    """Every figure, in the order in which it was measured."""
    return markdown(all_figures(results))


def glance(results: Path) -> str:
    """What a reader asks for first."""
    return markdown(at_a_glance(all_figures(results)))


def missed(results: Path) -> str:
    """Every figure that is worse than its target."""
    return markdown(beyond_target(all_figures(results)))


def machines(results: Path) -> str:
    """Which measurement was made when, of which commit, on what."""
    names: dict[tuple[str, ...], list[str]] = {}
    for name, measurement in read_product(results).items():
        names.setdefault(_machine(measurement["environment"]), []).append(name)
    head = ["| measured | on | commit | machine | with |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(f"| {', '.join(of)} | {' | '.join(about)} |" for about, of in names.items())])


def _machine(environment: Mapping[str, Any]) -> tuple[str, str, str, str]:
    changed = " and changes" if environment["uncommitted_changes"] else ""
    processor = f"{environment['cores']} cores of {environment['cpu']}, {environment['memory_gb']:.0f} GB"
    versions = f"Python {environment['python']}, torch {environment['packages']['torch']}"
    return environment["date"][:10], f"`{environment['commit'][:7]}`{changed}", processor, versions


def curves(name: str) -> Callable[[Path], str]:
    """Test error, or that on audit items, in %."""
    return lambda results: table(read(json.loads((results / f"{name}.json").read_text(encoding="utf-8"))["records"]))


def contests(results: Path) -> str:
    """Each variation of the default strategy over all worlds of a kind; in bold where its interval leaves out 0."""
    played = played_contests(runs_in(results / "contests"))
    of_kind = {
        kind: overall_results(
            [
                (contest.contest.name, records)
                for contest in played
                if (contest.contest.among, contest.contest.kind) == (WORLDS, kind)
                for records in contest.records()
            ]
        )
        for kind in (IMAGE, TEXT)
    }
    by_arm = {kind: {result.arm: result for result in of} for kind, of in of_kind.items()}
    arms = dict.fromkeys(arm for of in by_arm.values() for arm in of)
    head = ["| variation | images | texts |", "|---|---|---|"]
    return "\n".join(
        [*head, *(f"| {arm} | {_less(by_arm[IMAGE].get(arm))} | {_less(by_arm[TEXT].get(arm))} |" for arm in arms)]
    )


def representations(among: str) -> Callable[[Path], str]:
    """What `auto` does on each data set beside the best fixed representation, the default before, and random order."""
    return lambda results: "\n".join(table_of(shown_in(played_contests(runs_in(results / "contests")), among)))


def _less(result: OverallResult | None) -> str:
    if result is None:
        return NOT_PLAYED
    less = signed(result.less, result.interval)
    return less if result.outcome == OPEN else f"**{less}**"


def claims(results: Path) -> str:
    """Each claim's verdict on each data set that it was played on, with its effect and 95 % interval."""
    all_played = played_claims(runs_in(results / "claims"))
    lines = ["| claim | what | first data set | second data set |", "|---|---|---|---|"]
    for claim, in_data_sets in groupby(all_played, key=lambda played: played.claim):
        first, *second = [_verdict(played) for played in in_data_sets]
        lines.append(f"| {claim.id} | {claim.title} ({claim.paper}) | {first} | {'; '.join(second) or NOT_PLAYED} |")
    return "\n".join(lines)


def _verdict(played: PlayedClaim) -> str:
    verdict = played.verdict()
    interval = f" [{short(verdict.interval.low)}, {short(verdict.interval.high)}]" if verdict.interval else ""
    return f"{played.data}: {verdict.outcome}; {short(verdict.effect)}{interval}, {verdict.n_seeds} seeds"


Tables = Mapping[str, Callable[[Path], str]]
TABLES: Tables = {
    "glance": glance,
    "missed": missed,
    "product": product,
    "machines": machines,
    "contests": contests,
    "representations": representations(OF_REPRESENTATIONS),
    "representations-by-heads": representations(BY_HEADS),
    "claims": claims,
    "consensus": quality.consensus,
    "consensus-with-a-model": quality.with_model,
    "agreement": quality.agreement,
    "label-radar": quality.label_radar,
    **{name: curves(name) for name in ("imdb-headless", "imdb-full-stack", "cifar10-headless", "cifar10-full-stack")},
}
