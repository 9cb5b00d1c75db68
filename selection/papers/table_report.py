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
from selection.papers.tables.printed import PrintedCell
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
        """Whether the runs are of a part of the paper's items."""
        return bool(self.contents.header["experiment"] != self.table.experiment.name)

    @cached_property
    def records(self) -> Records:
        """Its complete seeds as arrays. Raises DataError where there is none."""
        experiment = self.table.experiment
        return Records(self.contents.records, arms=experiment.arm_names, rounds=experiment.rounds)

    @cached_property
    def rounds(self) -> list[int]:
        """Rounds, from 0, after which every arm has a test error for every seed."""
        errors = [self.records.table("error", arm) for arm in self.records.arms]
        return np.flatnonzero(np.isfinite(errors).all(axis=(0, 1))).tolist()

    @cached_property
    def budgets(self) -> list[float]:
        """Percent of the pool that is labelled after each of `rounds`; a training has all of it at once."""
        if not isinstance(self.table.experiment, Experiment):
            return [100.0]
        shares = self.records.share_labelled()
        return [float(shares[round_]) for round_ in self.rounds]

    def printed(self, arm: str) -> list[PrintedCell | None]:
        """The paper's cell of each budget, None where it prints none within half a percent of it."""
        cells = [cell for cell in self.table.printed if cell.arm == arm]
        return [next((cell for cell in cells if abs(cell.budget - at) < _NEAR), None) for at in self.budgets]


@dataclass(frozen=True)
class Row:
    """One line of a table, a cell per budget."""

    arm: str
    quantity: str
    cells: Sequence[str]
    area: str = ""

    @property
    def line(self) -> str:
        """In Markdown."""
        return f"| {' | '.join([self.arm, self.quantity, *self.cells, self.area])} |"

    @property
    def is_empty(self) -> bool:
        """Whether no budget has a number."""
        return set(self.cells) <= {NONE}


def played_tables(files: Mapping[Path, Contents], tables: Sequence[Table] | None = None) -> list[PlayedTable]:
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


def table_section(played: PlayedTable) -> str:
    """One table with its notes, and where its runs were made."""
    head = [
        f"## {played.table.name}: {played.table.title} ({played.table.paper})\n",
        *made_on(played.contents, played.path),
        "",
    ]
    if played.is_shrunk:
        head.append(
            f"**Shrunk** ({played.contents.header['experiment']}): fewer items than the paper's numbers are of.\n"
        )
    try:
        body = _body(played)
    except DataError as error:
        body = [str(error)]
    return "\n".join([*head, *body, "", *(f"- {note}" for note in played.table.notes), ""])


def _body(played: PlayedTable) -> list[str]:
    if not played.rounds:
        return ["No evaluation model was trained in these runs."]
    budgets = [f"{budget:.3g} %" for budget in played.budgets]
    lines = [Row("arm", "", budgets, "AUBC").line, "|---" * (len(budgets) + 3) + "|"]
    lines += [row.line for arm in played.records.arms for row in _arm_rows(played, arm)]
    return [f"Seeds: {len(played.records.seeds)}.{_baseline(played.table)}\n", *lines, *_others(played)]


def _baseline(table: Table) -> str:
    return f" Speed-ups over {table.baseline}." if table.baseline else ""


def _arm_rows(played: PlayedTable, arm: str) -> list[Row]:
    """The error always; whatever else has a number."""
    errors = 100 * played.records.table("error", arm)[:, played.rounds]
    theirs = played.printed(arm)
    more = [
        Row(arm, "error, *paper*", [_their_error(cell) for cell in theirs], _their_area(played, theirs)),
        *_speed_rows(played, arm),
        Row(arm, "speed-up, *paper*", [_times(cell.speed_up if cell else None) for cell in theirs]),
        *(Row(arm, name, _cells(played.records.table(name, arm)[:, played.rounds])) for name in played.table.columns),
    ]
    return [Row(arm, "error", _cells(errors), _area(played, errors)), *(row for row in more if not row.is_empty)]


def _speed_rows(played: PlayedTable, arm: str) -> list[Row]:
    """Nothing where an arm learns nothing before it chooses, or there is no baseline."""
    baseline = played.table.baseline
    if not baseline or not played.records.table("sample_steps", arm).any():
        return []
    return [
        Row(arm, f"speed-up in {unit}", [_times(number) for number in _speeds(played, arm, names)])
        for unit, names in (("sample steps", ("sample_steps",)), ("seconds", ("update_s", "score_s", "query_s")))
    ]


def _speeds(played: PlayedTable, arm: str, names: Sequence[str]) -> list[float | None]:
    """Mean over seeds, per budget; the first round learns nothing, so it costs nothing."""
    base, own = (
        np.sum([played.records.table(name, payer)[:, 1:] for name in names], axis=0)
        for payer in (played.table.baseline, arm)
    )
    ratios = np.mean([speed_ups(left, right) for left, right in zip(base, own, strict=True)], axis=0)
    return [float(ratios[round_ - 1]) if round_ else None for round_ in played.rounds]


def _others(played: PlayedTable) -> list[str]:
    """What the paper prints of arms that it does not describe well enough to be played."""
    arms = dict.fromkeys(cell.arm for cell in played.table.printed if cell.arm not in played.records.arms)
    return [Row(arm, "error, *paper*", [_their_error(cell) for cell in played.printed(arm)]).line for arm in arms]


def _cells(values_SB: Floats) -> list[str]:
    return [_spread(column) for column in values_SB.T]


def _spread(values_S: Floats) -> str:
    if not np.isfinite(values_S).all():
        return NONE
    mean = mean_of(values_S)
    return f"{mean.value:.2f} ± {mean.spread:.2f}" if mean.n_seeds > 1 else f"{mean.value:.2f}"


def _their_error(cell: PrintedCell | None) -> str:
    if cell is None or cell.error is None:
        return NONE
    return f"{cell.error:g}" + (f" ± {cell.spread:g}" if cell.spread is not None else "")


def _times(number: float | None) -> str:
    return NONE if number is None else f"{number:.3g}×"


def _area(played: PlayedTable, errors_SB: Floats) -> str:
    if len(played.budgets) < 2:
        return ""
    return _spread(np.array([area_under_budget_curve(played.budgets, row) for row in errors_SB]))


def _their_area(played: PlayedTable, theirs: Sequence[PrintedCell | None]) -> str:
    """Only where every budget has an error."""
    errors = [cell.error for cell in theirs if cell is not None and cell.error is not None]
    if len(errors) < max(2, len(theirs)):
        return ""
    return f"{area_under_budget_curve(played.budgets, errors):.2f}"
