"""The command line of the benchmark. Its first flags and the shape of results.json are a contract."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from selection.benchmark.comparison import FreshJudge, check_budget, pools_of, runs_of
from selection.benchmark.results_file import ResultsFile, config_of
from selection.benchmark.runner import play_arm
from selection.benchmark.settings import Settings, evaluation_of, features_folder, load, strategies_of
from selection.benchmark.store import Store
from selection.benchmark.views import with_views
from selection.errors import SelectionError

INTERRUPTED, FAILED = 130, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 2 with one sentence on stderr, 130 interrupted (run again to go on)."""
    settings = parsed(arguments)
    try:
        run_benchmark(settings)
    except SelectionError as error:
        print(f"Error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(f"\nInterrupted. The same command goes on from {settings.out}.", file=sys.stderr)
        return INTERRUPTED
    return 0


def run_benchmark(settings: Settings) -> None:
    """Loads, checks everything that can be checked, then runs what results.json lacks."""
    data = load(settings)
    strategies = strategies_of(settings, kind=data.kind)
    evaluation = evaluation_of(settings, strategies=strategies, kind=data.kind)
    check_budget(settings, data=data)
    if any(strategy.by_view for strategy in (*strategies.values(), evaluation)):
        pools = (pool for _, pool in pools_of(settings, data=data))
        data = with_views(data, folder=features_folder(settings), pools=pools)
    config = config_of(settings, data=data, strategies=strategies, evaluation=evaluation)
    results = ResultsFile(settings.out, config=config)
    store = Store(results)
    total = settings.seeds * len(strategies) * (settings.rounds + 1)
    with tqdm(total=total, unit="round", file=sys.stderr) as progress:
        for run in runs_of(settings, data=data, strategies=strategies):
            progress.set_description(f"{run.arm} seed {run.seed}")
            judge = FreshJudge(run=run, evaluation=evaluation, test=data.test)
            for key in play_arm(run, store=store, judge=judge):
                progress.set_postfix(labels=results[key]["labels"], error=f"{results[key]['error']:.3f}")
                progress.update()


def parsed(arguments: Sequence[str] | None) -> Settings:
    """Settings from the command line; argparse exits with 2 and a sentence where it makes no sense."""
    flags = vars(_parser().parse_args(arguments))
    flags["strategies"] = tuple(dict.fromkeys(flags.pop("strategy") or ["default", "random"]))
    return Settings(**flags)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
    return number


def _not_negative(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is below 0")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m selection.benchmark",
        description="Compares strategies on labelled data; the ground truth answers as the oracle.",
    )
    add = parser.add_argument
    add(
        "data",
        type=Path,
        metavar="DATA",
        help="folder of class folders, .npz (x, y, test), .csv or .jsonl (.gz)",
    )
    add("--strategy", action="append", metavar="NAME", help="repeatable; NAME:field=value,… overrides fields")
    add("--initial", type=_positive, default=100, help="labels drawn at random at the start")
    add("--query", type=_positive, default=50, help="labels per round")
    add("--rounds", type=_not_negative, default=6, help="rounds after the start")
    add("--seeds", type=_positive, default=3, help="repetitions; pool, start and evaluation are paired")
    add(
        "--out",
        type=Path,
        default=Path("results.json"),
        help="written after every round; resumed if it exists",
    )
    add("--seed-start", type=_not_negative, default=0, help="first seed")
    add("--pool", type=_not_negative, default=0, help="items to choose from; 0: all")
    add("--test-size", type=_not_negative, default=0, help="test items; 0: all")
    add("--test", type=Path, default=None, help="file of test texts, in the format of DATA")
    add("--text-column", default="text", help="column of the text")
    add("--label-column", default="label", help="column of the label")
    add(
        "--image-size",
        type=_positive,
        default=32,
        help="side in pixels to which images of a folder are scaled",
    )
    add("--threads", type=_not_negative, default=0, help="CPU threads; 0: as the strategies have it")
    add(
        "--eval-model",
        default="",
        help="evaluation model; default: the best representation where an arm looks at one, else small_cnn or fasttext",
    )
    add("--eval-epochs", type=float, default=0.0, help="epochs of the evaluation model; 0: as configured")
    add("--eval-steps", type=_not_negative, default=0, help="its lowest number of optimiser steps; 0: as configured")
    add("--eval-augment", default="", choices=["", "none", "crop", "crop_flip"], help="its random views")
    add("--eval-features", default="", help="its representation; 'auto': the best, the same for all arms")
    add(
        "--features-cache",
        type=Path,
        default=None,
        help="folder for the features that heads learn on; default: beside --out",
    )
    return parser
