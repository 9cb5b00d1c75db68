"""report.md and its pictures, from saved runs alone: claims, contests, tables. The same runs, the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from selection.benchmark.curves import Curves, svg, table
from selection.benchmark.data import DataError
from selection.benchmark.statistics import area_under_budget_curve, mean_of, penalty_matrix
from selection.benchmark.store import Contents, runs_in
from selection.errors import SelectionError
from selection.papers.claims import CLAIMS, Claim
from selection.papers.contest_report import contest_sections, made_on, played_contests
from selection.papers.error_curves import curves_of
from selection.papers.estimate_report import estimate_lines
from selection.papers.experiment import AnyExperiment, Experiment
from selection.papers.table_report import played_tables, table_sections
from selection.papers.verdicts import Records, Verdict, part_row, short

REPORT = "report.md"


@dataclass(frozen=True)
class PlayedClaim:
    """A claim with its runs in a folder."""

    claim: Claim
    scale: str
    experiment: AnyExperiment
    contents: Contents
    path: Path

    @property
    def data(self) -> str:
        """The data set's name, as headings have it."""
        return self.experiment.dataset or "random points"

    def records(self) -> Records:
        """Its complete seeds as arrays. Raises DataError where there is none."""
        return Records(self.contents.records, arms=self.experiment.arm_names, rounds=self.experiment.rounds)

    def verdict(self) -> Verdict:
        """Raises DataError where no seed is complete, BadInput where a number that the check needs is missing."""
        return self.claim.verdict(self.records())


def played_claims(files: Mapping[Path, Contents], claims: Sequence[Claim] | None = None) -> list[PlayedClaim]:
    """Every claim, scale and file of runs, in the order of the claims; an experiment may serve several."""
    return [
        PlayedClaim(claim, scale, experiment, contents, path)
        for claim in (CLAIMS.values() if claims is None else claims)
        for scale, experiment in claim.all_experiments()
        for path, contents in files.items()
        if contents.header["experiment"] == experiment.name
    ]


def write_report(folder: Path, claims: Sequence[Claim] | None = None) -> Path:
    """Writes report.md and one picture per file of runs with curves. Raises DataError where there are no runs."""
    files = runs_in(folder)
    played, contests, tables = played_claims(files, claims), played_contests(files), played_tables(files)
    if not played and not contests and not tables:
        raise DataError(f"{folder} has no saved runs of a claim, a contest or a table.")
    parts = [*_claim_sections(played), *contest_sections(contests), *table_sections(tables)]
    path = folder / REPORT
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def _claim_sections(played: Sequence[PlayedClaim]) -> list[str]:
    by_file = {entry.path: entry for entry in played}
    return ["# Claims\n", _verdicts(played), *(_details(entry) for entry in by_file.values())] if played else []


def _verdicts(played: Sequence[PlayedClaim]) -> str:
    lines = [
        "Intervals: Student's, 95 %, over paired seeds. A claim is undecided where its interval holds the threshold.\n",
        "| claim | what | scale | data | verdict | seeds | effect | expected | accepted if |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(entry) for entry in played),
        "",
        *(line for entry in played for line in _parts(entry)),
    ]
    return "\n".join(lines)


def _row(played: PlayedClaim) -> str:
    claim = played.claim
    head = f"| {claim.id} | {claim.title} ({claim.paper}) | {played.scale} | {played.data} "
    tail = f"| {claim.expected} | {claim.threshold} |"
    try:
        verdict = played.verdict()
    except SelectionError:
        return f"{head}| no verdict | 0 | – {tail}"
    interval = f" [{short(verdict.interval.low)}, {short(verdict.interval.high)}]" if verdict.interval else ""
    return f"{head}| {verdict.outcome} | {verdict.n_seeds} | {short(verdict.effect)}{interval} {tail}"


def _parts(played: PlayedClaim) -> list[str]:
    """Each comparison of a claim with its interval: a verdict is no better than these."""
    head = f"### {played.claim.id}, {played.scale}, {played.data}: {played.claim.title}\n"
    try:
        verdict = played.verdict()
    except SelectionError as error:
        return [head, f"{error}\n"]
    table = ["| compared | mean | 95 % | unit | claim | outcome |", "|---|---|---|---|---|---|"]
    return [
        head,
        f"**{verdict.outcome.capitalize()}.** {played.claim.threshold}\n",
        *table,
        *map(part_row, verdict.judged),
        "",
    ]


def _details(played: PlayedClaim) -> str:
    """Curves of one file of runs, and where they were made."""
    lines = [f"## {played.contents.header['experiment']}\n", *made_on(played.contents, played.path), ""]
    try:
        records = played.records()
    except DataError as error:
        return "\n".join([*lines, f"{error}\n"])
    if isinstance(played.experiment, Experiment):
        lines += [*_curve_lines(played, records), "", *estimate_lines(records)]
    else:
        lines += _number_lines(records)
    return "\n".join([*lines, ""])


def _curve_lines(played: PlayedClaim, records: Records) -> list[str]:
    curves = curves_of(records)
    if not curves:
        return ["No evaluation model was trained in these runs."]
    picture = played.path.with_suffix(".svg")
    picture.write_text(svg(curves), encoding="utf-8")
    return ["Test error in %.\n", table(curves), "", f"![error over labels]({picture.name})", "", *_summaries(curves)]


def _summaries(curves: Curves) -> list[str]:
    """Area under the budget curve of each arm, and how often it beats the others."""
    errors = {arm: np.array([point.errors for point in line]).T for arm, line in curves.items()}
    labels = [point.labels for point in next(iter(curves.values()))]
    n_seeds, n_budgets = next(iter(errors.values())).shape
    if n_budgets < 2:
        return []
    wins = penalty_matrix(errors) if n_seeds > 1 else {}
    lines = ["| arm | AUBC, error in % | beats others | is beaten |", "|---|---|---|---|"]
    for arm, table_SB in errors.items():
        area = mean_of(np.array([100 * area_under_budget_curve(labels, row) for row in table_SB]))
        rows = [str(round(sum(of.values()), 2)) if of else "–" for of in (wins.get(arm, {}), _losses(wins, arm))]
        lines.append(f"| {arm} | {area.value:.2f} ± {area.spread:.2f} | {' | '.join(rows)} |")
    return [*lines, "", "Beats: summed over the other arms, share of budgets won by a paired t-test (5 %)."]


def _losses(wins: dict[str, dict[str, float]], arm: str) -> dict[str, float]:
    return {winner: row[arm] for winner, row in wins.items()}


def _number_lines(records: Records) -> list[str]:
    """One number per arm: its error, or its seconds."""
    lines = ["| arm | mean | SD |", "|---|---|---|"]
    for arm in records.arms:
        for name, scale, unit in (("rmse", 1.0, "RMSE"), ("error", 100.0, "% error"), ("search_s", 1.0, "s")):
            values = records.at(name, arm, 0)
            if np.isfinite(values).all():
                mean = mean_of(scale * values)
                lines.append(f"| {arm} | {mean.value:.4g} {unit} | {mean.spread:.2g} |")
                break
    return lines
