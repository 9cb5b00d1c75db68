"""The papers' tables in Markdown, ours beside theirs, from saved runs alone: report.md has them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from selection.arrays import Floats
from selection.benchmark.data import DataError
from selection.benchmark.statistics import area_under_budget_curve, mean_of, speed_ups
from selection.benchmark.store import Contents
from selection.papers.contest_report import made_on
from selection.papers.experiment import Experiment
from selection.papers.tables import TABLES, Table
from selection.papers.tables.printed import Printed
from selection.papers.verdicts import Records

NONE = "–"
RULE = (
    "Rows marked *paper* are what the paper prints; all others came out of the runs named. Columns: labelled share of "
    "the pool. Error: of the evaluation model on the test items, in %, mean ± standard deviation over seeds. Speed-up: "
    "cost of choosing up to that budget, the baseline's over the arm's; sample steps count the items that were trained "
    "on, whatever the network, seconds also what a network costs and what scoring takes. AUBC: mean error between the "
    "first and the last budget; the paper's is reckoned from its printed errors.\n"
)
# A share is a ratio of counts: it may miss the paper's percentage by rounding.
_NEAR = 0.5


@dataclass(frozen=True)
class PlayedTable:
    """A table with its runs in a folder."""

    table: Table
    contents: Contents
    path: Path

    @property
    def is_shrunk(self) -> bool:
        return bool(self.contents.header["experiment"] != self.table.experiment.name)

    @cached_property
    def records(self) -> Records:
        """Raises DataError where no seed is complete."""
        experiment = self.table.experiment
        return Records(self.contents.records, arms=experiment.arm_names, rounds=experiment.rounds)

    @cached_property
    def rounds(self) -> list[int]:
        """Those after which every arm has an error."""
        errors = [self.records.table("error", arm) for arm in self.records.arms]
        return np.flatnonzero(np.isfinite(errors).all(axis=(0, 1))).tolist()

    @cached_property
    def budgets(self) -> list[float]:
        """Percent of the pool that is labelled after each of `rounds`; a training has all of it at once."""
        if not isinstance(self.table.experiment, Experiment):
            return [100.0]
        shares = self.records.share_labelled()
        return [float(shares[round_]) for round_ in self.rounds]

    def printed(self, arm: str) -> list[Printed | None]:
        """The paper's cell of each budget."""
        cells = [one for one in self.table.printed if one.arm == arm]
        return [next((one for one in cells if abs(one.budget - at) < _NEAR), None) for at in self.budgets]


@dataclass(frozen=True)
class Row:
    """One line of a table, a cell per budget."""

    arm: str
    what: str
    cells: Sequence[str]
    area: str = ""

    @property
    def line(self) -> str:
        return f"| {' | '.join([self.arm, self.what, *self.cells, self.area])} |"

    @property
    def is_empty(self) -> bool:
        return set(self.cells) <= {NONE}


def tables_in(files: Mapping[Path, Contents], tables: Sequence[Table] | None = None) -> list[PlayedTable]:
    """Every table with a file of runs, whole or shrunk, in the order of the tables."""
    return [
        PlayedTable(table, contents, path)
        for table in (TABLES.values() if tables is None else tables)
        for path, contents in files.items()
        if table.plays(contents.header["experiment"])
    ]


def table_sections(played: Sequence[PlayedTable]) -> list[str]:
    """Sections of the report; none where nothing was played."""
    return ["# The papers' tables\n", RULE, *map(table_section, played)] if played else []


def table_section(one: PlayedTable) -> str:
    """One table with its notes, and where its runs were made."""
    head = [f"## {one.table.name}: {one.table.title} ({one.table.paper})\n", *made_on(one.contents, one.path), ""]
    if one.is_shrunk:
        head.append(f"**Shrunk** ({one.contents.header['experiment']}): fewer items than the paper's numbers are of.\n")
    try:
        body = _body(one)
    except DataError as error:
        body = [str(error)]
    return "\n".join([*head, *body, "", *(f"- {note}" for note in one.table.notes), ""])


def _body(one: PlayedTable) -> list[str]:
    if not one.rounds:
        return ["No evaluation model was trained in these runs."]
    budgets = [f"{budget:.3g} %" for budget in one.budgets]
    lines = [Row("arm", "", budgets, "AUBC").line, "|---" * (len(budgets) + 3) + "|"]
    lines += [row.line for arm in one.records.arms for row in _arm_rows(one, arm)]
    return [f"Seeds: {len(one.records.seeds)}.{_baseline(one.table)}\n", *lines, *_others(one)]


def _baseline(table: Table) -> str:
    return f" Speed-ups over {table.baseline}." if table.baseline else ""


def _arm_rows(one: PlayedTable, arm: str) -> list[Row]:
    """The error always; whatever else has a number."""
    errors = 100 * one.records.table("error", arm)[:, one.rounds]
    theirs = one.printed(arm)
    more = [
        Row(arm, "error, *paper*", [_their_error(cell) for cell in theirs], _their_area(one, theirs)),
        *_speed_rows(one, arm),
        Row(arm, "speed-up, *paper*", [_times(cell.speed_up if cell else None) for cell in theirs]),
        *(Row(arm, name, _cells(one.records.table(name, arm)[:, one.rounds])) for name in one.table.columns),
    ]
    return [Row(arm, "error", _cells(errors), _area(one, errors)), *(row for row in more if not row.is_empty)]


def _speed_rows(one: PlayedTable, arm: str) -> list[Row]:
    """Nothing where an arm learns nothing before it chooses, or there is no baseline."""
    baseline = one.table.baseline
    if not baseline or not one.records.table("sample_steps", arm).any():
        return []
    return [
        Row(arm, f"speed-up in {what}", [_times(number) for number in _speeds(one, arm, names)])
        for what, names in (("sample steps", ("sample_steps",)), ("seconds", ("update_s", "score_s", "query_s")))
    ]


def _speeds(one: PlayedTable, arm: str, names: Sequence[str]) -> list[float | None]:
    """Mean over seeds, per budget; the first round learns nothing, so it costs nothing."""
    base, own = (
        np.sum([one.records.table(name, who)[:, 1:] for name in names], axis=0) for who in (one.table.baseline, arm)
    )
    ratios = np.mean([speed_ups(left, right) for left, right in zip(base, own, strict=True)], axis=0)
    return [float(ratios[round_ - 1]) if round_ else None for round_ in one.rounds]


def _others(one: PlayedTable) -> list[str]:
    """What the paper prints of arms that it does not describe well enough to be played."""
    arms = dict.fromkeys(cell.arm for cell in one.table.printed if cell.arm not in one.records.arms)
    return [Row(arm, "error, *paper*", [_their_error(cell) for cell in one.printed(arm)]).line for arm in arms]


def _cells(values_SB: Floats) -> list[str]:
    return [_spread(column) for column in values_SB.T]


def _spread(values_S: Floats) -> str:
    if not np.isfinite(values_S).all():
        return NONE
    mean = mean_of(values_S)
    return f"{mean.value:.2f} ± {mean.spread:.2f}" if mean.n_seeds > 1 else f"{mean.value:.2f}"


def _their_error(cell: Printed | None) -> str:
    if cell is None or cell.error is None:
        return NONE
    return f"{cell.error:g}" + (f" ± {cell.spread:g}" if cell.spread is not None else "")


def _times(number: float | None) -> str:
    return NONE if number is None else f"{number:.3g}×"


def _area(one: PlayedTable, errors_SB: Floats) -> str:
    if len(one.budgets) < 2:
        return ""
    return _spread(np.array([area_under_budget_curve(one.budgets, row) for row in errors_SB]))


def _their_area(one: PlayedTable, theirs: Sequence[Printed | None]) -> str:
    """Only where every budget has an error."""
    errors = [cell.error for cell in theirs if cell is not None and cell.error is not None]
    if len(errors) < max(2, len(theirs)):
        return ""
    return f"{area_under_budget_curve(one.budgets, errors):.2f}"
