"""The part of report.md that says how the contests stand, from saved runs alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selection.benchmark.curves import svg
from selection.benchmark.data import DataError
from selection.benchmark.statistics import Interval
from selection.benchmark.store import Contents, Saved
from selection.papers.contests import CONTESTS, INCUMBENT, Contest
from selection.papers.error_curves import curves_of
from selection.papers.estimate_report import estimate_lines
from selection.papers.experiment import Experiment
from selection.papers.standings import Overall, Standing, overall, standings, wins
from selection.papers.verdicts import Records
from selection.strategy import IMAGE, TEXT

RULE = (
    "Arms differ from the incumbent in one thing each, later ones in two. AUBC: mean error of the judge between the "
    "first and the last budget at which it was asked, in %. Differences are paired by seed, in percentage points, "
    "below 0 is better; intervals: Student's, 95 %, over seeds. Over all worlds they are pooled, and as wide as all "
    "arms of a table together ask for (Bonferroni). A variation is *better* where that interval lies below 0 and in no "
    "world clearly above, from three seeds on.\n"
)


@dataclass(frozen=True)
class Played:
    """A contest with its runs in a folder. runs: of its experiments that have a file, the first of them always."""

    contest: Contest
    runs: tuple[tuple[Experiment, Contents, Path], ...]

    def records(self) -> list[Records]:
        """One for each experiment that has a complete seed; later ones with the incumbent's runs beside their own."""
        first, *later = self.runs
        beside = [saved for saved in first[1].records if saved.key.arm == INCUMBENT]
        found = [_complete(first[1].records, first[0], first[0].arm_names)]
        for experiment, contents, _ in later:
            found.append(_complete([*beside, *contents.records], experiment, (INCUMBENT, *experiment.arm_names)))
        return [records for records in found if records]


def _complete(saved: Sequence[Saved], experiment: Experiment, arms: Sequence[str]) -> Records | None:
    """None while no seed is through; what other experiments show still stands."""
    try:
        return Records(saved, arms=arms, rounds=experiment.rounds)
    except DataError:
        return None


def contests_in(files: Mapping[Path, Contents], contests: Sequence[Contest] | None = None) -> list[Played]:
    """Every contest whose first experiment has a file of runs. Raises DataError where one has several."""
    found = [
        Played(contest, tuple(run for experiment in contest.experiments for run in _runs(experiment, files)))
        for contest in (CONTESTS.values() if contests is None else contests)
    ]
    return [one for one in found if one.runs and one.runs[0][0] is one.contest.experiments[0]]


def _runs(experiment: Experiment, files: Mapping[Path, Contents]) -> list[tuple[Experiment, Contents, Path]]:
    found = [
        (experiment, contents, path)
        for path, contents in files.items()
        if contents.header["experiment"] == experiment.name
    ]
    if len(found) > 1:
        raise DataError(f"There are runs of {len(found)} configurations of {experiment.name}: keep one.")
    return found


def contest_sections(played: Sequence[Played]) -> list[str]:
    """Sections of the report; none where nothing was played. Writes a picture beside each file of runs."""
    if not played:
        return []
    overalls = [_overall_of(kind, played) for kind in (IMAGE, TEXT)]
    return ["# Contests for the default strategy\n", RULE, *filter(None, overalls), *map(_section, played)]


def _overall_of(kind: str, played: Sequence[Played]) -> str:
    worlds = [(one.contest.name, records) for one in played if one.contest.kind == kind for records in one.records()]
    if not worlds:
        return ""
    head = [
        f"## All {kind} worlds: {', '.join(dict.fromkeys(name for name, _ in worlds))}\n",
        "| arm | less the incumbent | its proxy's own error, likewise | worlds | seeds | clearly better in "
        "| clearly worse in | outcome |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_overall_row(one) for one in overall(worlds)), ""])


def _overall_row(one: Overall) -> str:
    better, worse = (", ".join(worlds) or "–" for worlds in (one.better, one.worse))
    seeds = " to ".join(map(str, sorted(set(one.n_seeds))))
    proxy = signed(*one.proxy) if one.proxy else "–"
    cells = (one.arm, signed(one.less, one.interval), proxy, one.n_worlds, seeds, better, worse, one.outcome)
    return f"| {' | '.join(map(str, cells))} |"


def _section(one: Played) -> str:
    told = [line for _, contents, path in one.runs for line in made_on(contents, path)]
    lines, all_records = [f"## {one.contest.name}: {one.contest.odd}\n", *told, ""], one.records()
    if not all_records:
        return "\n".join([*lines, "No seed is complete yet.\n"])
    found = [standing for records in all_records for standing in standings(records)]
    lines += ["| arm | seeds | AUBC, % | less the incumbent | error at the end, % |", "|---|---|---|---|---|"]
    lines += [_row(standing) for pos, standing in enumerate(found) if standing.arm != INCUMBENT or pos == 0]
    lines += ["", *_picture(one, all_records[0])]
    return "\n".join([*lines, *(line for records in all_records for line in _pairs(records))])


def _picture(one: Played, records: Records) -> list[str]:
    picture = one.runs[0][2].with_suffix(".svg")
    picture.write_text(svg(curves_of(records)), encoding="utf-8")
    return [f"![error over labels]({picture.name})", ""]


def _pairs(records: Records) -> list[str]:
    return [*_matrix(records), *estimate_lines(records)]


def _row(one: Standing) -> str:
    area, last = (f"{mean.value:.2f} ± {mean.spread:.2f}" for mean in (one.area, one.last))
    less = "–" if one.arm == INCUMBENT else signed(one.less.value, one.less.t)
    return f"| {one.arm} | {one.area.n_seeds} | {area} | {less} | {last} |"


def signed(value: float, interval: Interval | None) -> str:
    """A difference with its interval, where there is one."""
    return f"{value:+.2f} [{interval.low:+.2f}, {interval.high:+.2f}]" if interval else f"{value:+.2f}"


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
