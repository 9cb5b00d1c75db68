"""The part of report.md that says how the contests stand, from saved runs alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from selection.benchmark.contests import CONTESTS, Contest
from selection.benchmark.curves import curves_of, svg
from selection.benchmark.data import DataError, existing
from selection.benchmark.estimate_report import estimate_lines
from selection.benchmark.standings import Overall, Standing, overall, standings, wins
from selection.benchmark.statistics import Mean
from selection.benchmark.store import Contents, read
from selection.benchmark.verdicts import Records
from selection.errors import SelectionError
from selection.strategy import IMAGE, TEXT

RULE = (
    "Arms differ from the incumbent in one thing each. AUBC: mean error of the judge between the first and the last "
    "budget at which it was asked, in %. Differences are paired by seed, in percentage points, below 0 is better; "
    "intervals: Student's, 95 %. A variation is *better* where the interval over all worlds lies below 0 and no "
    "world's lies above.\n"
)


@dataclass(frozen=True)
class Played:
    """A contest with its runs in a folder."""

    contest: Contest
    contents: Contents
    path: Path

    def records(self) -> Records:
        """Raises DataError where no seed is complete."""
        experiment = self.contest.experiment
        return Records(self.contents.records, arms=experiment.arm_names, rounds=experiment.rounds)


def contests_in(folder: Path, contests: Sequence[Contest] | None = None) -> list[Played]:
    """Every contest with a file of runs in `folder`, in the order of the contests."""
    files = [(path, read(path)) for path in sorted(existing(folder).glob("*.jsonl"))]
    return [
        Played(contest, contents, path)
        for contest in (CONTESTS.values() if contests is None else contests)
        for path, contents in files
        if contents.header["experiment"] == contest.experiment.name
    ]


def contest_sections(played: Sequence[Played]) -> list[str]:
    """Sections of the report; none where nothing was played. Writes a picture beside each file of runs."""
    if not played:
        return []
    return ["# Contests for the default strategy\n", RULE, *_overalls(played), *(_section(one) for one in played)]


def _overalls(played: Sequence[Played]) -> list[str]:
    return [part for kind in (IMAGE, TEXT) for part in [_overall_of(kind, played)] if part]


def _overall_of(kind: str, played: Sequence[Played]) -> str:
    worlds = {one.contest.name: one for one in played if one.contest.experiment.kind == kind}
    try:
        found = overall({name: one.records() for name, one in worlds.items()}) if worlds else []
    except SelectionError as error:
        return f"## All {kind} worlds\n\n{error}\n"
    if not found:
        return ""
    head = [
        f"## All {kind} worlds: {', '.join(worlds)}\n",
        "| arm | less the incumbent | worlds | seeds | clearly better in | clearly worse in | outcome |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_overall_row(one) for one in found), ""])


def _overall_row(one: Overall) -> str:
    better, worse = (", ".join(worlds) or "–" for worlds in (one.better, one.worse))
    return (
        f"| {one.arm} | {signed(one.less)} | {one.n_worlds} | {one.less.n_seeds} | {better} | {worse} | {one.outcome} |"
    )


def _section(one: Played) -> str:
    lines = [f"## {one.contest.name}: {one.contest.odd}\n", *made_on(one.contents, one.path), ""]
    try:
        records = one.records()
    except DataError as error:
        return "\n".join([*lines, f"{error}\n"])
    picture = one.path.with_suffix(".svg")
    picture.write_text(svg(curves_of(records)), encoding="utf-8")
    lines += ["| arm | AUBC, % | less the incumbent | error at the end, % |", "|---|---|---|---|"]
    lines += [_row(standing) for standing in standings(records)]
    return "\n".join(
        [*lines, "", f"![error over labels]({picture.name})", "", *_matrix(records), *estimate_lines(records)]
    )


def _row(one: Standing) -> str:
    area, last = (f"{mean.value:.2f} ± {mean.spread:.2f}" for mean in (one.area, one.last))
    return f"| {one.arm} | {area} | {signed(one.less)} | {last} |"


def signed(mean: Mean) -> str:
    """A difference with its interval, where there is one."""
    interval = f" [{mean.t.low:+.2f}, {mean.t.high:+.2f}]" if mean.t else ""
    return f"{mean.value:+.2f}{interval}"


def _matrix(records: Records) -> list[str]:
    """Share of budgets at which the row's arm beats the column's."""
    beaten = wins(records)
    if not beaten:
        return []
    head = [
        "Share of budgets at which the row beats the column (paired t-test, 5 %):\n",
        f"| | {' | '.join(beaten)} |",
        "|---" * (len(beaten) + 1) + "|",
    ]
    rows = [
        f"| {arm} | {' | '.join('' if other == arm else f'{share:.2g}' for other, share in row.items())} |"
        for arm, row in beaten.items()
    ]
    return [*head, *rows, ""]


def made_on(contents: Contents, path: Path) -> list[str]:
    """Where the runs of a file were made, a line per environment."""
    told = []
    for environment in contents.environments:
        where = ", ".join(str(environment[name]) for name in ("cpu", "gpu", "torch") if environment.get(name))
        told.append(f"Runs `{path.name}`; {where}; commit {environment.get('commit')}.")
    return told
