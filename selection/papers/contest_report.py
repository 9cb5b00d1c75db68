"""The part of report.md that says how the contests stand, from saved runs alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selection.benchmark.curves import svg
from selection.benchmark.data import DataError
from selection.benchmark.statistics import Interval
from selection.benchmark.store import Contents, SavedRound
from selection.papers.contest_results import OverallResult, WorldResult, overall_results, wins, world_results
from selection.papers.contests import BY_HEADS, CONTESTS, INCUMBENT, OF_REPRESENTATIONS, Contest
from selection.papers.error_curves import curves_of
from selection.papers.estimate_report import estimate_lines
from selection.papers.experiment import Experiment
from selection.papers.representation_results import Shown, can_show, shown_by, table_of
from selection.papers.verdicts import Records
from selection.strategy import IMAGE, TEXT

RULE = (
    "Arms differ from the incumbent in one thing each, later ones in two. AUBC: mean error of the judge between the "
    "first and the last budget at which it was asked, in %. Differences are paired by seed, in percentage points, "
    "below 0 is better; intervals: Student's, 95 %, over seeds. Over all worlds they are pooled, and as wide as all "
    "arms of a table together ask for (Bonferroni). A variation is *better* where that interval lies below 0 and in no "
    "world clearly above, from three seeds on. Labels of random order: how many times an arm's own it needs for the "
    "lowest error that both reach; interval: a bootstrap's over paired seeds, 95 %.\n"
)


@dataclass(frozen=True)
class PlayedContest:
    """A contest with its runs in a folder. runs: of its experiments that have a file, the first of them always."""

    contest: Contest
    runs: tuple[tuple[Experiment, Contents, Path], ...]

    def records(self) -> list[Records]:
        """One for each experiment that has a complete seed; later ones with the incumbent's runs beside their own."""
        first, *later = self.runs
        beside = [saved for saved in first[1].records if saved.key.arm == INCUMBENT]
        complete = [_complete(first[1].records, first[0], first[0].arm_names)]
        for experiment, contents, _ in later:
            complete.append(_complete([*beside, *contents.records], experiment, (INCUMBENT, *experiment.arm_names)))
        return [records for records in complete if records]


def _complete(saved: Sequence[SavedRound], experiment: Experiment, arms: Sequence[str]) -> Records | None:
    """None while no seed is through; what other experiments show still stands."""
    try:
        return Records(saved, arms=arms, rounds=experiment.rounds)
    except DataError:
        return None


def played_contests(files: Mapping[Path, Contents], contests: Sequence[Contest] | None = None) -> list[PlayedContest]:
    """Every contest whose first experiment has a file of runs. Raises DataError where one has several."""
    played = [
        PlayedContest(contest, tuple(run for experiment in contest.experiments for run in _runs(experiment, files)))
        for contest in (CONTESTS.values() if contests is None else contests)
    ]
    return [entry for entry in played if entry.runs and entry.runs[0][0] is entry.contest.experiments[0]]


def _runs(experiment: Experiment, files: Mapping[Path, Contents]) -> list[tuple[Experiment, Contents, Path]]:
    runs = [
        (experiment, contents, path)
        for path, contents in files.items()
        if contents.header["experiment"] == experiment.name
    ]
    if len(runs) > 1:
        raise DataError(f"There are runs of {len(runs)} configurations of {experiment.name}: keep one.")
    return runs


def contest_sections(played: Sequence[PlayedContest]) -> list[str]:
    """Sections of the report; none where nothing was played. Writes a picture beside each file of runs."""
    if not played:
        return []
    overalls = [
        _overall_of([entry for entry in played if (entry.contest.among, entry.contest.kind) == (among, kind)])
        for among in dict.fromkeys(contest.among for contest in CONTESTS.values())
        for kind in (IMAGE, TEXT)
    ]
    shown = [_shown_of(played, among) for among in (OF_REPRESENTATIONS, BY_HEADS)]
    head = ["# Contests for the default strategy\n", RULE, *filter(None, [*overalls, *shown])]
    return [*head, *map(_section, played)]


def shown_in(played: Sequence[PlayedContest], among: str) -> list[Shown]:
    """What contests of representations with a complete seed show; among: those that are judged alike."""
    entries = [entry for entry in played if entry.contest.among == among]
    found = [(entry.contest.name, records) for entry in entries for records in entry.records() if can_show(records)]
    return [shown_by(name.partition("-")[2], records) for name, records in found]


def _shown_of(played: Sequence[PlayedContest], among: str) -> str:
    shown = shown_in(played, among)
    return "\n".join([f"## What {among} show\n", *table_of(shown), ""]) if shown else ""


def _overall_of(played: Sequence[PlayedContest]) -> str:
    """Of contests of one kind among each other."""
    worlds = [(entry.contest.name, records) for entry in played for records in entry.records()]
    if not worlds:
        return ""
    contest = played[0].contest
    head = [
        f"## All {contest.kind} {contest.among}: {', '.join(dict.fromkeys(name for name, _ in worlds))}\n",
        "| arm | less the incumbent | its proxy's own error, likewise | worlds | seeds | clearly better in "
        "| clearly worse in | outcome |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_overall_row(row) for row in overall_results(worlds)), ""])


def _overall_row(row: OverallResult) -> str:
    better, worse = (", ".join(worlds) or "–" for worlds in (row.better, row.worse))
    seeds = " to ".join(map(str, sorted(set(row.n_seeds))))
    proxy = signed(*row.proxy) if row.proxy else "–"
    cells = (row.arm, signed(row.less, row.interval), proxy, row.n_worlds, seeds, better, worse, row.outcome)
    return f"| {' | '.join(map(str, cells))} |"


def _section(played: PlayedContest) -> str:
    notes = [line for _, contents, path in played.runs for line in made_on(contents, path)]
    lines, all_records = [f"## {played.contest.name}: {played.contest.odd}\n", *notes, ""], played.records()
    if not all_records:
        return "\n".join([*lines, "No seed is complete yet.\n"])
    results = [result for records in all_records for result in world_results(records)]
    heads = ("arm", "seeds", "AUBC, %", "less the incumbent", "error at the end, %", "labels of random order")
    lines += [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    lines += [_row(result) for pos, result in enumerate(results) if result.arm != INCUMBENT or pos == 0]
    lines += ["", *_picture(played, all_records[0])]
    return "\n".join([*lines, *(line for records in all_records for line in _pairs(records))])


def _picture(played: PlayedContest, records: Records) -> list[str]:
    picture = played.runs[0][2].with_suffix(".svg")
    picture.write_text(svg(curves_of(records)), encoding="utf-8")
    return [f"![error over labels]({picture.name})", ""]


def _pairs(records: Records) -> list[str]:
    return [*_matrix(records), *estimate_lines(records)]


def _row(result: WorldResult) -> str:
    area, last = (f"{mean.value:.2f} ± {mean.spread:.2f}" for mean in (result.area, result.last))
    less = "–" if result.arm == INCUMBENT else signed(result.less.value, result.less.t)
    factor = times(*result.factor) if result.factor else "–"
    return f"| {result.arm} | {result.area.n_seeds} | {area} | {less} | {last} | {factor} |"


def times(value: float, interval: Interval | None) -> str:
    """A factor with its interval, where there is one."""
    return f"{value:.2f} × [{interval.low:.2f}, {interval.high:.2f}]" if interval else f"{value:.2f} ×"


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
    lines = []
    for environment in contents.environments:
        machine = ", ".join(str(environment[name]) for name in ("cpu", "gpu", "torch") if environment.get(name))
        lines.append(f"Runs `{path.name}`; {machine}; commit {environment.get('commit')}.")
    return lines
