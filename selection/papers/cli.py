"""`python -m selection.papers claim …`, `… contest …`, `… table …` and `… report DIR`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, TypeVar

from selection.benchmark.data import DataError, Dataset
from selection.benchmark.store import runs_in
from selection.errors import SelectionError
from selection.papers.claims import CLAIMS, PAPER, SMALL, Claim
from selection.papers.contests import CONTESTS, Contest
from selection.papers.experiment import AnyExperiment
from selection.papers.report import played_claims, write_report
from selection.papers.run import run
from selection.papers.table_report import played_tables, table_section
from selection.papers.tables import TABLES, Table, shrunk

INTERRUPTED, FAILED = 130, 2
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Command(Generic[T]):
    """What the commands do not share. play: plays one and prints what it shows; raises SelectionError."""

    listed: Callable[[], str]
    chosen: Callable[[argparse.Namespace], list[T]]
    play: Callable[[T, argparse.Namespace], None]
    name_of: Callable[[T], str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 2 where something was missing (one sentence each on stderr), 130 interrupted."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "report":
            print(write_report(options.folder))
            return 0
        return _played(_COMMANDS[options.command], options)
    except SelectionError as error:
        print(f"Error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on where it stopped.", file=sys.stderr)
        return INTERRUPTED


def _played(command: Command[Any], options: argparse.Namespace) -> int:
    """Plays what was named, one after the other, and writes the report of all that lies there."""
    if options.list:
        print(command.listed())
        return 0
    outcomes = [_tried(command, choice, options) for choice in command.chosen(options)]
    if any(outcomes):
        print(write_report(options.out))
    return 0 if all(outcomes) else FAILED


def _tried(command: Command[Any], choice: Any, options: argparse.Namespace) -> bool:
    """What is missing is said in one sentence, and the next one's turn comes."""
    try:
        command.play(choice, options)
    except SelectionError as error:
        print(f"{command.name_of(choice)}: {error}", file=sys.stderr)
        return False
    return True


def _run(experiment: AnyExperiment, options: argparse.Namespace, *, data: Dataset | None) -> Path:
    return run(experiment, data=data, seeds=options.seeds or experiment.seeds, folder=options.out)


def listed_contests() -> str:
    """One line per contest."""
    head = f"{'name':18} {'a seed':>8} {'arms':>4}  pool"
    lines = (
        f"{name:18} {contest.minutes:4g} min {sum(len(experiment.arms) for experiment in contest.experiments):4}  "
        f"{contest.experiments[0].dataset}, {contest.odd}"
        for name, contest in CONTESTS.items()
    )
    return "\n".join([head, *lines])


def listed() -> str:
    """One line per claim."""
    head = f"{'id':4} {'small':>9} {'paper':>9}  title (paper), data at small scale"
    return "\n".join([head, *(_listed(claim) for claim in CLAIMS.values())])


def _listed(claim: Claim) -> str:
    small, paper = (f"{claim.minutes[scale]:g} min" for scale in (SMALL, PAPER))
    data = ", ".join(claim.datasets(SMALL)) or "random points"
    return f"{claim.id:4} {small:>9} {paper:>9}  {claim.title} ({claim.paper}), {data}"


def listed_tables() -> str:
    """One line per table."""
    head = f"{'name':26} {'arms':>4} {'rounds':>6}  title"
    lines = (
        f"{name:26} {len(table.experiment.arms):4} {table.experiment.rounds:6}  {table.title} ({table.paper})"
        for name, table in TABLES.items()
    )
    return "\n".join([head, *lines])


def chosen(known: Mapping[str, T], text: str | None, *, kind: str) -> list[T]:
    """By name, or "all". Raises DataError."""
    if text == "all":
        return list(known.values())
    if text not in known:
        raise DataError(f"There is no {kind} {text or ''!r}; there are {', '.join(known)}, and all.")
    return [known[text or ""]]


def chosen_claims(options: argparse.Namespace) -> list[Claim]:
    """By id, whatever its case, or "all": with `--on`, all that are for those data. Raises DataError."""
    text = (options.name or "").lower()
    ids = {name.lower(): name for name in CLAIMS}
    claims = chosen(CLAIMS, "all" if text == "all" else ids.get(text, options.name), kind="claim")
    return [
        claim for claim in claims if text != "all" or options.on is None or options.on in claim.datasets(options.scale)
    ]


def _play_claim(claim: Claim, options: argparse.Namespace) -> None:
    """Plays a claim and says its verdict."""
    experiment = claim.experiment(options.scale, dataset=options.on)
    path = _run(experiment, options, data=loaded(experiment, root=options.data))
    played = next(played for played in played_claims(runs_in(options.out), [claim]) if played.path == path)
    print(f"{claim.id}, {played.data}: {claim.title}. {played.verdict().sentence}")


def _play_contest(contest: Contest, options: argparse.Namespace) -> None:
    data = loaded(contest.experiments[0], root=options.data)
    for experiment in contest.experiments:
        print(f"{contest.name}: {_run(experiment, options, data=data)}")


def _play_table(table: Table, options: argparse.Namespace) -> None:
    """Plays a table and prints it."""
    experiment = table.experiment
    data = loaded(experiment, root=options.data)
    if options.shrink is not None and data is not None:
        experiment = shrunk(experiment, fraction=options.shrink, data=data)
    path = _run(experiment, options, data=data)
    print(table_section(next(played for played in played_tables(runs_in(options.out), [table]) if played.path == path)))


def loaded(experiment: AnyExperiment, *, root: Path) -> Dataset | None:
    """The data set that the experiment names, from the folder of all data sets. Raises DataError."""
    if not experiment.dataset:
        return None
    loader_options = getattr(experiment, "data_options", {})
    data: Dataset = import_module("selection.papers.adapters").load_named(experiment.dataset, root, **loader_options)
    return data


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m selection.papers")
    commands = parser.add_subparsers(dest="command", required=True)
    claim = commands.add_parser("claim", help="plays what a paper claims, and says whether it is reproduced")
    claim.add_argument("name", nargs="?", metavar="ID", help="as S1, or all")
    claim.add_argument("--list", action="store_true", help="all claims with the minutes to expect")
    claim.add_argument("--scale", choices=[SMALL, PAPER], default=SMALL, help="small: minutes on two cores")
    claim.add_argument("--on", metavar="DATASET", help="another data set that the list names; default: its first")
    _add_common(claim, out="claims")
    contest = commands.add_parser("contest", help="plays the default strategy against variations, on odd pools")
    contest.add_argument("name", nargs="?", metavar="NAME", help="as clean-images, or all")
    contest.add_argument("--list", action="store_true", help="all contests with the minutes that a seed takes")
    _add_common(contest, out="contests")
    table = commands.add_parser("table", help="plays a table of a paper at its sizes, and prints it beside the paper's")
    table.add_argument("name", nargs="?", metavar="NAME", help="as clactive-cifar10, or all")
    table.add_argument("--list", action="store_true", help="all tables")
    table.add_argument(
        "--shrink", type=float, default=None, metavar="FRACTION", help="play on such a part of pool and test items"
    )
    _add_common(table, out="tables")
    report = commands.add_parser("report", help="writes report.md and pictures from saved runs")
    report.add_argument("folder", type=Path, metavar="DIR")
    return parser


def _add_common(command: argparse.ArgumentParser, *, out: str) -> None:
    add = command.add_argument
    add("--seeds", type=_positive, default=None, help="paired seeds; default: as the experiment has it")
    add("--data", type=Path, default=Path("data"), metavar="FOLDER", help="where the data sets lie")
    add("--out", type=Path, default=Path(out), metavar="DIR", help="saved runs and report.md")


_COMMANDS: dict[str, Command[Any]] = {
    "claim": Command[Claim](listed=listed, chosen=chosen_claims, play=_play_claim, name_of=lambda claim: claim.id),
    "contest": Command[Contest](
        listed=listed_contests,
        chosen=lambda options: chosen(CONTESTS, options.name, kind="contest"),
        play=_play_contest,
        name_of=lambda contest: contest.name,
    ),
    "table": Command[Table](
        listed=listed_tables,
        chosen=lambda options: chosen(TABLES, options.name, kind="table"),
        play=_play_table,
        name_of=lambda table: table.name,
    ),
}
